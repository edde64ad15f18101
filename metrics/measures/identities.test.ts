import { expect, test } from 'vitest';
import { purposes } from '../../sim/framework/datum.ts';
import { flagAltered, flagForged } from '../../sim/framework/fact.ts';
import { blockOf, fold, frame } from '../testing/facts.ts';
import type { ToldFact } from '../testing/facts.ts';
import { BlockIndex } from '../folding/block-index.ts';
import { holding } from './holding.ts';
import { recordReliance } from './record-reliance.ts';

const twin = purposes.indexOf('twin');
const identity = purposes.indexOf('identity');
/** Nodes 2 and 3 are of one party: the one learns, the other shows. */
const run = frame(100, { partyOf: (node) => (node === 2 || node === 3 ? 'platform' : `party ${node}`) });
const taken = (at: number, born: number, flags = 0): ToldFact => ({
  kind: 'used',
  at,
  node: 2,
  subject: 7,
  detail: identity,
  born,
  flags,
});
const shown = (at: number, node = 3): ToldFact => ({ kind: 'used', at, node, subject: 7, detail: twin, born: at });

test('the age of a record counts from its birth to each update of a twin of the party that took it', () => {
  const facts = [taken(10, 8), shown(20), shown(30), taken(31, 30), shown(35), shown(90, 5)];
  expect(fold(recordReliance, run, facts)).toEqual({ age: { value: 22, n: 3 }, false: { value: 0, n: 2 } });
});

test('a false record makes nothing younger, and is counted', () => {
  const facts = [taken(10, 8), taken(40, 40, flagForged), taken(41, 41, flagForged | flagAltered), shown(60)];
  expect(fold(recordReliance, run, facts)).toEqual({ age: { value: 52, n: 1 }, false: { value: 2, n: 3 } });
});

test('the silence of a thing is the longest between rightful updates, from when it was resolved, to the end', () => {
  expect(fold(holding, run, [taken(5, 5), shown(10), shown(30), shown(95)])).toEqual({
    wrongful: { value: 0, n: 3 },
    silence: { value: 65, n: 3 },
    outlived: { value: null, n: 0 },
  });
  expect(fold(holding, run, [taken(5, 5), shown(10), shown(20)])['silence']!.value).toBe(80);
});

test('an update that the oracle finds wrongful counts as such and ends no silence', () => {
  const work = holding.fold(run);
  const facts = blockOf([taken(5, 5), shown(10), shown(60, 4), shown(80)]);
  work.violation!({ property: 'access', row: 2 } as Parameters<NonNullable<typeof work.violation>>[0]);
  work.block(facts, new BlockIndex().read(facts));
  expect(work.value()).toEqual({
    wrongful: { value: 1, n: 3 },
    silence: { value: 70, n: 3 },
    outlived: { value: null, n: 0 },
  });
});

test('who is revoked is rightly silent from then on, and outlives that until the last update, unless credentialed anew', () => {
  const revoked: ToldFact = { kind: 'revoked', at: 40, node: 9, peer: 7 };
  expect(fold(holding, run, [taken(5, 5), shown(10), shown(30), revoked])).toMatchObject({
    silence: { value: 20 },
    outlived: { value: 0, n: 1 },
  });
  expect(fold(holding, run, [taken(5, 5), shown(10), revoked, shown(45), shown(52)])).toMatchObject({
    silence: { value: 30 },
    outlived: { value: 12, n: 1 },
  });
  const anew: ToldFact = { kind: 'credentialed', at: 50, node: 7 };
  expect(fold(holding, run, [taken(5, 5), shown(10), revoked, anew, shown(60)])['outlived']!.n).toBe(0);
});

test('where nobody resolves anything, all of it is unknown', () => {
  for (const metric of [recordReliance, holding]) {
    for (const { value } of Object.values(fold(metric, run, [shown(10), shown(20)]))) expect(value).toBeNull();
  }
});
