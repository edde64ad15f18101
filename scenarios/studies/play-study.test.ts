import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { bookOf } from '../../metrics/catalogue.ts';
import type { Study } from '../../sim/framework/study.ts';
import { inventedCrew, inventedRun } from '../testing/invented-crew.ts';
import { controlsUnderAttack } from './controls-under-attack.ts';
import type { NamedOrder } from './crew.ts';
import { layOut } from './lay-out.ts';
import { ledgerInMemory } from './ledger.ts';
import { playStudy } from './play-study.ts';
import type { StudyPlay } from './play-study.ts';
import { nextReplications } from './stopping.ts';
import { studyOutcome } from './study-outcome.ts';

const study: Study = {
  ...controlsUnderAttack,
  factors: [
    { kind: 'profile', levels: ['none', 'framework'] },
    { kind: 'attack', levels: ['none', 'A01'] },
  ],
  repetition: { kind: 'replications', count: 3 },
  values: ['M01', 'M30.p99'],
  baseline: ['framework', 'none'],
};
const cells = layOut(study);
const book = bookOf();

/** p99 of 10 s under `none`, 1 s more under `framework`, and in each replication half a second more than in the one before. */
const observed = (order: NamedOrder) => {
  const { profile, replication, attacks } = order.order;
  const p99 = 10 + (profile === 'framework' ? 1 + 0.1 * replication : 0) + 0.5 * replication;
  const won = profile === 'none' ? 4 : 0;
  const values = {
    'M30.p99': { value: p99, n: 50 },
    ...(attacks.length === 0 ? {} : { M01: { value: won / 4, n: 4, hits: won } }),
  };
  return inventedRun(order, values, won);
};

const playWith = (given: Partial<StudyPlay>): StudyPlay => ({
  repetition: study.repetition,
  cells,
  version: 'test',
  crew: inventedCrew(observed),
  ledger: ledgerInMemory(),
  book,
  ...given,
});

const outcomeOf = async (play: StudyPlay, of: Study = study) =>
  studyOutcome({
    study: { ...of, repetition: play.repetition },
    cells,
    played: await playStudy(play),
    ledger: play.ledger,
    version: play.version,
    product: { name: 'metarange', version: '0' },
    command: 'metarange sweep T01',
    machine: {},
    book,
  });

test('cells come with pooled shares, mean amounts and attempts, and beside the baseline in pairs', async () => {
  const result = await outcomeOf(playWith({}));
  expect(result.cells.map(({ levels }) => Object.values(levels).join(' '))).toEqual([
    'none none',
    'none A01',
    'framework none',
    'framework A01',
  ]);
  const [, attacked] = result.cells;
  expect(attacked!.metrics['M01']).toMatchObject({ value: 1, n: 12 });
  expect(attacked!.metrics['M30.p99']).toMatchObject({ value: 10.5, n: 150 });
  expect(attacked!.attacks).toMatchObject([{ id: 'A01', attempts: 12, successes: 12, detected: 3 }]);
  // Wilson at 12 of 12: 12 / (12 + 1.96²).
  expect(attacked!.attacks[0]!.ci95![0]).toBeCloseTo(12 / (12 + 1.959964 ** 2), 6);
  const pair = result.comparisons.find(({ cell, value }) => cell === 0 && value === 'M30.p99')!;
  // Differences of the three pairs are -1, -1.1 and -1.2: t(0.975, 2) = 4.3027, s = 0.1.
  expect(pair).toMatchObject({ baseline: 2, pairs: 3 });
  // Two degrees of freedom: p = 1 - t / √(t² + 2), at t = 1.1 / (0.1 / √3).
  expect(pair.p).toBeCloseTo(0.002744, 5);
  const known = result.comparisons.flatMap(({ p }) => p ?? []);
  const smaller = known.filter((p) => p < pair.p!).length;
  expect(known.length).toBeGreaterThan(1);
  expect(pair.adjustedP!).toBeGreaterThanOrEqual(Math.min(1, (known.length - smaller) * pair.p!) - 1e-12);
  expect(pair.difference).toBeCloseTo(-1.1, 12);
  expect(pair.ci95![1]).toBeCloseTo(-1.1 + (4.30265 * 0.1) / Math.sqrt(3), 5);
  // The baseline knows no success rate, for nobody attacks there: nothing can be said.
  expect(result.comparisons.find(({ cell, value }) => cell === 1 && value === 'M01')).toMatchObject({
    pairs: 0,
    difference: null,
    ci95: null,
  });
});

test('pairs that all show the same make nothing certain: p is the sign test’s, and a share has the interval of two proportions', async () => {
  const result = await outcomeOf(playWith({}), { ...study, baseline: ['none', 'A01'] });
  const won = result.comparisons.find(({ cell, value }) => cell === 3 && value === 'M01')!;
  expect(won).toMatchObject({ pairs: 3, difference: -1, p: expect.closeTo(0.25, 12) });
  // Newcombe of 0 of 12 less 12 of 12, each Wilson's.
  const low = 12 / (12 + 1.959964 ** 2);
  expect(won.ci95![0]).toBeCloseTo(-1, 6);
  expect(won.ci95![1]).toBeCloseTo(-1 + Math.SQRT2 * (1 - low), 6);
});

