import { expect, test } from 'vitest';
import { controlsUnderAttack } from '../../../scenarios/studies/controls-under-attack.ts';
import { layOut } from '../../../scenarios/studies/lay-out.ts';
import { keyOfRun } from '../../../scenarios/studies/order.ts';
import { inventedRun } from '../../../scenarios/testing/invented-crew.ts';
import { mostCharacters, packed, queueOf, readOrder, readResult } from './queue-words.ts';

const order = { ...layOut(controlsUnderAttack)[0]!.order, replication: 2 };
const key = keyOfRun(order, '1');
const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('an order goes through a queue as it is, for its own version only', () => {
  expect(readOrder(key, throughJson(order), '1')).toEqual({ key, order });
  expect(keyOfRun(readOrder(key, throughJson(order), '1')!.order, '1')).toBe(key);
  expect(readOrder(key, throughJson(order), '2')).toBeUndefined();
  expect(queueOf('1')).not.toBe(queueOf('2'));
});

test.each<[string, unknown]>([
  ['another run', { ...order, replication: 3 }],
  ['a field that no order has', { ...order, with: ['evil.mjs'] }],
  ['too much', { ...order, parameters: { rooms: 'x'.repeat(999), ...manyParameters() } }],
  ['a negative seed', { ...order, seed: -1 }],
  ['no order', 'A07'],
  ['nothing', undefined],
])('what a stranger put in the queue is no order: %s', (_what, data) => {
  expect(readOrder(key, data, '1')).toBeUndefined();
  // Neither is it one under the name that would be its own.
  if (typeof data === 'object' && data !== null && !('replication' in data && data.replication === 3))
    expect(readOrder(keyOfRun(data as typeof order, '1'), data, '1')).toBeUndefined();
});

function manyParameters(): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: 80 }, (_, at) => [`p${at}`, 'x'.repeat(999)]));
}

const run = {
  ...inventedRun({ key, order }, { M01: { value: 0.25, n: 4, hits: 1 }, M02: { value: null, n: 0 } }, 1),
  digest: 'a'.repeat(64),
};

test('a result comes out as it went in, with the numbers that JSON has no word for', () => {
  const odd = {
    ...run,
    values: {
      a: { value: Number.NaN, n: -0 },
      b: { value: Number.POSITIVE_INFINITY, n: 1 },
      c: { value: Number.NEGATIVE_INFINITY, n: 0.1 + 0.2 },
    },
  };
  expect(readResult(key, throughJson(packed(run)))).toEqual(run);
  expect(readResult(key, throughJson(packed(odd)))).toEqual(odd);
});

test.each<[string, unknown, RegExp]>([
  ['another run’s', { ...run, key: 'b'.repeat(32) }, /no result of it \(its key\)/],
  ['a digest that is none', { ...run, digest: 'x' }, /no result of it \(digest\)/],
  ['a text for a number', { ...run, messages: '100' }, /no result of it \(messages\)/],
  ['nothing', null, /no result of it/],
  ['too much', { ...run, warnings: ['x'.repeat(mostCharacters.result)] }, /more than 1048576 characters/],
])('what is no result of a run is a failed run: %s', (_what, data, failure) => {
  expect(readResult(key, throughJson(data))).toEqual({ key, failure: expect.stringMatching(failure) });
});
