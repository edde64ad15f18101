import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';
import { walkIn } from './steps/walk-in.ts';
import { wasDone } from './steps/was-done.ts';

/**
 * Somebody shows up at a platform as the avatar of somebody else who is at home at another: he writes the hand-over himself, in the
 * name of that home, comes by it in the person's name, and talks to a child whom that person may meet. Breaks authenticity.
 */
export const avatarImpersonation: Attack = {
  id: 'A06',
  name: 'avatar-impersonation',
  summary: 'A forged hand-over brings a stranger into a plaza as somebody else, in whose name a child is spoken to.',
  classes: ['IA', 'IX'],
  groups: ['R5'],
  breaks: 'authenticity',
  position: 'outside, with network access to a platform that avatars visit',
  knowledge: 'protocol',
  budget: 'one forged hand-over, two connections and two utterances an attempt',
  preconditions: 'it is known who visits the platform, and where that person is at home',
  needs: ['wires.hand-overs', 'targets.neighbour', 'targets.child'],
  steps: ['forge', 'appear'],
  gains: ['contact'],
  observables: 'refused openings and hand-overs, an avatar that is said to be at two platforms',
  // Neither the home nor the person can be claimed on a channel that proves names (C01). Without that the hand-over still lacks the
  // person's signature (C48), and no token is bound to a name that nobody proved (C13): each is enough.
  beatenBy: ['C01', 'C13', 'C48'],
  notBeatenBy: ['C32', 'C11', 'C12', 'C25', 'C31'],
  residual: { rate: 0, reason: 'none is known; an avatar that only looks like another’s is not tried here' },
  references: ['ATT&CK v18.1 T1036', 'ATT&CK v18.1 T1199', 'CAPEC-195'],
  intensity: { everyNs: seconds(20), source: 'assumption' },
  *campaign(hand) {
    const { from: home, to: door } = hand.stage.wires['hand-overs']!;
    const { neighbour, child } = hand.stage.targets!;
    const person = neighbour!;
    const moved = hand.now;
    hand.step('forge');
    const between = hand.open('RP-X', door, home, null);
    yield { line: between };
    const known = { person, band: 'adult', barred: [], friends: [], agreedNs: -1, at: moved } as const;
    hand.say(between, { kind: 'vouch', subject: person, dataClass: 'personal', body: known });
    const body = { platform: door, at: moved, barred: [] };
    hand.say(between, { kind: 'travel', subject: person, dataClass: 'personal', body });
    yield hand.wait(seconds(1));
    hand.step('appear');
    const line = yield* walkIn(hand, { person, door, keys: null });
    if (line === undefined) return;
    hand.say(line, { kind: 'arrive', subject: person, dataClass: 'operational', body: { at: hand.now, moved } });
    yield hand.wait(seconds(1));
    let said = -1;
    for (const to of [child!, -1]) {
      const words = { person, to, manner: 'say', content: 0, rating: 'all', asks: null, about: -1 } as const;
      said = hand.say(line, { kind: 'say', subject: person, dataClass: 'public', body: words });
    }
    yield hand.wait(seconds(3));
    if (wasDone(line, said)) hand.gain('contact');
  },
  goal: {
    over: 'facts',
    needed: 1,
    reached: ({ kind, detail, forged }) => kind === 'used' && ['contact', 'hearing'].includes(detail) && forged,
  },
};
