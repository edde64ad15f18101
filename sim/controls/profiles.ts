import type { Control, ControlId } from '../framework/control.ts';
import type { Place } from '../framework/figure.ts';
import { places } from '../framework/figure.ts';
import type { ControlTable, Profile, ProfileName } from '../framework/profile.ts';
import { profileNames } from '../framework/profile.ts';
import { controls } from './catalogue.ts';

/** What each profile adds to the one before it. Where a control stands, the control itself says. */
export const ladder: Readonly<Record<ProfileName, readonly ControlId[]>> = {
  none: [],
  transport: ['C32'],
  identity: ['C01', 'C03', 'C04', 'C05'],
  access: ['C09', 'C10', 'C11', 'C12', 'C13'],
  data: ['C16', 'C17', 'C20', 'C21', 'C22', 'C27', 'C28', 'C29', 'C30'],
  framework: ['C24', 'C43', 'C44'],
};

/**
 * The order in which controls protect, admit, present and judge; they verify in reverse. Content first (what is removed, quoted
 * and sealed), then what goes beside it, then who and the channel, last what needs no look at the message: so a message off the
 * wire is counted, then known to be intact and from whom, then fresh, then permitted, and only then opened and read; and a
 * handshake proves a name before the standing of its credential is asked. C04 takes a stapled list before C05 asks for one.
 */
export const order: readonly ControlId[] = [
  'C30',
  'C29',
  'C28',
  'C27',
  'C22',
  'C21',
  'C17',
  'C20',
  'C16',
  'C13',
  'C12',
  'C10',
  'C11',
  'C09',
  'C01',
  'C32',
  'C03',
  'C05',
  'C04',
  'C43',
  'C24',
  'C44',
];

/** The controls of a profile, by everything up to its rung of the ladder less what is taken out. */
export function controlsOf(profile: Profile): readonly Control[] {
  const rungs = profileNames.slice(0, profileNames.indexOf(profile.name) + 1);
  const on = rungs.flatMap((rung) => ladder[rung]).filter((id) => !profile.without.includes(id));
  return order.filter((id) => on.includes(id)).map((id) => controls.find((control) => control.id === id)!);
}

/** Profile x place x control: which controls stand where, in the order in which they protect. */
export function controlTable(profile: Profile): ControlTable {
  const on = controlsOf(profile);
  const at = (place: Place): readonly ControlId[] =>
    on.filter((control) => control.places.includes(place)).map((control) => control.id);
  return Object.fromEntries(places.map((place) => [place, at(place)])) as Record<Place, readonly ControlId[]>;
}
