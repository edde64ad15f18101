import { layers } from '../framework/chain.ts';
import type { Control, ControlId } from '../framework/control.ts';
import type { Place } from '../framework/figure.ts';
import { places } from '../framework/figure.ts';
import type { ControlTable, Profile } from '../framework/profile.ts';
import { profileNames } from '../framework/profile.ts';
import { controls } from './catalogue.ts';

const depth = ({ rung }: Control): number => profileNames.indexOf(rung);
const byChain = (a: Control, b: Control): number =>
  layers.indexOf(a.layer) - layers.indexOf(b.layer) || a.step - b.step;

/** All controls in the order in which they protect, admit, present and judge: by layer and step, as each says of itself. */
export const chain: readonly Control[] = controls.toSorted(byChain);

/** The controls of a profile, by everything up to its rung of the ladder less what is taken out, and a user's own among them. */
export function controlsOf({ name, without, own = [] }: Profile): readonly Control[] {
  const highest = profileNames.indexOf(name);
  const all = own.length === 0 ? chain : [...chain, ...own].toSorted(byChain);
  return all.filter((control) => depth(control) <= highest && !without.includes(control.id));
}

/** Profile x place x control: which controls stand where, in the order in which they protect. */
export function controlTable(profile: Profile): ControlTable {
  const on = controlsOf(profile);
  const at = (place: Place): readonly ControlId[] =>
    on.filter((control) => control.places.includes(place)).map((control) => control.id);
  return Object.fromEntries(places.map((place) => [place, at(place)])) as Record<Place, readonly ControlId[]>;
}
