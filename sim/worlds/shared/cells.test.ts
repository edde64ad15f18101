import { expect, test } from 'vitest';
import { Cells } from './cells.ts';
import { Lineage } from './lineage.ts';

const lineage = (given: Partial<Lineage>): Lineage =>
  Object.assign(new Lineage(), { origin: 1, present: true, ...given });

test('what a cell keeps comes back as it was', () => {
  const cells = new Cells(4);
  const kept = lineage({ origin: 7, counter: 3, born: 500, label: 2, flags: 9 });
  cells.write(2, kept);
  const back = new Lineage();
  cells.merge(1, back);
  expect(back.present).toBe(false);
  cells.merge(2, back);
  expect(back).toEqual(kept);
});

test('a cell that blends a clean reading into a forged one stays tainted, and its newest birth counts', () => {
  const cells = new Cells(1);
  cells.blend(0, lineage({ born: 100, label: 5, flags: 1 }));
  cells.blend(0, lineage({ origin: 8, counter: 4, born: 300 }));
  cells.blend(0, lineage({ origin: 9, counter: 5, born: 200, label: 6, flags: 8 }));
  const now = new Lineage();
  cells.merge(0, now);
  expect(now).toEqual(lineage({ origin: 9, counter: 5, born: 300, label: 5, flags: 9 }));
});

test('what is said next descends from the message in hand and from the cell that was recalled', () => {
  const cells = new Cells(2);
  cells.write(0, lineage({ origin: 4, born: 900, label: 3, flags: 1 }));
  const hand = lineage({ origin: 2, counter: 1, born: 100 });
  cells.merge(0, hand);
  expect(hand).toEqual(lineage({ origin: 2, counter: 1, born: 900, label: 3, flags: 1 }));
  cells.merge(1, hand);
  expect(hand.label).toBe(3);
  const empty = new Lineage();
  cells.merge(0, empty);
  expect(empty).toMatchObject({ origin: 4, label: 3, present: true });
});

test('what is owed to a cell takes its attack step, and stays made of what it was made of', () => {
  const cells = new Cells(2);
  cells.write(0, lineage({ origin: 4, born: 900, label: 3, flags: 1 }));
  const hand = lineage({ origin: 2, counter: 1, born: 100 });
  cells.owe(1, hand);
  expect(hand.label).toBe(0);
  cells.owe(0, hand);
  expect(hand).toEqual(lineage({ origin: 2, counter: 1, born: 100, label: 3 }));
  cells.write(1, lineage({ label: 5 }));
  cells.owe(1, hand);
  expect(hand.label).toBe(3);
});

test('a cell that a restart emptied taints nothing', () => {
  const cells = new Cells(3);
  for (const row of [0, 1, 2]) cells.write(row, lineage({ label: row + 1, flags: 1 }));
  cells.forget(1, 1);
  const hand = new Lineage();
  cells.merge(1, hand);
  expect([hand.present, hand.label, hand.flags]).toEqual([false, 0, 0]);
  cells.blend(1, lineage({ label: 0, flags: 0 }));
  cells.merge(1, hand);
  expect([hand.label, hand.flags]).toEqual([0, 0]);
  hand.clear();
  cells.merge(2, hand);
  expect(hand.label).toBe(3);
});
