import type { ReissueTerms } from '../../sim/components/enrolment.ts';
import type { Authority } from '../../sim/framework/authority.ts';
import type { Placement, Wiring } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { addressOf } from './seating.ts';
import type { AuthoritySeats } from './seats/authority.ts';

/** Authorities, and the place of that of each party, as a house has them. */
interface Federated {
  readonly authorities: readonly AuthoritySeats[];
  readonly federationOf: (party: string) => number;
}

/** How the parties of one federation keep up with authorities. */
export interface FederationTerms {
  /** Time between two lists of its own authority, and between two questions of its parties for one, s. */
  readonly refreshSeconds: number;
  /** Time between two questions for the lists of other federations' authorities, s; absent where it trusts none. */
  readonly partnerSeconds?: number;
  /** Roots of the others are asked for at their endpoints; else their lists bring them. */
  readonly endpoints?: true;
  /** What is true of its authority beside that. */
  readonly authority?: Pick<Authority, 'successor' | 'logs' | 'falsePositives'>;
}

/** How the parties of all federations keep up, and how they come by credentials. */
export interface Federations {
  readonly each: readonly FederationTerms[];
  /** Where who was revoked asks for a new credential. */
  readonly reissue?: ReissueTerms;
  /** Time between two pushes of what logs say to another platform, s; absent where platforms compare nothing. */
  readonly gossipSeconds?: number;
  /** How nodes reach authorities: by their credentials where nothing is said. */
  readonly enrolsBy?: Wiring['channel'];
}

/** A list outlives two that were missed, by whoever asks most rarely, ns. */
export const listLifeNs = ({ each }: Federations, place: number): number =>
  3 * seconds(Math.max(each[place]!.refreshSeconds, ...each.map(({ partnerSeconds }) => partnerSeconds ?? 0)));

/** The authorities whose lists the parties of a federation ask for, besides their own. */
export const partnersOf = (
  { authorities }: Pick<Federated, 'authorities'>,
  { each }: Federations,
  place: number,
): readonly AuthoritySeats[] =>
  each[place]!.partnerSeconds === undefined ? [] : authorities.filter((_, other) => other !== place);

/** The authorities of a cast, each with the parties of its federation and whom it trusts. */
export function authoritiesOf(
  house: Federated,
  federations: Federations,
  placements: readonly Placement[],
): readonly Authority[] {
  const parties = [...new Set(placements.map(({ party }) => party))];
  return house.authorities.map(({ identityStorage }, place) => {
    const { partnerSeconds, endpoints, authority } = federations.each[place]!;
    return {
      node: identityStorage.first,
      parties: parties.filter((party) => house.federationOf(party) === place),
      trusts: partnersOf(house, federations, place).map((partner) => ({
        node: addressOf(partner.identityStorage),
        refreshNs: seconds(partnerSeconds!),
        ...(endpoints === undefined ? {} : { endpoint: endpoints }),
      })),
      ...authority,
    };
  });
}
