import fc from 'fast-check';
import { radios } from '../../kit/presets.ts';
import type { Trial } from '../../testing/trial.ts';
import { constrainedBehindGateway } from '../scenario.ts';

/** How constrained things behind gateways are tried. */
export const trial: Trial = {
  scenario: constrainedBehindGateway,
  small: { rooms: 2, persons: 4, guests: 1, warmUpSeconds: 8, durationSeconds: 40, viewEverySeconds: 20 },
  longer: {
    // A replay waits until nobody thinks of the command any more.
    A07: { durationSeconds: 120 },
    // What was held back comes after three quarters of a minute.
    A19: { durationSeconds: 90 },
    // One flood shows it; each is of fifty thousand commands.
    A25: { durationSeconds: 16 },
    // Whom it delays waits for a lane that there is, and for scenes that take their time.
    A27: { lanes: 'urgent', sceneMillis: 400, patienceSeconds: 5, durationSeconds: 60 },
    // Whoever has noticed nothing waits a minute and a half, and what there is to notice takes event-driven sensors.
    A32: { motionReports: 'on change', durationSeconds: 120 },
  },
  chancy: { latency: 'lognormal', losses: 'preset' },
  busy: { reportSeconds: 4 },
  varied: fc.record({
    rooms: fc.integer({ min: 1, max: 5 }),
    roomsPerGateway: fc.integer({ min: 1, max: 3 }),
    valvesPerRoom: fc.integer({ min: 1, max: 3 }),
    platforms: fc.integer({ min: 1, max: 3 }),
    persons: fc.integer({ min: 2, max: 8 }),
    guests: fc.integer({ min: 1, max: 2 }),
    radio: fc.constantFrom(...radios),
    losses: fc.constantFrom('none', 'preset'),
    channels: fc.constantFrom('provisioned', 'handshake'),
    gatewayMode: fc.constantFrom('forwards', 'terminates'),
    phases: fc.constantFrom('uniform', 'aligned'),
    latency: fc.constantFrom('fixed', 'lognormal'),
    restartAtSeconds: fc.constantFrom(0, 12, 30.5),
    lanes: fc.constantFrom('one', 'urgent'),
    sceneMillis: fc.constantFrom(0, 20),
    motionReports: fc.constantFrom('each period', 'on change'),
    statusSeconds: fc.constantFrom(5, 60),
    windowSeconds: fc.constant(5),
  }),
  // Reports, looks and polls come later than the end.
  quiet: { reportSeconds: 10, deviceReportSeconds: 10, windowSeconds: 20 },
  lookedAround: {
    values: { windowSeconds: 10, gatewayMode: 'terminates', channels: 'handshake' },
    from: [
      'device.receive command',
      'gateway.receive report',
      'gateway.receive command',
      'gateway.receive answer',
      'entity-agent.receive report',
      'attack inside',
      'attack end',
    ],
  },
};
