import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Point } from '../../sim/framework/figure.ts';
import { BlockIndex } from '../folding/block-index.ts';
import { tell } from '../testing/facts.ts';
import type { ToldFact } from '../testing/facts.ts';
import { Books, ConservationFault } from './books.ts';

const run = { scenario: 'meeting-room-mapping', seed: 7, again: 'metarange run meeting-room-mapping --seed 7' };
const kept = (facts: readonly ToldFact[]): Books => {
  const books = new Books();
  const index = new BlockIndex();
  tell(facts, { block: (block) => books.block(block, index.read(block)) });
  return books;
};
const message = (kind: 'sent' | 'delivered' | 'refused' | 'dropped', at: number, place: Point = 'RP-M'): ToldFact => ({
  kind,
  at,
  place,
  message: 'report',
});

test('messages that are delivered, refused, dropped or still inside balance what was sent', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(fc.constantFrom('RP-T', 'RP-M', 'RP-C'), fc.constantFrom('delivered', 'refused', 'dropped', 'inside')),
      ),
      (fates) => {
        const inside: Record<string, number> = {};
        const facts = fates.flatMap(([point, fate], index) => {
          if (fate === 'inside') inside[point] = (inside[point] ?? 0) + 1;
          const sent = message('sent', index, point);
          return fate === 'inside' ? [sent] : [sent, message(fate, index + 0.5, point)];
        });
        const books = kept(facts);
        books.settle(inside, 1e12, run);
        expect(books.messages).toBe(fates.length);
      },
    ),
  );
});

test('a message lost without a fact voids the run: what, where, when, how to repeat, one hint', () => {
  const facts = Array.from({ length: 4903 }, (_, index) => message('sent', index / 100));
  const books = kept([...facts, ...facts.slice(2).map((fact): ToldFact => ({ ...fact, kind: 'delivered', at: 60 }))]);
  expect(() => books.settle({}, 192_500_000_000, run)).toThrow(
    'conservation broken at RP-M, 00:03:12.500000, meeting-room-mapping, seed 7: 4 903 sent, 4 901 accounted for\n' +
      'again: metarange run meeting-room-mapping --seed 7 --until 00:03:12.500000\n' +
      'hint: look for a message that is released without a fact: delivered, refused or dropped',
  );
});

test('a message that ends twice is found at the block in which it did, though another is lost later', () => {
  const facts = [message('sent', 1), message('delivered', 2), message('dropped', 3)];
  const books = new Books();
  const index = new BlockIndex();
  tell(facts, { block: (block) => books.block(block, index.read(block)) });
  tell([message('sent', 5)], { block: (block) => books.block(block, index.read(block)) });
  try {
    books.settle({}, 10e9, run);
    expect.unreachable('the books do not balance');
  } catch (error) {
    expect(error).toBeInstanceOf(ConservationFault);
    expect((error as ConservationFault).point).toBe('RP-M');
    expect((error as ConservationFault).atNs).toBe(3e9);
  }
});

test('handshake packets and refusals inside a component are no messages on their way', () => {
  const books = kept([
    message('sent', 1),
    message('delivered', 2),
    { ...message('refused', 3), place: 'use' },
    { kind: 'refused', at: 4, place: 'RP-T' },
    { kind: 'dropped', at: 4, place: 'RP-T' },
  ]);
  books.settle({}, 10e9, run);
  expect(books.messages).toBe(1);
});
