import type { ControlSet } from '../../metrics/results/ablation.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import type { Control, ControlId } from '../../sim/framework/control.ts';
import { profileNames } from '../../sim/framework/profile.ts';
import type { ProfileName } from '../../sim/framework/profile.ts';
import { controlsOf } from '../../sim/controls/profiles.ts';

/** Controls that stand together, before anything was played under them. */
export interface NamedSet extends Pick<ControlSet, 'id' | 'kind'> {
  readonly control: ControlId | null;
  readonly controls: readonly ControlId[];
  readonly profile: ProfileName;
  readonly without: readonly ControlId[];
}

type Named = Pick<NamedSet, 'id' | 'kind'> & { readonly control?: ControlId | null };

const lessOf = (
  profile: ProfileName,
  without: readonly ControlId[],
  { id, kind, control = null }: Named,
): NamedSet => ({
  id,
  kind,
  control,
  controls: controlsOf({ name: profile, without }).map((one) => one.id),
  profile,
  without: without.toSorted(),
});

/** These controls of a profile and none of its others. */
export function onlyThese(profile: ProfileName, controls: readonly ControlId[], named: Named): NamedSet {
  const others = controlsOf({ name: profile, without: controls }).map(({ id }) => id);
  return lessOf(profile, others, named);
}

/** Rungs of the ladder up to a profile: none first, the profile itself last. */
export const ladderTo = (profile: ProfileName): readonly NamedSet[] =>
  profileNames
    .slice(0, profileNames.indexOf(profile) + 1)
    .map((name) => lessOf(name, [], { id: name, kind: 'ladder' }));

/** The profile less each of these. */
export const lessEach = (profile: ProfileName, controls: readonly Control[]): readonly NamedSet[] =>
  controls.map(({ id }) => lessOf(profile, [id], { id: `${profile}-${id}`, kind: 'less', control: id }));

/** Each of these where nothing else of the profile stands. */
export const eachAlone = (profile: ProfileName, controls: readonly Control[]): readonly NamedSet[] =>
  controls.map(({ id }) => onlyThese(profile, [id], { id: `none+${id}`, kind: 'alone', control: id }));

/** Sets of a profile's controls as somebody chose them. */
export const givenSets = (profile: ProfileName, sets: readonly (readonly ControlId[])[]): readonly NamedSet[] =>
  sets.map((controls, at) => onlyThese(profile, controls, { id: `given-${at + 1}`, kind: 'given' }));

/** The profile less all that an attack's file says beats it. */
export const ownOut = (profile: ProfileName, { id, beatenBy }: Attack): NamedSet => {
  const standing = controlsOf({ name: profile, without: [] }).map((control) => control.id);
  const own = beatenBy.filter((control) => standing.includes(control));
  return lessOf(profile, own, { id: `${profile}-own-of-${id}`, kind: 'own-out' });
};
