import type { BookEntry, Tenure } from '../../sim/components/registry.ts';
import type { House } from './house.ts';
import { firstHolder } from './sales.ts';
import type { Sale } from './sales.ts';

/** Identifier of the digital entity that a party keeps for a thing. */
export const entityOf = (party: string, thing: number): string => `${party}/entity-${thing}`;

/** What is on record of all things: who holds each from when on, and which digital entity it feeds there. */
export function bookOf(
  { things, platforms }: House,
  sales: readonly Sale[],
  identifierOf: (thing: number) => string,
): readonly BookEntry[] {
  const tenure = (fromNs: number, thing: number, platform: number): Tenure => {
    const { party } = platforms[platform]!;
    return { fromNs, holder: party, counterpart: entityOf(party, thing) };
  };
  return Array.from({ length: things.count }, (_, thing): BookEntry => ({
    identifier: identifierOf(thing),
    kind: 'thing',
    subject: things.first + thing,
    tenures: [
      tenure(0, thing, firstHolder(thing, platforms.length)),
      ...sales.filter((sale) => sale.thing === thing).map(({ atNs, to }) => tenure(atNs, thing, to)),
    ],
  }));
}
