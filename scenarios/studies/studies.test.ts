import { expect, test } from 'vitest';
import type { Study } from '../../sim/framework/study.ts';
import { controlsUnderAttack } from './controls-under-attack.ts';
import { crewHere } from './here.ts';
import { layOut } from './lay-out.ts';
import { keyOfRun } from './order.ts';
import type { FailedRun, RunOrder, RunRecord } from './order.ts';
import { sensitivityRows } from './sensitivity-rows.ts';

const small: Study = {
  ...controlsUnderAttack,
  factors: [
    { kind: 'profile', levels: ['none', 'framework'] },
    { kind: 'attack', levels: ['none', 'A01'] },
  ],
  untilSeconds: 40,
};

const orders = (study: Study) =>
  layOut(study).map(({ order }) => {
    const run: RunOrder = { ...order, replication: 0 };
    return { key: keyOfRun(run, 'test'), order: run };
  });

test('a full factorial plays every combination of levels, in order', () => {
  expect(layOut(small).map(({ levels }) => Object.values(levels).join(' '))).toEqual([
    'none none',
    'none A01',
    'framework none',
    'framework A01',
  ]);
});

test('designs that fill a space take ranges between their ends, whole where the parameter is, and levels in equal shares', () => {
  const spread: Study = {
    ...small,
    factors: [
      { kind: 'profile', levels: ['none', 'framework'] },
      { kind: 'range', of: 'parameter', name: 'rooms', least: 1, most: 9 },
      { kind: 'range', of: 'intensity', name: 'pace', least: 0.1, most: 10, logarithmic: true },
    ],
    design: { kind: 'latin-hypercube', points: 16 },
  };
  const cells = layOut(spread);
  expect(cells.filter(({ levels }) => levels['profile'] === 'none')).toHaveLength(8);
  const paces = cells.map(({ order }) => order.intensity);
  // Equal shares of the logarithm: half of the points lie below the geometric middle.
  expect(paces.filter((pace) => pace < 1)).toHaveLength(8);
  for (const { order, levels } of cells) {
    expect(Number.isInteger(order.parameters['rooms'])).toBe(true);
    expect(order.parameters['rooms']).toBe(levels['rooms']);
  }
  expect(layOut({ ...spread, design: { kind: 'sensitivity', points: 4 } })).toHaveLength(4 * (3 + 2));
  expect(layOut(spread)).toEqual(cells);
  expect(layOut({ ...spread, seed: 2 })).not.toEqual(cells);
});

test('each cell gives the run that it asks for, and a run that cannot be played costs itself only', async () => {
  const done: (RunRecord | FailedRun)[] = [];
  const crew = crewHere({ seconds: () => 0 });
  const [first, ...rest] = orders(small);
  const wrong = { ...first!.order, scenario: 'nowhere' };
  await crew.carryOut([first!, { key: 'wrong', order: wrong }, ...rest], (one) => void done.push(one));
  expect(done.map((one) => ('failure' in one ? one.failure : one.attacks.map(({ id }) => id).join('+')))).toEqual([
    '',
    'Error: unknown scenario nowhere',
    'A01',
    '',
    'A01',
  ]);
  expect(new Set(done.map(({ key }) => key)).size).toBe(5);
});

test('a run is named by what it depends on and by the version, whatever the order of its fields', () => {
  const { order } = orders(small)[0]!;
  const turned = Object.fromEntries(Object.entries(order).toReversed()) as unknown as RunOrder;
  expect(keyOfRun(turned, '1')).toBe(keyOfRun(order, '1'));
  expect(keyOfRun({ ...order, replication: 1 }, '1')).not.toBe(keyOfRun(order, '1'));
  expect(keyOfRun(order, '2')).not.toBe(keyOfRun(order, '1'));
});

test('a sensitivity design tells which factor moves a value, by itself and with others', async () => {
  const study: Study = {
    ...small,
    factors: [
      { kind: 'range', of: 'parameter', name: 'rooms', least: 1, most: 40 },
      { kind: 'range', of: 'intensity', name: 'pace', least: 0.5, most: 2 },
    ],
    design: { kind: 'sensitivity', points: 64 },
    values: ['M30.p99'],
  };
  // What is measured follows the rooms alone.
  const rows = sensitivityRows(
    study,
    layOut(study).map(({ index, levels }) => ({
      index,
      levels,
      replications: 1,
      metrics: { 'M30.p99': { value: Number(levels['rooms']), unit: 'ms', n: 1, ci95: null } },
      attacks: [],
    })),
  );
  expect(rows.map(({ factor }) => factor)).toEqual(['rooms', 'pace']);
  expect(rows[0]!.first).toBeGreaterThan(0.9);
  expect(rows[0]!.total).toBeGreaterThan(0.9);
  expect(rows[1]!.total).toBe(0);
  expect(rows[1]!.firstCi95).not.toBeNull();
});
