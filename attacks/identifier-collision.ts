import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';
import { wasDone } from './steps/was-done.ts';

/** Time between two words of the device: its honest software says what is true as often as that, or less (assumption). */
const againNs = seconds(5);
const times = 9;

/**
 * A device puts on record at its own storage that it feeds a digital entity which a platform of another federation keeps for another
 * thing. Its storage, which knows nothing of that entity, vouches for it; the platform has two things for one entity. Breaks access.
 */
export const identifierCollision: Attack = {
  id: 'A16',
  name: 'identifier-collision',
  summary: 'A device puts itself on record as the counterpart of a digital entity that is another thing’s.',
  classes: ['IX'],
  groups: ['R2'],
  breaks: 'access',
  position: 'a device of its own, with keys that its storage knows',
  knowledge: 'protocol',
  budget: 'one message in five seconds for three quarters of a minute an attempt',
  preconditions: 'things may put themselves on record; the name of a digital entity of another federation is known',
  needs: ['accounts.device', 'records.own', 'records.aim'],
  steps: ['register'],
  gains: ['record'],
  observables: 'two things on record for one digital entity, at storages of different authorities',
  // The record is truly endorsed by the device's own authority: only the entity's authority says whose counterpart it is.
  beatenBy: ['C49'],
  notBeatenBy: ['C38', 'C47', 'C01', 'C12'],
  residual: { rate: 0, reason: 'none is known; a thing under another thing’s identifier is V-C6' },
  references: ['CAPEC-151', 'ATT&CK v18.1 T1036'],
  intensity: { everyNs: seconds(10), source: 'assumption' },
  *campaign(hand) {
    const { accounts, records } = hand.stage;
    const { person, door } = accounts['device']!;
    const { identifier } = records!['own']!;
    const { holder, counterpart } = records!['aim']!;
    hand.step('register');
    const line = hand.open('RP-D', door, person, hand.account('device'));
    yield { line };
    for (let time = 0; time < times; time++) {
      const body = { identifier, holder, counterpart };
      const said = hand.say(line, { kind: 'register', subject: person, dataClass: 'operational', body });
      yield hand.wait(againNs);
      if (wasDone(line, said)) hand.gain('record');
    }
    hand.close(line);
  },
  goal: {
    over: 'facts',
    needed: 1,
    reached: (fact) => fact.kind === 'used' && fact.detail === 'twin' && !fact.entitled,
  },
};
