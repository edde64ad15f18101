import type { Stage } from '../../sim/framework/attack.ts';
import type { CastEvent, Entitlements, ParameterValues, Scenario } from '../../sim/framework/scenario.ts';
import { houseClaims } from './claims.ts';
import { capacitiesOf, castHouse } from './house-cast.ts';
import { seatHouse } from './house.ts';
import type { House, HouseTerms } from './house.ts';
import { householdOf } from './household.ts';
import type { HouseRules } from './household.ts';
import { nameEverybody } from './names.ts';
import type { HouseParameters } from './parameters.ts';
import { stageOf } from './stage.ts';
import { standingEntitlements } from './standing-entitlements.ts';
import { standingPolicy } from './standing-policy.ts';
import { usualTrade } from './trade.ts';
import type { Trade } from './trade.ts';

/** What a scenario that is a house says of itself. What it leaves out is as in most houses. */
export interface HouseScenario<Values extends HouseParameters & ParameterValues>
  extends
    Pick<Scenario<Values>, 'id' | 'name' | 'summary' | 'drawing' | 'parameters' | 'attacks'>,
    Partial<Pick<Scenario<Values>, 'classes' | 'groups' | 'sizes' | 'headline' | 'claims' | 'live'>> {
  /** What the house has, who maps it, and who comes. */
  readonly house: (values: Values) => HouseTerms;
  /** What controls judge by: guests look, members set, organisers lock, where nothing is said. */
  readonly policy?: HouseRules;
  /** What is truly allowed, written apart from the policy. */
  readonly entitlements?: (house: House) => Entitlements;
  /** On what terms its platforms buy work, made from those of most houses; those, where nothing is said. */
  readonly trade?: (values: Values, usual: Trade) => Trade;
  /** Wires on which attackers may sit beside those of every house; none where nothing is said. */
  readonly wires?: (house: House) => Stage['wires'];
  /** What happens to the honest system: nothing, where nothing is said. */
  readonly events?: (values: Values, house: House, seed: number) => readonly CastEvent[];
}

/** A scenario that is a house: sites with things, platforms that map them, providers and people. */
export function houseScenario<Values extends HouseParameters & ParameterValues>({
  house: termsOf,
  policy = standingPolicy,
  entitlements = standingEntitlements,
  trade,
  wires,
  events,
  ...said
}: HouseScenario<Values>): Scenario<Values> {
  return {
    classes: ['PV', 'IA', 'EX'],
    groups: ['R1', 'R2', 'R3', 'R4', 'R5'],
    sizes: { smoke: {}, paper: {}, stress: {} },
    headline: ['M01', 'M30', 'M33'],
    claims: houseClaims,
    ...said,
    build: (values, seed) => {
      const house = seatHouse(termsOf(values), values, seed);
      const names = nameEverybody(house, seed);
      const sizes = capacitiesOf(house, values);
      const usual = usualTrade(house.providers.length, values, sizes);
      const stage = stageOf(house, values, sizes);
      return {
        ...castHouse(house, values, sizes, names, undefined, trade?.(values, usual) ?? usual),
        household: householdOf(house, names, policy),
        entitlements: entitlements(house),
        stage: { ...stage, wires: { ...stage.wires, ...wires?.(house) } },
        events: events?.(values, house, seed) ?? [],
      };
    },
  };
}
