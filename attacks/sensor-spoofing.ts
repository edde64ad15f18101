import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';

/**
 * False readings drive the twin: somebody in radio reach of a gateway claims to be one of its sensors and reports values
 * that would make an empty room look full or a safe one burn. Breaks authenticity.
 */
export const sensorSpoofing: Attack = {
  id: 'A18',
  name: 'sensor-spoofing',
  summary: 'Somebody in reach of a gateway claims to be a sensor and reports false readings.',
  classes: ['PV'],
  groups: ['R1'],
  breaks: 'authenticity',
  position: 'in radio reach of a gateway',
  knowledge: 'protocol',
  budget: 'ten messages an attempt, no key material',
  preconditions: 'the identifier of a sensor, which is no secret',
  needs: ['victims'],
  steps: ['connect', 'report'],
  gains: ['name'],
  observables: 'claims without proof, reports that are not sealed, implausible values',
  // No proof of the claimed identity and no object key to seal with are each enough; plausibility catches only jumps that no
  // room makes, and light may jump.
  beatenBy: ['C01', 'C16', 'C28'],
  notBeatenBy: ['C32', 'C09', 'C10', 'C11', 'C12'],
  residual: { rate: 0, reason: 'none is known' },
  references: ['ATT&CK v18.1 ICS T0856', 'EMB3D 2.0.1 TID-316', 'CAPEC-151'],
  intensity: { everyNs: seconds(15), source: 'assumption' },
  *campaign(hand) {
    const { victims, copies } = hand.stage;
    const own = new Set(Object.values(copies).map((copy) => copy.node));
    const sensors = victims.filter((victim) => !own.has(victim.thing));
    const victim = sensors[hand.random.below(sensors.length)]!;
    hand.step('connect');
    const line = hand.open(victim.point, victim.entry, victim.thing, null);
    yield { line };
    if (line.state !== 'open') return;
    hand.step('report');
    for (let report = 0; report < 10; report++) {
      const body = { ...victim.report, at: hand.now };
      hand.say(line, { kind: 'report', subject: victim.thing, dataClass: 'operational', body });
      yield hand.wait(seconds(1));
    }
    if (line.state === 'open') hand.gain('name');
  },
  goal: { over: 'facts', needed: 1, reached: (fact) => fact.kind === 'used' && fact.detail === 'twin' && fact.forged },
};
