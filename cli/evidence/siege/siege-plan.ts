import type { Point } from '../../../sim/framework/figure.ts';
import type { Profile } from '../../../sim/framework/profile.ts';
import type { Assault } from './assault.ts';

/** A live run with some assaults on one of its processes. */
export interface SiegePlan {
  readonly title: string;
  readonly profile: Profile;
  readonly process: string;
  /** The only point at which visitors come; any where there is none. */
  readonly point?: Point;
  readonly assaults: readonly Assault[];
  readonly quick: boolean;
  readonly seed: number;
}
