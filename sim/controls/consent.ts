import type { Control, Ground, Guard } from '../framework/control.ts';

const stand = ({ household }: Ground): Guard => ({
  inner(deed, at) {
    if (deed.deed !== 'use') return undefined;
    const { dataClass } = deed;
    if (dataClass === 'operational' || dataClass === 'public') return undefined;
    at.charge('lookup');
    // What the person itself has said since counts before what the house has on record.
    if (deed.circumstances.consented === false) return 'no-consent';
    return household.consents(deed.subject, deed.purpose, at.now) ? undefined : 'no-consent';
  },
});

/** C27: what tells of a person is used only for what the person agreed to, asked anew at each use. Stops A36 (R2). */
export const consent: Control = {
  id: 'C27',
  name: 'consent',
  summary:
    'Personal, biometric and child data are used only for purposes with consent that stands at the moment of use: on record, and by what the person has said since.',
  groups: ['R2', 'R5'],
  rung: 'data',
  layer: 'deed',
  step: 40,
  places: ['use'],
  limits:
    'Holds where the house uses data; who has received a copy outside is not held by it. Does not ask how a consent was won.',
  source:
    'Consent enforced at each use: PII protection of the public scope (CATALOGUE, C27); classes of data: project-defined.',
  stand,
};
