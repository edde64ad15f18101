import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';
import { walkIn } from './steps/walk-in.ts';

/**
 * The number of somebody's session is read on the wire and used on a line of the attacker's own: a statement with it draws the session
 * there, and the attacker is heard in the other's name. Breaks authenticity.
 */
export const sessionHijack: Attack = {
  id: 'A08',
  name: 'session-hijack',
  summary: 'The number of a session is read on the wire, and speaks in its owner’s name from another line.',
  classes: ['IA'],
  groups: ['R5'],
  breaks: 'authenticity',
  position: 'on the wire from a person to a platform, and in an account of its own there',
  knowledge: 'protocol',
  budget: 'thirty seconds on the wire, one account, one statement and one utterance an attempt',
  preconditions: 'a session is its bearer’s, and is stated while the attacker listens',
  needs: ['accounts.stranger', 'wires.child'],
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
    const wire = hand.stage.wires['child']!;
    const account = hand.stage.accounts['stranger']!;
    let session: number | undefined;
    hand.step('listen');
    hand.tap(wire, ({ clear }) => {
      if (clear?.kind === 'visit' && clear.body !== null && 'session' in clear.body) session = clear.body.session;
      return 'pass';
    });
    for (let second = 0; second < 30 && session === undefined; second++) yield hand.wait(seconds(1));
    if (session === undefined) return;
    hand.gain('session');
    hand.step('reuse');
    const line = yield* walkIn(hand, { ...account, door: wire.to, keys: hand.account('stranger') });
    if (line === undefined) return;
    const visit = { person: wire.from, band: 'child', barred: [], at: hand.now, session } as const;
    hand.say(line, { kind: 'visit', subject: wire.from, dataClass: 'child', body: visit });
    yield hand.wait(seconds(1));
    const words = { to: -1, manner: 'say', content: 0, rating: 'all', asks: null, about: -1 } as const;
    hand.say(line, { kind: 'say', subject: wire.from, dataClass: 'public', body: { ...words, person: wire.from } });
    yield hand.wait(seconds(3));
  },
  goal: {
    over: 'facts',
    needed: 1,
    reached: ({ kind, detail, forged }) => kind === 'used' && ['contact', 'hearing'].includes(detail) && forged,
  },
};
