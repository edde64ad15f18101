import fc from 'fast-check';
import type { Trial } from '../../testing/trial.ts';
import { crossStorageInterop } from '../scenario.ts';

/** How storages that work together are tried. */
export const trial: Trial = {
  scenario: crossStorageInterop,
  small: {
    platforms: 2,
    replicas: 2,
    guests: 1,
    reportSeconds: 5,
    deviceReportSeconds: 5,
    refreshSeconds: 5,
    endorseSeconds: 10,
    showSeconds: 12,
    saleEverySeconds: 4,
    outageAtSeconds: 0,
    warmUpSeconds: 8,
    durationSeconds: 40,
  },
  // Somebody who shows old records waits for a change, and all stay for three quarters of a minute and more.
  longer: { A15: { durationSeconds: 130 }, A16: { durationSeconds: 90 }, A41: { durationSeconds: 110 } },
  studied: { rooms: 1, platforms: 2, guests: 1, outageAtSeconds: 0 },
  chancy: { latency: 'lognormal', lossShare: 0.01, outageAtSeconds: 30 },
  busy: { reportSeconds: 2, refreshSeconds: 5 },
  varied: fc.record({
    federations: fc.integer({ min: 2, max: 3 }),
    platforms: fc.integer({ min: 2, max: 4 }),
    replicas: fc.integer({ min: 1, max: 2 }),
    rooms: fc.integer({ min: 1, max: 2 }),
    guests: fc.integer({ min: 1, max: 3 }),
    identifierBits: fc.constantFrom(1, 48),
    phases: fc.constantFrom('uniform', 'aligned'),
    latency: fc.constantFrom('fixed', 'lognormal'),
    lossShare: fc.constantFrom(0, 0.02, 0.3),
    wanMillis: fc.constantFrom(0, 10, 700),
    lookupMillis: fc.constantFrom(0, 2, 1500),
    saleEverySeconds: fc.constantFrom(1, 5),
    refreshSeconds: fc.constantFrom(1, 5),
    cacheSeconds: fc.constantFrom(0, 5),
    believeSeconds: fc.constantFrom(2, 60),
    outageFederation: fc.integer({ min: 1, max: 2 }),
    outageAtSeconds: fc.constantFrom(0, 12, 30.5),
    outageSeconds: fc.constantFrom(0.5, 10),
    windowSeconds: fc.constant(5),
  }),
  // Reports, looks, polls, endorsements, registrations and questions come later than the end.
  quiet: {
    reportSeconds: 10,
    deviceReportSeconds: 10,
    windowSeconds: 20,
    refreshSeconds: 10,
    endorseSeconds: 10,
    saleEverySeconds: 10,
  },
  lookedAround: {
    values: { windowSeconds: 10 },
    from: [
      'things-agent.receive translated',
      'identity-storage.receive resolve',
      'identity-storage.receive resolved',
      'identity-storage.receive register',
      'device.receive registered',
      'entity-agent.receive report',
      'attack answered',
      'attack inside',
      'attack end',
    ],
  },
};
