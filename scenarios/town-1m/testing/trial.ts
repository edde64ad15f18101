import fc from 'fast-check';
import type { Trial } from '../../testing/trial.ts';
import { town } from '../scenario.ts';

/** A town of two streets, in which most doors open to a password of a maker. */
const village = {
  districts: 2,
  buildings: 1,
  providers: 2,
  townspeople: 2,
  visitors: 1,
  sensorsPerBuilding: 3,
  shippedPasswordShare: 0.8,
};

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
  studied: { ...village, updateAtSeconds: 20 },
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
