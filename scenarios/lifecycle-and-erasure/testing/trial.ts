import fc from 'fast-check';
import type { Trial } from '../../testing/trial.ts';
import { lifecycleAndErasure } from '../scenario.ts';

/** How lifecycle and erasure are tried. */
export const trial: Trial = {
  scenario: lifecycleAndErasure,
  small: {
    rooms: 1,
    retainWindows: 4,
    deadlineSeconds: 8,
    withdrawFromSeconds: 22,
    withdrawEverySeconds: 6,
    withdrawals: 2,
    viewEverySeconds: 20,
    warmUpSeconds: 8,
    durationSeconds: 40,
  },
  // Attempts last half a minute and more.
  longer: {
    A36: { durationSeconds: 60 },
    A37: { durationSeconds: 70 },
    A53: { durationSeconds: 110, queryEverySeconds: 10, withdrawals: 0 },
  },
  chancy: { rooms: 1, latency: 'lognormal', lossShare: 0.01, withdrawFromSeconds: 15 },
  busy: { withdrawFromSeconds: 40 },
  varied: fc.record({
    rooms: fc.integer({ min: 1, max: 3 }),
    visitors: fc.integer({ min: 1, max: 3 }),
    phases: fc.constantFrom('uniform', 'aligned'),
    latency: fc.constantFrom('fixed', 'lognormal'),
    lossShare: fc.constantFrom(0, 0.02, 0.3),
    personMillis: fc.constantFrom(0, 18, 900, 4000),
    wanMillis: fc.constantFrom(0, 10, 700),
    restartAtSeconds: fc.constantFrom(0, 12, 30.5),
    retainWindows: fc.integer({ min: 1, max: 6 }),
    deadlineSeconds: fc.constantFrom(1, 6, 20),
    retrySeconds: fc.constantFrom(0.5, 3),
    withdrawFromSeconds: fc.constantFrom(0, 12, 29),
    withdrawEverySeconds: fc.constantFrom(0.1, 5),
    withdrawals: fc.integer({ min: 0, max: 6 }),
    windowSeconds: fc.constant(5),
    weakestProfile: fc.constantFrom('framework', 'access', 'none'),
    labelledProfile: fc.constantFrom('as it stands', 'framework'),
    sessions: fc.constantFrom('none', 'bearer'),
  }),
  // Reports, looks and polls come later than the end.
  quiet: { reportSeconds: 10, deviceReportSeconds: 10, windowSeconds: 20 },
  lookedAround: {
    values: { rooms: 1, windowSeconds: 10, withdrawFromSeconds: 20, withdrawEverySeconds: 5 },
    from: [
      'secure-dpm.receive consent',
      'external-storage.receive erase',
      'external-storage.stored',
      'avatar-agent.receive erased',
      'attack inside',
      'attack end',
    ],
  },
};
