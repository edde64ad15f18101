import fc from 'fast-check';
import type { Trial } from '../../testing/trial.ts';
import { concert } from '../scenario.ts';

/** A rehearsal: two zones and a handful of people. */
const rehearsal = { zones: 2, audience: 5, crew: 2, providers: 2, poseSeconds: 4, beatSeconds: 4 };

/** How the concert is tried. */
export const trial: Trial = {
  scenario: concert,
  small: { ...rehearsal, warmUpSeconds: 8, durationSeconds: 40, viewEverySeconds: 20 },
  longer: {},
  chancy: { ...rehearsal, latency: 'lognormal', lossShare: 0.01 },
  busy: { audience: 20, zones: 2 },
  varied: fc.record({
    zones: fc.integer({ min: 1, max: 4 }),
    audience: fc.integer({ min: 1, max: 12 }),
    crew: fc.integer({ min: 1, max: 3 }),
    providers: fc.integer({ min: 1, max: 4 }),
    poseSeconds: fc.constantFrom(1, 5),
    beatSeconds: fc.constantFrom(0.5, 3),
    openingShare: fc.constantFrom(0.1, 1),
    showSeconds: fc.constantFrom(20, 240),
    latency: fc.constantFrom('fixed', 'lognormal'),
    lossShare: fc.constantFrom(0, 0.3),
    personMillis: fc.constantFrom(0, 18, 900),
    windowSeconds: fc.constant(5),
  }),
  quiet: { reportSeconds: 10, deviceReportSeconds: 10, windowSeconds: 20, poseSeconds: 10 },
  lookedAround: {
    values: { ...rehearsal, windowSeconds: 10 },
    from: [
      'device.receive command',
      'secure-dpm.receive pose',
      'entity-agent.receive result',
      'attack inside',
      'attack end',
    ],
  },
};
