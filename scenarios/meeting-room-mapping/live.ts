import type { Role } from '../../sim/framework/figure.ts';
import type { LiveTerms } from '../../sim/framework/scenario.ts';
import type { MeetingRoomParameters } from './parameters.ts';

/**
 * One process for the building's things and gateways, its IoT platform, the authority with the audit log, each metaverse platform,
 * each platform's storage, each provider, and the people's own machines. Times are short, since they pass for real.
 */
export const live: LiveTerms<MeetingRoomParameters> = {
  parameters: {
    rooms: 2,
    persons: 4,
    guests: 1,
    reportSeconds: 2,
    deviceReportSeconds: 5,
    windowSeconds: 5,
    commandEverySeconds: 4,
    viewEverySeconds: 4,
    queryEverySeconds: 10,
    warmUpSeconds: 5,
    durationSeconds: 25,
  },
  // A replay waits for a command, then for longer than the window of time stamps.
  attacked: { commandEverySeconds: 2, durationSeconds: 120 },
  processOf: ({ component, party }) => {
    switch (component.role as Role) {
      case 'device':
      case 'gateway':
        return 'things';
      case 'iot-platform':
        return 'iot-platform';
      case 'identity-storage':
      case 'audit-log':
        return 'authority';
      case 'secure-storage':
        return `storage of ${party}`;
      default:
        return party;
    }
  },
};
