import { controlTable } from '../sim/controls/profiles.ts';
import type { ControlTable, Profile, ProfileName } from '../sim/framework/profile.ts';
import { profileNames } from '../sim/framework/profile.ts';
import type { Cast } from '../sim/framework/scenario.ts';

/** Which controls stand at whose places: tables by profile, the run's first, the number of each party's, and of what its label promises. */
export interface PartyProfiles {
  readonly tables: readonly ControlTable[];
  tableOf(this: void, party: string): number;
  promisedBy(this: void, party: string): number;
}

/**
 * Everybody has the profile of the run, but for parties that stand lower on the ladder; what is taken out is so everywhere. A label
 * promises what stands, but for parties of which the cast says otherwise.
 */
export function partyProfiles(
  { lower = {}, labelled = {} }: Pick<Cast, 'lower' | 'labelled'>,
  profile: Profile,
): PartyProfiles {
  const rung = profileNames.indexOf(profile.name);
  const said = [...Object.values(lower), ...Object.values(labelled)];
  const names = [...new Set(said)].filter((name) => profileNames.indexOf(name) < rung);
  const tables = [profile.name, ...names].map((name) => controlTable({ ...profile, name }));
  const numberOf = (name: ProfileName): number => names.indexOf(name) + 1;
  const numbers = new Map(Object.entries(lower).map(([party, name]) => [party, numberOf(name)]));
  const promised = new Map(Object.entries(labelled).map(([party, name]) => [party, numberOf(name)]));
  const tableOf = (party: string): number => numbers.get(party) ?? 0;
  return { tables, tableOf, promisedBy: (party) => promised.get(party) ?? tableOf(party) };
}
