import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DatumTable } from './datum-table.ts';

test('a datum table keeps what a map would, by origin and counter', () => {
  const datum = fc.tuple(
    fc.integer({ min: 0, max: 40 }),
    fc.oneof(fc.nat(60), fc.maxSafeNat()),
    fc.integer({ min: 1 }),
  );
  fc.assert(
    fc.property(fc.array(datum, { maxLength: 600 }), (writes) => {
      const table = new DatumTable();
      const map = new Map<string, number>();
      for (const [origin, counter, value] of writes) {
        table.set(origin, counter, value);
        map.set(`${origin}/${counter}`, value);
      }
      expect(table.size).toBe(map.size);
      for (const [origin, counter] of writes) expect(table.get(origin, counter)).toBe(map.get(`${origin}/${counter}`));
      expect([table.get(41, 1), table.has(41, 1), table.overflowed]).toEqual([0, false, false]);
    }),
  );
});

test('a full table turns further data away and says so', () => {
  const table = new DatumTable(2);
  for (const counter of [1, 2, 3]) table.set(0, counter, 5);
  table.set(0, 2, 6);
  expect([table.size, table.get(0, 2), table.has(0, 3), table.overflowed]).toEqual([2, 6, false, true]);
});
