import { expect, test } from 'vitest';
import type { Foothold } from '../../sim/framework/truth.ts';
import { Blame } from '../oracle/blame.ts';
import { attempt, frame } from '../testing/facts.ts';
import { attributionAccuracy } from './attribution-accuracy.ts';

const at = (footing: Foothold['footing'], node: number, other = -1): Foothold => ({ footing, node, other });

test('an alarm accuses the attacker by his address, his account or the node that he is in, and the place by more', () => {
  const blame = new Blame();
  // Raised at node 3: about an address of his own, his account, a node that he is in, twice, a copied name, and nobody.
  for (const named of [900, 11, 5, 5, 7, -1]) blame.alarm(3, named);
  const footholds = [at('address', 900), at('account', 11), at('inside', 5), at('copy', 7)];
  expect(blame.judge(footholds)).toEqual({ alarms: 6, alarmsAtHand: 4, alarmsNearby: 5 });
});

test('who sits on a wire is found where one end accuses the other, not where an end accuses itself or a third one', () => {
  const blame = new Blame();
  blame.alarm(2, 1);
  blame.alarm(1, 2);
  blame.alarm(2, 2);
  blame.alarm(4, 1);
  expect(blame.judge([at('wire', 1, 2)])).toEqual({ alarms: 4, alarmsAtHand: 0, alarmsNearby: 2 });
});

test('attribution is over all alarms of attempts that ended, and unknown without one', () => {
  const work = attributionAccuracy.fold(frame(100));
  expect(work.value()).toEqual({
    culprit: { value: null, n: 0, hits: 0 },
    place: { value: null, n: 0, hits: 0 },
  });
  work.attempt!(attempt({ alarms: 3, alarmsAtHand: 1, alarmsNearby: 2 }));
  work.attempt!(attempt({ alarms: 5, alarmsAtHand: 1, alarmsNearby: 5 }));
  work.attempt!(attempt());
  expect(work.value()).toEqual({
    culprit: { value: 0.25, n: 8, hits: 2 },
    place: { value: 0.875, n: 8, hits: 7 },
  });
});
