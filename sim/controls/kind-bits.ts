import type { Kind } from '../framework/message.ts';
import { kinds } from '../framework/message.ts';

/** One bit for each kind of message, so that a set of kinds is a whole number; `report`, the most frequent, is bit 0. */
export const kindBit: Readonly<Record<Kind, number>> = Object.fromEntries(
  kinds.map((kind, index) => [kind, 1 << index]),
) as Record<Kind, number>;

/** The set of some kinds as bits. */
export const bitsOf = (some: readonly Kind[]): number => some.reduce((bits, kind) => bits | kindBit[kind], 0);
