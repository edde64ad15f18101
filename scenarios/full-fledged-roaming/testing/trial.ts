import fc from 'fast-check';
import type { Trial } from '../../testing/trial.ts';
import { fullFledgedRoaming } from '../scenario.ts';

/** How the roaming things are tried. */
export const trial: Trial = {
  scenario: fullFledgedRoaming,
  small: {
    robots: 3,
    headsets: 2,
    glasses: 1,
    keys: 'hardware',
    lookSeconds: 2,
    staySeconds: 6,
    warmUpSeconds: 8,
    durationSeconds: 40,
  },
  longer: {},
  chancy: { latency: 'lognormal', lossShare: 0.01 },
  busy: { reportSeconds: 0.5 },
  varied: fc.record({
    // Many: where answers come later than `answerSeconds`, and whenever one try in three is lost, a thing says little in a run.
    robots: fc.integer({ min: 25, max: 30 }),
    reportSeconds: fc.constantFrom(0.5, 1),
    headsets: fc.integer({ min: 0, max: 5 }),
    glasses: fc.integer({ min: 0, max: 3 }),
    platforms: fc.integer({ min: 2, max: 4 }),
    staySeconds: fc.constantFrom(1, 5, 20),
    leaseSeconds: fc.constantFrom(3, 30),
    answerSeconds: fc.constantFrom(0.05, 0.5),
    tries: fc.integer({ min: 1, max: 3 }),
    latency: fc.constantFrom('fixed', 'lognormal'),
    lossShare: fc.constantFrom(0, 0.02, 0.3),
    lanMillis: fc.constantFrom(0, 10, 300),
    wanMillis: fc.constantFrom(0, 10, 700),
    restartAtSeconds: fc.constantFrom(0, 12, 30.5),
    statusSeconds: fc.constantFrom(5, 60),
  }),
  // Reports come later than the end.
  quiet: { reportSeconds: 40, lookSeconds: 100, staySeconds: 600 },
  lookedAround: {
    values: { staySeconds: 5 },
    // No people, no archive, no providers: there are fewer places to look from.
    fewest: 70,
    from: [
      'device.receive answer',
      'things-agent.receive move',
      'secure-dpm.receive adopt',
      'entity-agent.receive report',
      'attack inside',
      'attack end',
    ],
  },
};
