import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';

/**
 * Somebody on the wire behind a gateway holds back all that passes for three quarters of a minute, so that the twin shows as the present
 * what is past (denial of view). Nothing is altered and nothing is repeated. Breaks freshness of what the twin shows.
 */
export const twinDesynchronisation: Attack = {
  id: 'A19',
  name: 'twin-desynchronisation',
  summary: 'Readings are held back on the wire between gateway and platform, so that the twin shows the past.',
  classes: ['PV'],
  groups: ['R1'],
  breaks: 'freshness',
  position: 'on the wire between a gateway and the IoT platform',
  knowledge: 'protocol',
  budget: 'delays all that passes for fifteen seconds an attempt',
  preconditions: 'the attacker relays the wire',
  needs: ['wires.reports'],
  steps: ['delay'],
  observables: 'messages older than the window of time stamps, and a twin that grows old',
  // A channel keeps order and bits, not time: only a time stamp says that a message is late.
  beatenBy: ['C09'],
  notBeatenBy: ['C32', 'C01', 'C10', 'C11', 'C16'],
  residual: { rate: 0, reason: 'whoever delays by less than the window of time stamps is not noticed' },
  references: ['ATT&CK v18.1 ICS T0832', 'CAPEC-148'],
  intensity: { everyNs: seconds(10), source: 'assumption' },
  *campaign(hand) {
    hand.step('delay');
    const untilNs = hand.now + seconds(15);
    hand.tap(hand.stage.wires['reports']!, ({ atNs }) => (atNs < untilNs ? { delayNs: seconds(45) } : 'pass'));
    yield hand.wait(seconds(65));
  },
  // What descends from the attempt is what it held back.
  goal: { over: 'facts', needed: 1, reached: (fact) => fact.kind === 'used' && fact.detail === 'twin' },
};
