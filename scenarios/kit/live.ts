import type { LiveTerms } from '../../sim/framework/scenario.ts';

/**
 * One process for each site's things and gateways, each IoT platform, the authority with the audit log, each metaverse platform,
 * each platform's storage, each provider, and the people's own machines.
 */
export const processOf: LiveTerms['processOf'] = ({ name, component, party }) => {
  switch (component.role) {
    case 'device':
    case 'gateway':
    case 'iot-system':
      // Things of an only site are called by what they are, of others by their party too.
      return name.endsWith(`.${party}`) ? `things.${party}` : 'things';
    case 'iot-platform':
      return name;
    case 'identity-storage':
    case 'audit-log':
      return 'authority';
    case 'secure-storage':
      return `storage of ${party}`;
    default:
      return party;
  }
};
