import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';

/**
 * A relay between gateway and IoT platform puts false values into readings as they pass. Where the wire is protected it
 * can only alter bits blindly. Breaks integrity of what the twin shows.
 */
export const adversaryInTheMiddle: Attack = {
  id: 'A09',
  name: 'adversary-in-the-middle',
  summary: 'A relay between gateway and platform alters readings as they pass.',
  classes: ['PV', 'IX'],
  groups: ['R4'],
  breaks: 'integrity',
  position: 'on the wire between a gateway and the IoT platform',
  knowledge: 'protocol',
  budget: 'at most three altered messages an attempt',
  preconditions: 'the attacker relays the wire',
  needs: ['wires.reports'],
  steps: ['relay', 'alter'],
  gains: ['readings'],
  observables: 'broken records, channels that are reset, implausible values',
  // Each is enough for readings: the channel’s records, and the seal from the sensor to the platform’s secure DPM.
  beatenBy: ['C32', 'C16'],
  notBeatenBy: ['C01', 'C03', 'C11', 'C12'],
  residual: { rate: 0, reason: 'none is known' },
  references: ['ATT&CK v18.1 T1557', 'EMB3D 2.0.1 TID-411', 'CAPEC-94'],
  intensity: { everyNs: seconds(10), source: 'assumption' },
  *campaign(hand) {
    let altered = 0;
    hand.step('relay');
    hand.tap(hand.stage.wires['reports']!, (seen) => {
      const body = seen.clear?.body;
      if (altered === 3 || (seen.clear !== null && seen.clear.kind !== 'report')) return 'pass';
      if (altered++ === 0) hand.step('alter');
      if (altered === 1 && seen.clear !== null) hand.gain('readings');
      // Two units more: within plausibility for lux, parts per million and per cent, too much for motion and most temperatures.
      const report =
        body !== null && body !== undefined && 'quantity' in body
          ? body
          : ({ quantity: 'temperature', value: 20, at: seen.atNs } as const);
      return { body: { ...report, value: report.value + 2 } };
    });
    yield hand.wait(seconds(15));
  },
  goal: { over: 'facts', needed: 1, reached: (fact) => fact.kind === 'used' && fact.detail === 'twin' && fact.forged },
};
