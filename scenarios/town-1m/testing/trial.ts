import fc from 'fast-check';
import type { Trial } from '../../testing/trial.ts';
import { town } from '../scenario.ts';
import { village } from '../village.ts';

/** How the town is tried. */
export const trial: Trial = {
  scenario: town,
  small: {
    ...village,
    warmUpSeconds: 8,
    durationSeconds: 50,
    viewEverySeconds: 20,
    crowdAtSeconds: 20,
    crowdSeconds: 10,
  },
  longer: { A22: { durationSeconds: 80 } },
  chancy: { ...village, latency: 'lognormal', lossShare: 0.01 },
  busy: { ...village, sensorsPerBuilding: 10, reportSeconds: 3 },
  varied: fc.record({
    districts: fc.integer({ min: 1, max: 3 }),
    buildings: fc.integer({ min: 1, max: 3 }),
    providers: fc.integer({ min: 1, max: 4 }),
    townspeople: fc.integer({ min: 2, max: 5 }),
    visitors: fc.integer({ min: 1, max: 2 }),
    nightShare: fc.constantFrom(0.05, 1),
    crowdFactor: fc.constantFrom(1, 20),
    crowdAtSeconds: fc.constantFrom(0, 20),
    restartsPerHour: fc.constantFrom(0, 3600),
    latency: fc.constantFrom('fixed', 'lognormal'),
    lossShare: fc.constantFrom(0, 0.3),
    windowSeconds: fc.constant(5),
  }),
  quiet: { reportSeconds: 10, deviceReportSeconds: 10, windowSeconds: 20, restartsPerHour: 0 },
  lookedAround: {
    values: { ...village, windowSeconds: 10, commandEverySeconds: 5 },
    from: ['device.receive command', 'entity-agent.receive report', 'attack end'],
  },
};
