import type { Attack } from '../sim/framework/attack.ts';
import { forgeries } from '../sim/framework/crypto.ts';
import { seconds } from '../sim/framework/time.ts';

/**
 * Copied key material, two bodies one identity: keys that were read out of a device while it stood in a workshop the day
 * before are used from another body to report false states in the device's name. Where the copy is turned away, the other body
 * shows a certificate of its own making for that name instead. Breaks authenticity of the twin.
 */
export const deviceClone: Attack = {
  id: 'A01',
  name: 'device-clone',
  summary: 'Copied key material: another body reports false states in a device’s name.',
  classes: ['PV', 'IX'],
  groups: ['R4', 'R5'],
  breaks: 'authenticity',
  position: 'outside, with network access to the IoT platform',
  knowledge: 'protocol',
  budget: 'one copy of key material, one forged certificate and two connections an attempt',
  preconditions: 'the key material was copied a day before the run and not reported stolen',
  needs: ['copies', 'victims'],
  steps: ['connect', 'forge', 'report'],
  gains: ['keys'],
  observables: 'a second connection under one identity; expired credentials and broken chains being shown',
  // A credential of yesterday is worth nothing once credentials live for an hour and each has a fresh key (C03), where whoever
  // connects must prove one at all (C01), down to the root: no forgery has a chain that verifies. Each needs the other: with
  // either one out it is back. Where the device has a secure element, no key is in the copy (C02), and C03 is not needed besides.
  beatenBy: ['C01', 'C03'],
  notBeatenBy: ['C32', 'C11', 'C16'],
  residual: { rate: 0, reason: 'a copy younger than a credential’s life would still work; this one is a day old' },
  references: ['ATT&CK v18.1 T1649', 'EMB3D 2.0.1 TID-214', 'CAPEC-195'],
  intensity: { everyNs: seconds(20), source: 'assumption' },
  *campaign(hand) {
    const [name, copy] = Object.entries(hand.stage.copies)[0]!;
    const victim = hand.stage.victims.find((one) => one.thing === copy.node)!;
    hand.step('connect');
    let keys = hand.copied(name);
    let line = hand.open(victim.point, victim.entry, victim.thing, keys);
    yield { line };
    if (line.state !== 'open') {
      hand.step('forge');
      const way = forgeries[hand.random.below(forgeries.length)]!;
      keys = hand.feigned(victim.thing, way);
      line = hand.open(victim.point, victim.entry, victim.thing, keys);
      yield { line };
    }
    if (line.state !== 'open') return;
    hand.gain('keys', keys);
    hand.step('report');
    for (let report = 0; report < 3; report++) {
      const body = { ...victim.report, at: hand.now };
      hand.say(line, { kind: 'report', subject: victim.thing, dataClass: 'operational', body });
      yield hand.wait(seconds(2));
    }
  },
  goal: { over: 'facts', needed: 1, reached: (fact) => fact.kind === 'used' && fact.detail === 'twin' && fact.forged },
};
