/**
 * One who issues credentials, status lists and tokens for the parties that enrolled with it, and says whom else they believe.
 * A party has one authority; several authorities that trust each other are a federation.
 *
 *   authority A ◀─RP-D─ parties of A ◀──any point──▶ parties of B ─RP-D─▶ authority B
 *        ▲                                                 │
 *        └────────RP-D: roots and revocations, at a refresh┘
 */
export interface Authority {
  /** The node that issues. */
  readonly node: number;
  readonly parties: readonly string[];
  /** Other authorities whose roots its parties accept from the beginning. */
  readonly trusts: readonly Trusted[];
  /** A second root lies ready, which everybody who accepts the first accepts from the beginning (after SPIRE's prepared authority). */
  readonly successor?: true;
  /** It keeps a log of what it issues, under a key of its own, and gives each certificate a receipt. */
  readonly logs?: true;
  /** Its lists carry a filter in the place of serials, built for this share of false positives. */
  readonly falsePositives?: number;
}

/** Another authority, as the parties of one that trusts it see it. */
export interface Trusted {
  /** The other authority's node. */
  readonly node: number;
  /** Time after which its newest roots and revocations are asked for again, ns; null where what was known at the beginning stays. */
  readonly refreshNs: number | null;
  /** Its roots are asked for at its bundle endpoint; else its lists bring them. */
  readonly endpoint?: true;
}

/** Name of the roots of an authority, by the name of its node: what it issues bears it. */
export const rootName = (authority: string): string => `root of ${authority}`;

/** What belongs to a party. */
interface Belonging {
  readonly party: string;
}

/** The one authority of a house in which everybody believes the same. */
export function soleAuthority(node: number, placements: readonly Belonging[]): readonly Authority[] {
  return [{ node, parties: [...new Set(placements.map(({ party }) => party))], trusts: [] }];
}

/** Place of the authority of each placement's party. RangeError for a party without one or with two, and for a stranger in `trusts`. */
export function authorityPlaces(authorities: readonly Authority[], placements: readonly Belonging[]): number[] {
  for (const { node, trusts } of authorities) {
    const stranger = trusts.find((one) => one.node === node || !authorities.some((other) => other.node === one.node));
    if (stranger !== undefined) {
      throw new RangeError(`authority ${node} trusts node ${stranger.node}, which is no other authority of the cast`);
    }
  }
  return placements.map(({ party }) => {
    const places = authorities.flatMap(({ parties }, place) => (parties.includes(party) ? [place] : []));
    if (places.length !== 1) {
      throw new RangeError(`party ${party} has ${places.length} authorities: name it in one of the cast's authorities`);
    }
    return places[0]!;
  });
}
