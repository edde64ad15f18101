import type { ControlId } from '../../framework/control.ts';
import type { Label } from '../../framework/label.ts';
import { places } from '../../framework/figure.ts';
import type { ControlTable } from '../../framework/profile.ts';
import type { Cast } from '../../framework/scenario.ts';
import type { Rings } from './rings.ts';

/** Protection labels by party. */
export type PartyLabels = ReadonlyMap<string, Label>;

/**
 * The labels of all parties, each issued by the authority of its nodes over what it found before the run: what stands there, or
 * what the cast says that it was made to believe. They last as long as the longest-lived credential (assumption).
 */
export function partyLabels(
  cast: Cast,
  rings: Rings,
  tables: readonly ControlTable[],
  promisedBy: (party: string) => number,
): PartyLabels {
  const labels = new Map<string, Label>();
  for (const { party, first } of cast.placements) {
    if (labels.has(party)) continue;
    const promises = promisesOf(tables[promisedBy(party)]!);
    labels.set(party, rings.issuerOf(first).label(party, promises, cast.longCredentialNs));
  }
  return labels;
}

const promisesOf = (table: ControlTable): readonly ControlId[] => [...new Set(places.flatMap((place) => table[place]))];
