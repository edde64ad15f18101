/** A study to begin with. */
export const studyTemplate = `import type { Study } from 'metarange/sim/framework/study.ts';

/** What rooms and profiles have to do with replayed messages, and what profiles cost honest people. */
export const replaysAndRooms: Study = {
  // Identifiers up to T99 are the catalogue's.
  id: 'T900',
  name: 'replays-and-rooms',
  summary: 'success of replays and latency over rooms, with and without protection',
  scenario: 'meeting-room-mapping',
  size: 'smoke',
  // Parameters that are the same in every cell; metarange describe SCENARIO lists them.
  parameters: {},
  profile: { name: 'framework', without: [] },
  // Attacks where no factor says otherwise; they play together.
  attacks: ['A07'],
  // What is varied: parameter, range, profile, control, attack, attacker, size, intensity.
  factors: [
    { kind: 'parameter', name: 'rooms', levels: [2, 4] },
    { kind: 'profile', levels: ['none', 'framework'] },
  ],
  // Which cells: full-factorial, one-at-a-time, or those that are listed.
  design: { kind: 'full-factorial' },
  // How often: so many times, or { kind: 'precision', relative: 0.05, values: ['M30.p99'], most: 200 }.
  repetition: { kind: 'replications', count: 3 },
  // What tables are about; the store keeps every value of metarange list metrics.
  values: ['M01', 'M30.p99'],
  seed: 1,
};

// metarange sweep FILE --out my-study
`;
