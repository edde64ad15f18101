import type { Kind } from '../framework/message.ts';
import { kinds } from '../framework/message.ts';

/** Words of 32 bits that a set of kinds takes. */
export const kindWords = 3;
const bitsAWord = 32;
if (kinds.length > kindWords * bitsAWord)
  throw new RangeError(`${kinds.length} kinds of message: a set holds ${kindWords * bitsAWord}`);

/** Where a kind stands in a set: `report`, the most frequent, is bit 0 of word 0. */
export const kindPlace: Readonly<Record<Kind, { readonly word: number; readonly bit: number }>> = Object.fromEntries(
  kinds.map((kind, index) => [kind, { word: Math.floor(index / bitsAWord), bit: 1 << (index % bitsAWord) }]),
) as Record<Kind, { readonly word: number; readonly bit: number }>;

/** A set of kinds of message, as words. */
export const kindSet = (some: readonly Kind[]): readonly number[] =>
  Array.from({ length: kindWords }, (_, word) =>
    some.reduce((bits, kind) => (kindPlace[kind].word === word ? bits | kindPlace[kind].bit : bits), 0),
  );
