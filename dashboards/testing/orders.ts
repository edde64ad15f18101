import type { Choices, RunOrder } from '../live/protocol.ts';

/** An order for a run, as a page sends one. */
export const sampleOrder: RunOrder = {
  world: 'virtual',
  scenario: 'meeting-room-mapping',
  size: 'smoke',
  profile: 'framework',
  without: [],
  attacks: ['A07'],
  seed: '1',
  suite: 'symbolic',
  set: { rooms: '4' },
  until: '00:03:12.5',
  pace: 20,
};

/** Few things to choose from. */
export const sampleChoices: Choices = {
  scenarios: [],
  profiles: [{ id: 'none', name: 'none', summary: 'nothing' }],
  attacks: [],
  controls: [],
  suites: ['symbolic'],
  sizes: ['smoke'],
};
