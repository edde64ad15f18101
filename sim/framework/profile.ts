import { rungs } from './chain.ts';
import type { Control, ControlId } from './control.ts';
import type { Place } from './figure.ts';

/** Security profiles, each a superset of the one before it. The word means only this. */
export const profileNames = ['none', ...rungs] as const;
export type ProfileName = (typeof profileNames)[number];

/** A profile with some controls taken out (ablation), for a platform or for the whole house. */
export interface Profile {
  readonly name: ProfileName;
  readonly without: readonly ControlId[];
  /** Controls that are in no catalogue and stand beside those that are, from their rung up. */
  readonly own?: readonly Control[];
}

/** Which controls stand at a place, in the order in which they protect. */
export type ControlTable = Readonly<Record<Place, readonly ControlId[]>>;
