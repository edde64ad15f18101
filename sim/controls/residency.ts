import type { Control, Ground, Guard } from '../framework/control.ts';

const stand = ({ household }: Ground): Guard => ({
  inner(deed, at) {
    const { recipient } = deed.circumstances;
    if (deed.deed !== 'use' || recipient === undefined || household.mayPass === undefined) return undefined;
    at.charge('policy');
    const { subject, dataClass, purpose } = deed;
    return household.mayPass({ subject, dataClass, purpose, recipient, nowNs: at.now }) ? undefined : 'wrong-region';
  },
});

/** C26: what must stay in a region, or serves another purpose, is not passed on, asked anew at each passing. Stops A49 as far as the sender is honest (R2, R3). */
export const residency: Control = {
  id: 'C26',
  name: 'residency',
  title: 'residency and purpose',
  summary:
    'Data are passed on only to where the usage policy lets them lie, and only for a purpose that it names; by class, subject and region of the recipient.',
  groups: ['R2', 'R3'],
  rung: 'data',
  layer: 'deed',
  step: 45,
  places: ['use'],
  limits:
    'Holds where an honest node passes data on; where a recipient really keeps them, and to whom it gives them, nobody sees. Does not stop what a task sends to a provider (C17 takes out of that what tells of people).',
  source:
    'Usage policies in ODRL 2.2 with a spatial constraint; participant location and purpose are policy classes of the IDS (STANDARDS 4.6); rules by region: policy of the house.',
  stand,
};
