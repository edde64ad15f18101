import fc from 'fast-check';
import type { Trial } from '../../testing/trial.ts';
import { revocationStorm } from '../scenario.ts';

/** How the revocation storm is tried. */
export const trial: Trial = {
  scenario: revocationStorm,
  small: {
    federations: 2,
    rooms: 1,
    members: 1,
    warmUpSeconds: 8,
    durationSeconds: 52,
    stormAtSeconds: 20,
    dropAfterSeconds: 15,
  },
  // A late use is one a minute after the storm; lists are held back for three minutes.
  longer: { A12: { durationSeconds: 150, dropAfterSeconds: 90 }, A13: { durationSeconds: 240 } },
  chancy: { federations: 2, rooms: 1, latency: 'lognormal', lossShare: 0.01, stormAtSeconds: 25, dropAfterSeconds: 15 },
  busy: {},
  varied: fc.record({
    federations: fc.integer({ min: 2, max: 3 }),
    rooms: fc.integer({ min: 1, max: 3 }),
    roomsPerGateway: fc.integer({ min: 1, max: 3 }),
    members: fc.integer({ min: 1, max: 6 }),
    statusSeconds: fc.constantFrom(2, 10),
    partnerSeconds: fc.constantFrom(3, 15),
    slowestSeconds: fc.constantFrom(5, 30),
    stormAtSeconds: fc.constantFrom(0, 7, 20.5),
    dropAfterSeconds: fc.constantFrom(0, 10),
    spreadSeconds: fc.constantFrom(0, 10),
    log: fc.constantFrom('kept', 'none'),
    stolen: fc.constantFrom('key', 'both'),
    gossipSeconds: fc.constantFrom(0, 3),
    status: fc.constantFrom('list', 'filter'),
    falsePositives: fc.constantFrom(0.001, 0.5),
    latency: fc.constantFrom('fixed', 'lognormal'),
    lossShare: fc.constantFrom(0, 0.3),
    wanMillis: fc.constantFrom(0, 10, 700),
    windowSeconds: fc.constant(5),
  }),
  // Reports, looks and polls come later than the end.
  quiet: { reportSeconds: 10, deviceReportSeconds: 10, windowSeconds: 20 },
  lookedAround: {
    values: { windowSeconds: 10, stormAtSeconds: 25, dropAfterSeconds: 15 },
    from: ['device.receive command', 'entity-agent.receive report', 'attack answered', 'attack inside', 'attack end'],
  },
};
