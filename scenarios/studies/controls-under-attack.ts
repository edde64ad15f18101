import { profileNames } from '../../sim/framework/profile.ts';
import type { Study } from '../../sim/framework/study.ts';

/** What profiles make of success, latency and goodput in a meeting room, under each of its attacks and under none. */
export const controlsUnderAttack: Study = {
  id: 'T01',
  name: 'controls-under-attack',
  summary: 'Profiles against the attacks of a meeting room, and what they cost honest people.',
  scenario: 'meeting-room-mapping',
  size: 'smoke',
  parameters: {},
  profile: { name: 'framework', without: [] },
  attacks: [],
  factors: [
    { kind: 'profile', levels: profileNames },
    { kind: 'attack', levels: ['none', 'A01', 'A07', 'A09', 'A18', 'A20', 'A24', 'A31', 'A33'] },
  ],
  design: { kind: 'full-factorial' },
  repetition: { kind: 'replications', count: 10 },
  values: ['M01', 'M29.operations', 'M30.p99', 'M33'],
  seed: 1,
};
