import { expect, test } from 'vitest';
import { readCosts } from './cost-file.ts';
import { deviceClasses, operations } from '../sim/framework/costs.ts';
import { editDistance, nearestName } from './nearest.ts';
import { duration, precision } from './quantity.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('the nearest name is the one with the fewest slips of the hand', () => {
  expect(editDistance('replay', 'replay')).toBe(0);
  expect(editDistance('raplay', 'replay')).toBe(1.1);
  expect(editDistance('rpelay', 'replay')).toBe(1);
  expect(nearestName('framewrok', ['none', 'transport', 'framework'])).toBe('framework');
  expect(nearestName('', ['none', 'data'])).toBe('none');
  expect(nearestName('anything', [])).toBe('none');
});

test('times are read as clock or as number with unit, in whole nanoseconds', () => {
  expect(['90', '90s', '1500ms', '2m', '2min', '1h', '00:03:12.5'].map((text) => duration(text, 'here') / 1e9)).toEqual(
    [90, 90, 1.5, 120, 120, 3600, 192.5],
  );
  for (const text of ['', '1d', '00:61:00', '-5s', '1e9', '105:00', '2600h', '...', '1..2s']) {
    expect(() => duration(text, 'here'), text).toThrow('not a time');
  }
});

test('a precision is a percentage or a share', () => {
  expect(['5%', '0.05', '50%'].map((text) => precision(text, 'here'))).toEqual([0.05, 0.05, 0.5]);
});

test('cost tables are taken whole or refused by the path of what is missing', () => {
  const perOperation = Object.fromEntries(operations.map((operation) => [operation, 1000]));
  const table = { name: 'mine', source: 'measured', fixedNs: perOperation, perByteNs: perOperation };
  const all = Object.fromEntries(deviceClasses.map((device) => [device, table]));
  expect(readCosts('c.json', bytes(JSON.stringify(all))).gateway.fixedNs.sign).toBe(1000);
  const broken = { ...all, server: { ...table, fixedNs: { ...perOperation, sign: -1 } } };
  expect(() => readCosts('c.json', bytes(JSON.stringify(broken)))).toThrow('"server.fixedNs.sign"');
  expect(() => readCosts('c.json', bytes('{'))).toThrow('not JSON');
});
