import { expect, test } from 'vitest';
import { operations, type Operation } from '../../sim/framework/costs.ts';
import { stackOf } from './stack-work.ts';

const each = (value: number): Record<Operation, number> =>
  Object.fromEntries(operations.map((operation) => [operation, value])) as Record<Operation, number>;

const table = { fixedNs: each(1000), perByteNs: each(1) };
const figures: Readonly<Record<string, readonly [fixedNs: number, perByteNs: number]>> = {
  connection: [10_000, 0],
  upgrade: [30_000, 0],
  // 14 operations of a full handshake and 6 of a resumed one are charged apart.
  'handshake-full': [64_000, 0],
  'handshake-resumed': [26_000, 0],
  handle: [50_000, 5],
  'handle-over-tls': [60_000, 6],
  'sealed-message': [9000, 30],
};
const line = (id: string) => ({ fixedNs: figures[id]![0], perByteNs: figures[id]![1] });

test('the stack has what is left beside the operations that are charged, and no less than nothing', () => {
  expect(stackOf(line, table)).toEqual({
    connect: { fixedNs: 15_000, perByteNs: 0 },
    secure: { fixedNs: 20_000, perByteNs: 0 },
    resume: { fixedNs: 5000, perByteNs: 0 },
    record: { fixedNs: 8000, perByteNs: 0 },
    encode: { fixedNs: 8000, perByteNs: 29 },
  });
});
