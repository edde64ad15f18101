import { expect, test } from 'vitest';
import type { Study } from '../../sim/framework/study.ts';
import { controlsUnderAttack } from './controls-under-attack.ts';
import { crewHere } from './here.ts';
import { layOut } from './lay-out.ts';
import { keyOfRun } from './order.ts';
import type { FailedRun, RunOrder, RunRecord } from './order.ts';

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
