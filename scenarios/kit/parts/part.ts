import type { EnrolmentTerms } from '../../../sim/components/enrolment.ts';
import type { StatusTerms } from '../../../sim/components/status-poll.ts';
import type { Placement, Wiring } from '../../../sim/framework/scenario.ts';
import type { Capacities } from '../capacities.ts';
import type { House } from '../house.ts';
import type { Links } from '../links.ts';
import type { HouseParameters } from '../parameters.ts';
import type { RegistryPlan } from '../registry-plan.ts';
import type { PlatformSeats } from '../seats/platform.ts';
import type { Seats } from '../seating.ts';
import type { Trade } from '../trade.ts';
import type { AuthoritySeats } from '../seats/authority.ts';

/** A part of a cast: who stands there, and the wires that lead from it. */
export interface Part {
  readonly placements: readonly Placement[];
  readonly wires: readonly Wiring[];
}

/** What every part of a house is made from, for the federation that it belongs to. */
export interface Ground {
  readonly values: HouseParameters;
  readonly house: House;
  readonly sizes: Capacities;
  readonly links: Links;
  readonly enrolment: EnrolmentTerms;
  readonly status: StatusTerms;
  readonly trade: Trade;
  /** Absent where persons choose nothing and nothing leaves a platform but jobs. */
  readonly sharing?: Sharing;
  /** Its own authority, and those of other federations whose lists its parties ask for. */
  readonly authority: AuthoritySeats;
  readonly partners: readonly AuthoritySeats[];
  /** How nodes reach their authority: by what it certified, or by keys that were installed in both ends at commissioning. */
  readonly enrolsBy: Wiring['channel'];
  /** How long a status list counts, ns. */
  readonly listLifeNs: number;
  /** Time between two pushes of what logs say to another platform, ns; absent where platforms compare nothing. */
  readonly gossipNs?: number;
  /** Absent where the house keeps no registry. */
  readonly registry?: RegistryPlan;
}

/** What platforms share with each other and lay down outside, as far as persons agree. */
export interface Sharing {
  /** Platforms that get the readings of another one. */
  partnersOf(platform: PlatformSeats): readonly PlatformSeats[];
  readonly outsideStorage: Seats<'external-storage'>;
}
