import fc from 'fast-check';
import type { Trial } from '../../testing/trial.ts';
import { manyIdentitiesOneDevice } from '../scenario.ts';

/** How things with many identities are tried. */
export const trial: Trial = {
  scenario: manyIdentitiesOneDevice,
  small: {
    things: 5,
    willing: 4,
    pool: 2,
    reportSeconds: 4,
    leaseSeconds: 12,
    answerSeconds: 9,
    warmUpSeconds: 8,
    durationSeconds: 60,
  },
  longer: {},
  chancy: { things: 6, willing: 5, pool: 2, latency: 'lognormal', lossShare: 0.01 },
  busy: { pool: 3 },
  varied: fc.record({
    things: fc.integer({ min: 3, max: 6 }),
    willing: fc.integer({ min: 1, max: 6 }),
    platforms: fc.integer({ min: 2, max: 3 }),
    pool: fc.integer({ min: 1, max: 3 }),
    tells: fc.constantFrom('temperature', 'motion'),
    reportSeconds: fc.constantFrom(0.3, 1),
    agreementEverySeconds: fc.constantFrom(20, 60),
    agreedSeconds: fc.constantFrom(1, 15, 60),
    leaseSeconds: fc.constantFrom(0.3, 3, 30),
    answerSeconds: fc.constantFrom(0.1, 2, 20),
    inquirySeconds: fc.constantFrom(0.05, 1),
    outageAtSeconds: fc.constantFrom(0, 12, 30.5),
    outageSeconds: fc.constantFrom(0.1, 10),
    latency: fc.constantFrom('fixed', 'lognormal'),
    lossShare: fc.constantFrom(0, 0.02, 0.3),
    lanMillis: fc.constantFrom(0, 10, 300),
    wanMillis: fc.constantFrom(0, 10, 700),
    statusSeconds: fc.constantFrom(5, 60),
  }),
  // Reports come later than the end, and words are seldom.
  quiet: { reportSeconds: 40, leaseSeconds: 600, agreementEverySeconds: 600, agreedSeconds: 300 },
  lookedAround: {
    values: { things: 4, willing: 3, pool: 2 },
    // No people, no archive, no providers: there are fewer places to look from.
    fewest: 70,
    from: [
      'device.receive enrolled',
      'things-agent.receive map',
      'identity-storage.receive inquire',
      'entity-agent.receive correlated',
      'entity-agent.receive follow',
      'attack inside',
      'attack end',
    ],
  },
};
