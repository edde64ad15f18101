import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addPending,
  clearPending,
  findPending,
  findPendingFrom,
  noRow,
  pendingFull,
  pendingTable,
  removePending,
  renumberPending,
} from './pending.ts';

test('a request is found by its number until it is answered', () => {
  const table = pendingTable(2, 4);
  const row = addPending(table, 1, 7);
  expect(findPending(table, 1, 7)).toBe(row);
  expect(findPending(table, 0, 7)).toBe(noRow);
  removePending(table, 1, row);
  expect(findPending(table, 1, 7)).toBe(noRow);
});

test('two who ask under the same number are told apart by who they are', () => {
  const table = pendingTable(1, 4);
  const rows = [30, 31].map((from) => {
    const row = addPending(table, 0, 7);
    table.from[row] = from;
    return row;
  });
  expect([30, 31, 32].map((from) => findPendingFrom(table, 0, 7, from))).toEqual([...rows, noRow]);
  removePending(table, 0, rows[1]!);
  expect(findPendingFrom(table, 0, 7, 31)).toBe(noRow);
  expect(findPendingFrom(table, 0, 7, 30)).toBe(rows[0]);
});

test('a full table takes no more, and takes again once something was answered', () => {
  const table = pendingTable(1, 2);
  const first = addPending(table, 0, 1);
  addPending(table, 0, 3);
  expect(pendingFull(table, 0)).toBe(true);
  expect(addPending(table, 0, 5)).toBe(noRow);
  removePending(table, 0, first);
  expect(findPending(table, 0, addPending(table, 0, 5) === first ? 5 : 0)).toBe(first);
});

test('a table behaves as a bounded map does, whatever is added, answered, said again and forgotten', () => {
  const step = fc.record({ what: fc.constantFrom('add', 'remove', 'renumber', 'clear'), at: fc.nat(40) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const table = pendingTable(1, 8);
      const model = new Map<number, number>();
      let number = 0;
      for (const { what, at } of steps) {
        const known = [...model.keys()][at % Math.max(1, model.size)];
        if (what === 'clear' && at === 0) {
          clearPending(table, 0);
          model.clear();
        } else if (what === 'add') {
          const row = addPending(table, 0, (number += 1 + at));
          expect(row === noRow).toBe(model.size === 8);
          if (row !== noRow) model.set(number, row);
        } else if (what === 'remove' && known !== undefined) {
          removePending(table, 0, model.get(known)!);
          model.delete(known);
        } else if (what === 'renumber' && known !== undefined) {
          const row = model.get(known)!;
          renumberPending(table, 0, row, (number += 1 + at));
          model.delete(known);
          model.set(number, row);
        }
        expect(table.size[0]).toBe(model.size);
        for (const [key, row] of model) expect(findPending(table, 0, key)).toBe(row);
      }
    }),
  );
});
