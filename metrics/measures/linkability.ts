import { isOneThing } from '../../sim/framework/identity-truth.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import { of } from '../folding/fact-numbers.ts';

/**
 * M41: how well those who may not know it tell which identities are of one thing. `rate`: share of guesses that are right; `chance`:
 * what blind guessing would get, one in as many as there are things; `above`: the one less the other. Guesses about things whose
 * identities may be known to belong together at the time do not count. Unknown where nobody guesses.
 */
export const linkability: Metric = {
  id: 'M41',
  name: 'linkability',
  summary: 'share of identities of one thing that are joined by those who may not know it, above blind guessing',
  unit: 'share',
  formula: 'right guesses / guesses - 1 / things, over guesses about things whose identities may not be joined then',
  values: ['above', 'rate', 'chance'],
  scale: 'amount',
  about: 'attack',
  least: -1,
  fold({ identities }) {
    let guesses = 0;
    let right = 0;
    return {
      block({ time, subject, peer, outcome }, { byKind, starts }) {
        if (identities === undefined) return;
        for (let at = starts[of.guessed]!; at < starts[of.guessed + 1]!; at++) {
          const row = byKind[at]!;
          if (outcome[row] !== 0 || identities.mayJoin(identities.thingOf(subject[row]!), time[row]!)) continue;
          guesses++;
          if (isOneThing(identities, subject[row]!, peer[row]!)) right++;
        }
      },
      value() {
        const none = { value: null, n: 0 };
        if (identities === undefined || guesses === 0) return { above: none, rate: none, chance: none };
        const [rate, chance] = [right / guesses, 1 / identities.things];
        return {
          above: { value: rate - chance, n: guesses },
          rate: { value: rate, n: guesses, hits: right },
          chance: { value: chance, n: guesses },
        };
      },
    };
  },
};
