import { isOneThing } from '../../sim/framework/identity-truth.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import { of } from '../folding/fact-numbers.ts';
import { proportion } from '../folding/observed.ts';

/** Seconds of watching at which the curve is read. */
const marks = [10, 20, 40] as const;

/**
 * M42: how well identities are joined by how long they were watched: the share of guesses that are right among those made after at least
 * 10, 20 or 40 s of watching and less than the next. Those who watch say what they would guess by then; what they state in the end counts
 * too. Formula: right guesses / guesses, over guesses about things whose identities may not be joined then (as M41 has it), by (time of
 * the guess - when the guesser came to where it watches).
 *
 * For comparison, of 55 541 persons by the motion of head and hands: 73.20 % from 10 s, 94.33 % from 100 s (Nair et al. 2023). Those
 * are others' figures of another signal: here reports of things are joined by their timing and readings, among fewer things (M41.chance).
 */
export const reIdentification: Metric = {
  id: 'M42',
  name: 're-identification',
  title: 're-identification by seconds observed',
  summary:
    'share of identities of one thing that are joined by those who may not know it, by how long they have watched',
  unit: 'share',
  formula:
    'right guesses / guesses, as in M41 and also of what would be guessed by then, after at least 10, 20, 40 s of watching and less than the next',
  values: marks.map((mark) => `at${mark}`),
  scale: 'proportion',
  about: 'attack',
  fold({ identities }) {
    const guesses = marks.map(() => 0);
    const right = marks.map(() => 0);
    return {
      block({ time, subject, peer, born }, { byKind, starts }) {
        if (identities === undefined) return;
        for (let at = starts[of.guessed]!; at < starts[of.guessed + 1]!; at++) {
          const row = byKind[at]!;
          if (identities.mayJoin(identities.thingOf(subject[row]!), time[row]!)) continue;
          const mark = marks.findLastIndex((seconds) => time[row]! - born[row]! >= seconds * 1e9);
          if (mark < 0) continue;
          guesses[mark]!++;
          if (isOneThing(identities, subject[row]!, peer[row]!)) right[mark]!++;
        }
      },
      value: () =>
        Object.fromEntries(marks.map((seconds, mark) => [`at${seconds}`, proportion(right[mark]!, guesses[mark]!)])),
    };
  },
};
