import type { Attack, Hand, Line, Wait } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';
import type { Bodies } from '../sim/framework/message.ts';
import { firstSubjectWithoutNode } from '../sim/framework/datum.ts';
import { askRoom } from './steps/ask-rooms.ts';
import { walkInWithin } from './steps/walk-in.ts';

/**
 * The number of somebody's session is read on the wire and used on a line of the attacker's own. Where it stood in a statement of where
 * somebody is, a statement with it draws the session there, and the attacker is heard in the other's name; where it stood in a query, the
 * same is asked again, and the attacker is shown the answer. Breaks authenticity.
 */
export const sessionHijack: Attack = {
  id: 'A08',
  name: 'session-hijack',
  summary: 'The number of a session is read on the wire, and speaks in its owner’s name from another line.',
  classes: ['IA'],
  groups: ['R5'],
  breaks: 'authenticity',
  position:
    'on the wire from a person to a platform, and in an account there, its own or one that a person let it into',
  knowledge: 'protocol',
  budget: 'thirty seconds on the wire, one account, one statement and one utterance an attempt',
  preconditions: 'a session is its bearer’s, and is stated while the attacker listens',
  needs: ['accounts.stranger', 'wires.session'],
  steps: ['listen', 'reuse'],
  gains: ['session'],
  observables: 'a person who speaks for another, a session that moves to another address',
  // The number is not seen on a sealed wire (C32). Who has it still speaks for somebody else than its line (C12), and has no token for the
  // other that its own key proves (C13): each is enough. C01 proves who the attacker is, and whoever bears the number is let speak all
  // the same; the number is used at once, so that no short life helps (C03).
  beatenBy: ['C32', 'C12', 'C13'],
  notBeatenBy: ['C01', 'C03', 'C11', 'C25', 'C31', 'C48'],
  residual: {
    rate: 0,
    reason: 'none is known; who reads it in the memory of a person’s device has its keys too, which is A01',
  },
  references: ['ATT&CK v18.1 T1539', 'ATT&CK v18.1 T1040', 'ATT&CK v18.1 T1550.001'],
  intensity: { everyNs: seconds(15), source: 'assumption' },
  *campaign(hand) {
    const wire = hand.stage.wires['session']!;
    const { from: person, to: door } = wire;
    let heard: Bodies['visit'] | Bodies['query'] | undefined;
    hand.step('listen');
    hand.tap(wire, ({ clear }) => {
      const body = clear?.body ?? null;
      // What is stated, and not what the door gave: the attempt says the same again.
      if (body !== null && 'session' in body && !('token' in body)) heard = body;
      return 'pass';
    });
    for (let second = 0; second < 30 && heard === undefined; second++) yield hand.wait(seconds(1));
    if (heard?.session === undefined) return;
    const { session } = heard;
    hand.gain('session', null, { person, door, number: session });
    hand.step('reuse');
    const line = yield* walkInWithin(hand, door, 'stranger');
    if (line === undefined) return;
    if ('room' in heard) askRoom(hand, line, { ...heard, person });
    else yield* speakAs(hand, line, { person, session });
    yield hand.wait(seconds(3));
  },
  goal: {
    over: 'facts',
    needed: 1,
    reached: ({ kind, detail, forged, entitled, dataClass, subject }) =>
      kind === 'used'
        ? ['contact', 'hearing'].includes(detail) && forged
        : kind === 'disclosed' && !entitled && dataClass === 'personal' && subject >= firstSubjectWithoutNode,
  },
};

/** States that a person is here, by its session, and says something in its name. */
function* speakAs(
  hand: Hand,
  line: Line,
  { person, session }: { readonly person: number; readonly session: number },
): Generator<Wait, void, void> {
  const visit = { person, band: 'child', barred: [], at: hand.now, session } as const;
  hand.say(line, { kind: 'visit', subject: person, dataClass: 'child', body: visit });
  yield hand.wait(seconds(1));
  const words = { to: -1, manner: 'say', content: 0, rating: 'all', asks: null, about: -1 } as const;
  hand.say(line, { kind: 'say', subject: person, dataClass: 'public', body: { ...words, person } });
}
