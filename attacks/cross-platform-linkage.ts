import type { Attack } from '../sim/framework/attack.ts';
import type { Report } from '../sim/framework/messages/things.ts';
import { seconds } from '../sim/framework/time.ts';
import { likest } from './steps/liken.ts';
import type { Track } from './steps/liken.ts';

/**
 * Two curious platforms pool what things report to each of them, which they got by right, and join identities that come together in
 * time or tell the same. Breaks privacy: which identities are of one thing is its owner’s to say.
 */
export const crossPlatformLinkage: Attack = {
  id: 'A17',
  name: 'cross-platform-linkage',
  summary: 'Two platforms pool what they received and join identities by timing and readings.',
  classes: ['IX'],
  groups: ['R2', 'R5'],
  breaks: 'privacy',
  position: 'inside the secure DPMs of two platforms, who do their own work as they should',
  knowledge: 'protocol',
  budget: 'what comes in within 40 s, and one guess for each identity',
  preconditions: 'things have another identity at each of the two platforms and report to both',
  needs: ['insiders.dpm 1', 'insiders.dpm 2', 'hand.guess'],
  steps: ['watch', 'join'],
  observables: 'none: nothing is sent, altered or held back',
  // Without C18 a thing that wakes once reports under all its identities at the same moments, for as long as they last. Who reports is
  // proved, sealed on the way and permitted: it was meant for these platforms.
  beatenBy: ['C18'],
  notBeatenBy: ['C01', 'C16', 'C12', 'C27', 'C26'],
  residual: { rate: 0, reason: 'six of all guesses right at once are not expected; single ones are, as M41 shows' },
  references: ['CAPEC-148'],
  intensity: { everyNs: seconds(20), source: 'assumption' },
  *campaign(hand) {
    const [here, there] = [hand.stage.insiders['dpm 1']!, hand.stage.insiders['dpm 2']!];
    hand.step('watch');
    const [ours, theirs] = [here, there].map((node) => {
      const tracks = new Map<number, Track>();
      hand.inside(node, ({ kind, subject, body }) => {
        if (kind !== 'report' || body === null) return undefined;
        const { at, value } = body as Report;
        const { atNs, values } = tracks.get(subject) ?? { atNs: [], values: [] };
        tracks.set(subject, { atNs: [...atNs, at], values: [...values, value] });
        return undefined;
      });
      return tracks;
    });
    const current = ([, { atNs }]: readonly [number, Track]): boolean => atNs.at(-1)! > hand.now - seconds(11);
    const join = (how?: 'so far'): void => {
      const others = [...theirs!].filter(current);
      for (const [one, track] of [...ours!].filter(current)) {
        const other = likest(track, others);
        if (other !== undefined) hand.guess(here, one, other, how);
      }
    };
    for (const more of [seconds(10), seconds(10)]) {
      yield hand.wait(more);
      join('so far');
    }
    yield hand.wait(seconds(20));
    hand.step('join');
    join();
  },
  goal: { over: 'facts', needed: 6, reached: (fact) => fact.kind === 'guessed' && fact.oneThing && !fact.entitled },
};
