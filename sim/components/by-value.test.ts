import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortByValue } from './by-value.ts';

test('members come in the order of what they told, and those beyond the count stay', () => {
  const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(values, fc.nat(20), (told, wanted) => {
      const count = Math.min(wanted, told.length);
      const first = 3;
      const value = Float64Array.from([9, 9, 9, ...told]);
      const members = Uint16Array.from(told, (_, member) => member);
      sortByValue(members, count, value, first);
      expect([...members.subarray(0, count)].map((member) => told[member]!)).toEqual(
        told.slice(0, count).toSorted((a, b) => a - b),
      );
      expect([...members.subarray(count)]).toEqual(told.map((_, member) => member).slice(count));
    }),
  );
});
