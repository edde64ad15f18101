import fc from 'fast-check';
import type { Trial } from '../../testing/trial.ts';
import { meetingRoomMapping } from '../scenario.ts';

/** How the meeting-room mapping is tried. */
export const trial: Trial = {
  scenario: meetingRoomMapping,
  small: { rooms: 2, persons: 4, guests: 1, warmUpSeconds: 8, durationSeconds: 40, viewEverySeconds: 20 },
  // A replay waits until nobody thinks of the command any more.
  longer: { A07: { durationSeconds: 120 } },
  chancy: { latency: 'lognormal', lossShare: 0.01 },
  busy: {},
  varied: fc.record({
    rooms: fc.integer({ min: 1, max: 6 }),
    roomsPerGateway: fc.integer({ min: 1, max: 3 }),
    platforms: fc.integer({ min: 1, max: 3 }),
    providers: fc.integer({ min: 1, max: 3 }),
    mapping: fc.constantFrom('every', 'alternate'),
    persons: fc.integer({ min: 2, max: 8 }),
    guests: fc.integer({ min: 1, max: 3 }),
    phases: fc.constantFrom('uniform', 'aligned'),
    latency: fc.constantFrom('fixed', 'lognormal'),
    lossShare: fc.constantFrom(0, 0.02, 0.3),
    personMillis: fc.constantFrom(0, 18, 900, 4000),
    wanMillis: fc.constantFrom(0, 10, 700),
    restartAtSeconds: fc.constantFrom(0, 12, 30.5),
    revokeAtSeconds: fc.constantFrom(0, 15),
    statusSeconds: fc.constantFrom(5, 60),
    leftOut: fc.constantFrom('nothing', 'chain', 'name', 'status', 'all'),
    windowSeconds: fc.constant(5),
  }),
  // Reports, looks and polls come later than the end.
  quiet: { reportSeconds: 10, deviceReportSeconds: 10, windowSeconds: 20 },
  lookedAround: {
    values: { windowSeconds: 10 },
    from: [
      'device.receive command',
      'entity-agent.receive report',
      'secure-storage.loaded',
      'attack answered',
      'attack inside',
      'attack end',
    ],
  },
};
