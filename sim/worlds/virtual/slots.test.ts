import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Slots } from './slots.ts';

test('no slot is in two hands, and what is given back is counted', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constant('take' as const), fc.nat(50)), { maxLength: 400 }), (acts) => {
      const slots = new Slots(2);
      const held: number[] = [];
      for (const act of acts) {
        if (act === 'take') {
          const slot = slots.take();
          expect(held).not.toContain(slot);
          held.push(slot);
        } else if (held.length > 0) slots.release(held.splice(act % held.length, 1)[0]!);
        expect(slots.used).toBe(held.length);
      }
    }),
  );
});

test('when all slots are taken the pool grows and what was in it stays', () => {
  const slots = new Slots(1);
  const taken = Array.from({ length: 5000 }, () => slots.take());
  expect(new Set(taken).size).toBe(5000);
  taken.forEach((slot) => {
    slots.session[slot] = slot * 2;
    slots.truth.label[slot] = slot + 1;
  });
  const before = taken.map((slot) => [slots.session[slot], slots.truth.label[slot]]);
  for (let more = 0; more < 10_000; more++) slots.take();
  expect(taken.map((slot) => [slots.session[slot], slots.truth.label[slot]])).toEqual(before);
});

test('a slot that is given out again holds nothing of what was in it', () => {
  const slots = new Slots(2);
  const slot = slots.take();
  const envelope = slots.envelopes[slot]!;
  envelope.body = { done: 1 };
  envelope.sealed = {} as never;
  envelope.marks[1] = 'left behind';
  slots.records[slot] = {} as never;
  slots.refusal[slot] = 'stale';
  slots.onWire[slot] = 1;
  slots.release(slot);
  const again = slots.take();
  slots.clearMarks(again);
  expect(again).toBe(slot);
  expect([envelope.body, envelope.sealed, slots.records[slot], slots.refusal[slot], slots.onWire[slot]]).toEqual([
    null,
    null,
    null,
    undefined,
    0,
  ]);
  expect(envelope.marks).toEqual([undefined, undefined]);
});
