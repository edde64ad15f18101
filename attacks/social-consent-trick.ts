import type { Attack } from '../sim/framework/attack.ts';
import { firstSubjectWithoutNode } from '../sim/framework/datum.ts';
import { seconds } from '../sim/framework/time.ts';
import { sessionOf, walkIn } from './steps/walk-in.ts';
import { askRoom, roomsRead } from './steps/ask-rooms.ts';

/**
 * An operator is asked, under a pretext, to let a device of the attacker's into its account, and sometimes does. From there the attacker
 * looks up what the account may see, beginning anywhere. Breaks confidentiality of what tells of people.
 */
export const socialConsentTrick: Attack = {
  id: 'A44',
  name: 'social-consent-trick',
  summary: 'An operator is tricked into letting the attacker’s device into its account, which looks up what it can.',
  classes: ['IA'],
  groups: ['R5', 'R2'],
  breaks: 'confidentiality',
  position: 'outside, with a way to write to an operator',
  knowledge: 'protocol',
  budget: 'one plea, and where it is granted one query a room',
  preconditions: 'an operator has rights beyond its tasks, and can let a new device in by itself',
  needs: ['accounts.operator', 'rooms'],
  steps: ['ask', 'look up'],
  gains: ['device', 'records'],
  observables: 'a new device of an account; queries without a task',
  drawn: {
    response: 'an operator who is asked lets the attacker’s device in',
    rate: 0.15,
    source:
      'share of employees who clicked on hard lures by the NIST Phish Scale, 12 511 in one firm (arXiv 2506.19899, abstract: 7.0 % on easy ones, 15.0 % on hard ones); that who clicks also lets the device in, and that each plea is a new draw: assumptions',
  },
  // Nobody keeps a person from letting in whom it trusts: rights, token, key and purpose are then its own, and what it gives away was its
  // to see. Only what the account has a task for bounds it (C15), and how much it can lose then.
  beatenBy: ['C15'],
  notBeatenBy: ['C32', 'C01', 'C03', 'C12', 'C13', 'C27', 'C41'],
  residual: {
    rate: 0.05,
    reason:
      'a third of those whom operators let in: who asks first for what there is an order for is shown that, before the account is barred',
  },
  references: ['ATT&CK v18.1 T1078', 'ATT&CK v18.1 T1528', 'ATT&CK v18.1 T1213'],
  intensity: { everyNs: seconds(1), source: 'assumption: days between two pleas are seconds here' },
  *campaign(hand) {
    const { person, door } = hand.stage.accounts['operator']!;
    const { rooms } = hand.stage;
    hand.step('ask');
    const keys = hand.persuade('operator');
    if (keys === null) return;
    hand.gain('device', keys);
    hand.step('look up');
    const line = yield* walkIn(hand, { person, door, keys });
    if (line === undefined) return;
    const first = hand.random.below(rooms.length);
    for (let turn = 0; turn < rooms.length; turn++) {
      const room = rooms[(first + turn) % rooms.length]!;
      askRoom(hand, line, { room, person, ...sessionOf(line) });
      yield hand.wait(seconds(0.3));
    }
    yield hand.wait(seconds(2));
    if (roomsRead(line) > 1) hand.gain('records');
  },
  goal: {
    over: 'facts',
    needed: 1,
    // What is known of a room and who lives there; that somebody came in is known to whoever did.
    reached: ({ kind, entitled, dataClass, subject }) =>
      kind === 'disclosed' && !entitled && dataClass === 'personal' && subject >= firstSubjectWithoutNode,
  },
};
