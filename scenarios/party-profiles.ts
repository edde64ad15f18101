import { controlTable } from '../sim/controls/profiles.ts';
import type { ControlTable, Profile } from '../sim/framework/profile.ts';
import { profileNames } from '../sim/framework/profile.ts';
import type { Cast } from '../sim/framework/scenario.ts';

/** Which controls stand at whose places: tables by profile, the run's first, and the number of each party's. */
export interface PartyProfiles {
  readonly tables: readonly ControlTable[];
  tableOf(this: void, party: string): number;
}

/** Everybody has the profile of the run, but for parties that stand lower on the ladder; what is taken out is so everywhere. */
export function partyProfiles({ lower = {} }: Pick<Cast, 'lower'>, profile: Profile): PartyProfiles {
  const rung = profileNames.indexOf(profile.name);
  const names = [...new Set(Object.values(lower))].filter((name) => profileNames.indexOf(name) < rung);
  const tables = [profile.name, ...names].map((name) => controlTable({ ...profile, name }));
  const numbers = new Map(Object.entries(lower).map(([party, name]) => [party, names.indexOf(name) + 1]));
  return { tables, tableOf: (party) => numbers.get(party) ?? 0 };
}