test('the digest of a study is over those of its runs in order of cell and replication, whoever ended first', async () => {
  const turned = inventedCrew(observed);
  const crew = {
    ...turned,
    carryOut: (orders: readonly NamedOrder[], report: Parameters<typeof turned.carryOut>[1]) =>
      turned.carryOut(orders.toReversed(), report),
  };
  const [one, other] = [await outcomeOf(playWith({})), await outcomeOf(playWith({ crew }))];
  expect(one).toEqual(other);
  const keys = (played: readonly NamedOrder[], cell: number) =>
    played.filter(
      ({ order }) =>
        order.profile === cells[cell]!.order.profile && order.attacks.join() === cells[cell]!.order.attacks.join(),
    );
  const hash = createHash('sha256');
  for (const cell of [0, 1, 2, 3])
    for (const { key } of keys(turned.played, cell).toSorted((a, b) => a.order.replication - b.order.replication))
      hash.update(`digest of ${key}\n`);
  expect(one.study.digest).toBe(hash.digest('hex'));
});

test('what was cut short goes on where it stopped, and more replications add to what is there', async () => {
  const ledger = ledgerInMemory();
  const stop = new AbortController();
  const crew = inventedCrew((order) => {
    if (crew.played.length === 5) stop.abort(new Error('told to end'));
    return observed(order);
  });
  await expect(playStudy(playWith({ ledger, crew, signal: stop.signal }))).rejects.toThrow('told to end');
  expect(ledger.done().size).toBe(5);
  const rest = inventedCrew(observed);
  const resumed = await outcomeOf(playWith({ ledger, crew: rest }));
  expect(rest.played).toHaveLength(12 - 5);
  expect(resumed).toEqual(await outcomeOf(playWith({})));
  const more = inventedCrew(observed);
  await outcomeOf(playWith({ ledger, crew: more, repetition: { kind: 'replications', count: 4 } }));
  expect(more.played.map(({ order }) => order.replication)).toEqual([3, 3, 3, 3]);
});

test('a run that fails is told of, costs no other, and is tried once more by the next call', async () => {
  const ledger = ledgerInMemory();
  const failing = ({ order }: NamedOrder) => order.profile === 'none' && order.replication === 1;
  const crew = inventedCrew((order) =>
    failing(order) ? { key: order.key, failure: 'out of memory' } : observed(order),
  );
  const first = await outcomeOf(playWith({ ledger, crew }));
  expect(crew.played).toHaveLength(12);
  expect(first.failures).toEqual([
    { cell: 0, replication: 1, failure: 'out of memory' },
    { cell: 1, replication: 1, failure: 'out of memory' },
  ]);
  expect([first.study.digest, first.cells[0]!.replications, first.cells[2]!.replications]).toEqual([null, 2, 3]);
  // Replication 1 has no pair with the baseline: the others keep theirs.
  expect(first.comparisons[0]).toMatchObject({ cell: 0, pairs: 0 });
  expect(first.comparisons[1]).toMatchObject({ cell: 0, pairs: 2 });
  const again = inventedCrew(observed);
  expect((await outcomeOf(playWith({ ledger, crew: again }))).failures).toEqual([]);
  expect(again.played).toHaveLength(2);
});

test('shares of 0 and of 1 are precise enough as soon as there are trials for it, not at the cap', async () => {
  // 1 of each cell under none, 0 under framework, four trials a run.
  const repetition = { kind: 'precision', relative: 0.05, values: ['M01'], most: 400 } as const;
  const { trail, warnings } = await outcomeOf(playWith({ repetition }));
  // 85 trials are needed at 96.5 %: the third look has 92.
  expect(trail.map(({ replications }) => replications)).toEqual([10, 15, 23]);
  expect(trail.at(-1)!.widest['M01']).toBeCloseTo(2.1084 ** 2 / (92 + 2.1084 ** 2), 4);
  expect(warnings.join()).not.toContain('short of the precision');
});

test('a study goes on until every cell is precise enough, and says how it came there or fell short', async () => {
  const repetition = { kind: 'precision', relative: 0.1, values: ['M30.p99'], most: 90 } as const;
  const trail = await outcomeOf(playWith({ repetition, crew: inventedCrew(observed) }));
  expect(trail.trail.at(-1)!.widest['M30.p99']).toBeLessThanOrEqual(0.1);
  expect(trail.warnings.join()).not.toContain('short of the precision');
  const strict = await outcomeOf(playWith({ repetition: { ...repetition, relative: 0.001, most: 9 } }));
  expect(strict.trail.map(({ replications }) => replications)).toEqual([9]);
  expect(strict.warnings).toContain('stopped at 9 replications, short of the precision asked for');
  expect(strict.cells.every(({ replications }) => replications === 9)).toBe(true);
  expect(nextReplications(100, 1000)).toBe(120);
});
