import fc from 'fast-check';
import type { Trial } from '../../testing/trial.ts';
import { dpmProviderMarket } from '../scenario.ts';

/** Few rooms, in which the market is thin. */
const few = { rooms: 4, warmUpSeconds: 8, durationSeconds: 40, restartAtSeconds: 20, leavesAtSeconds: 30 };

/** How the market is tried. */
export const trial: Trial = {
  scenario: dpmProviderMarket,
  small: few,
  longer: { A39: { leavesAtSeconds: 12, awaySeconds: 8 } },
  chancy: { rooms: 6, latency: 'lognormal', lossShare: 0.01 },
  busy: { rooms: 8 },
  varied: fc.record({
    rooms: fc.integer({ min: 2, max: 6 }),
    roomsPerGateway: fc.integer({ min: 1, max: 3 }),
    platforms: fc.integer({ min: 1, max: 2 }),
    providers: fc.integer({ min: 2, max: 5 }),
    colluding: fc.integer({ min: 1, max: 5 }),
    choice: fc.constantFrom('merit', 'round-robin', 'cheapest', 'drawn'),
    jobsEach: fc.integer({ min: 1, max: 3 }),
    hedgeMillis: fc.constantFrom(30, 250, 60_000),
    jobTimeoutMillis: fc.constantFrom(100, 500),
    providerMillis: fc.constantFrom(0, 17, 300),
    hosted: fc.integer({ min: 0, max: 5 }),
    hostCores: fc.integer({ min: 1, max: 2 }),
    hostOutageAtSeconds: fc.constantFrom(0, 15),
    leavesAtSeconds: fc.constantFrom(0, 12, 30),
    awaySeconds: fc.constantFrom(0, 8),
    restartAtSeconds: fc.constantFrom(0, 7, 20.5),
    latency: fc.constantFrom('fixed', 'lognormal'),
    lossShare: fc.constantFrom(0, 0.02, 0.3),
    statusSeconds: fc.constantFrom(5, 60),
    contractSeconds: fc.constantFrom(10, 40),
  }),
  // Reports, looks and polls come later than the end.
  quiet: { reportSeconds: 10, deviceReportSeconds: 10, windowSeconds: 20 },
  lookedAround: {
    values: { rooms: 4, leavesAtSeconds: 20, restartAtSeconds: 15 },
    from: [
      'secure-connector.receive job',
      'secure-connector.receive result',
      'external-dpm.receive job',
      'attack answered',
      'attack inside',
      'attack end',
    ],
  },
};
