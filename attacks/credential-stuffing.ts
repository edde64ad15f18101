import type { Attack, Line } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';
import { signIn } from './steps/sign-in.ts';
import { sessionOf } from './steps/walk-in.ts';

/**
 * Secrets that one platform has lost are tried at another, one person after the other; who uses one secret for both is spoken for there.
 * Breaks authenticity.
 */
export const credentialStuffing: Attack = {
  id: 'A03',
  name: 'credential-stuffing',
  summary: 'Secrets that one platform has lost are tried at another, and who reuses one is spoken for there.',
  classes: ['IA', 'IX'],
  groups: ['R5'],
  breaks: 'authenticity',
  position: 'outside, with network access to a platform, and in an account of its own there',
  knowledge: 'protocol',
  budget: 'two tries a second, twelve persons an attempt, one statement and one utterance for each who is let in',
  preconditions: 'persons and their secrets at another platform were stolen before the run, and some reuse theirs',
  needs: ['leaks.another plaza', 'accounts.stranger'],
  steps: ['try', 'use'],
  gains: ['accounts'],
  observables:
    'many persons who come in over one line, or with no key; sign-ins that were declined, on record; sessions that move',
  // A right secret over a line that proves no such name is no sign-in of that person: C01 does not open such a line, C12 does not let the
  // line of another speak for it. C13 gives no token that works there, and is enough by itself. C24 bounds how many secrets one line
  // tries in a time; here each has a line of its own.
  beatenBy: ['C01', 'C12', 'C13'],
  notBeatenBy: ['C32', 'C03', 'C11', 'C24', 'C25', 'C31', 'C44', 'C48'],
  residual: { rate: 0, reason: 'none is known; who has copied the person’s key beside its secret is A01' },
  references: ['ATT&CK v18.1 T1078'],
  intensity: { everyNs: seconds(15), source: 'assumption' },
  *campaign(hand) {
    const leak = hand.stage.leaks!['another plaza']!;
    const first = hand.random.below(leak.length);
    const open: { readonly person: number; readonly line: Line }[] = [];
    hand.step('try');
    for (let turn = 0; turn < Math.min(12, leak.length); turn++) {
      const pair = leak[(first + turn) % leak.length]!;
      const line = yield* signIn(hand, pair, 'stranger');
      if (line !== undefined) open.push({ person: pair.person, line });
    }
    if (open.length === 0) return;
    hand.gain('accounts');
    hand.step('use');
    for (const { person, line } of open) {
      const visit = { person, band: 'adult', barred: [], at: hand.now, ...sessionOf(line) } as const;
      hand.say(line, { kind: 'visit', subject: person, dataClass: 'personal', body: visit });
      yield hand.wait(seconds(1));
      const words = { person, to: -1, manner: 'say', content: 0, rating: 'all', asks: null, about: -1 } as const;
      hand.say(line, { kind: 'say', subject: person, dataClass: 'public', body: words });
      yield hand.wait(seconds(1));
    }
  },
  goal: {
    over: 'facts',
    needed: 1,
    reached: ({ kind, detail, forged }) => kind === 'used' && ['contact', 'hearing'].includes(detail) && forged,
  },
};
