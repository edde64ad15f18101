import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';
import { walkIn } from './steps/walk-in.ts';
import { wasDone } from './steps/was-done.ts';

/**
 * A virtual command moves a physical thing unsafely: a guest with a real account tells the door lock to open, from
 * inside the virtual room, though nobody entitled the guest to. Breaks access control and safety.
 */
export const rogueActuation: Attack = {
  id: 'A20',
  name: 'rogue-actuation',
  summary: 'A guest’s avatar commands a door lock that it is not entitled to.',
  classes: ['PV'],
  groups: ['R5', 'R1'],
  breaks: 'safety',
  position: 'a guest account of one platform',
  knowledge: 'protocol',
  budget: 'one account, three commands an attempt',
  preconditions: 'a guest may enter the virtual room',
  needs: ['accounts.guest', 'victims.lock'],
  steps: ['enter', 'command'],
  gains: ['control'],
  observables: 'refused commands of one account',
  // Policy and the token’s scope are each enough; the interlock in the lock itself only outside booked hours.
  beatenBy: ['C12', 'C13', 'C29'],
  notBeatenBy: ['C32', 'C01', 'C11', 'C16'],
  residual: { rate: 0, reason: 'none is known' },
  references: ['ATT&CK v18.1 ICS T0855', 'ATT&CK v18.1 ICS T0831', 'ATT&CK v18.1 ICS T0880'],
  intensity: { everyNs: seconds(15), source: 'assumption' },
  *campaign(hand) {
    const { person, door } = hand.stage.accounts['guest']!;
    const lock = hand.stage.victims.find((victim) => victim.report.quantity === 'lock')!;
    hand.step('enter');
    const line = yield* walkIn(hand, { person, door, keys: hand.account('guest') });
    if (line === undefined) return;
    hand.step('command');
    for (let command = 0; command < 3; command++) {
      const body = { quantity: 'lock', value: 0, person } as const;
      const said = hand.say(line, { kind: 'command', subject: lock.thing, dataClass: 'operational', body });
      yield hand.wait(seconds(4));
      if (wasDone(line, said)) hand.gain('control');
    }
  },
  goal: { over: 'facts', needed: 1, reached: (fact) => fact.kind === 'acted' && fact.hostile && !fact.entitled },
};
