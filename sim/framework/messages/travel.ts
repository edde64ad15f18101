import type { Cards } from './card.ts';
import type { AgeBand } from './plaza.ts';

/**
 * A person's own word that its avatar is to be, and from then on is, at another platform, and of whom it wants to meet nothing there:
 * said to the avatar agent where it is, then again and again to the one at home. Agents pass it on as it is.
 */
export interface Travel {
  /** Avatar agent of the platform to which it wants to go, or at which it is. */
  readonly platform: number;
  /** When the person said so on its own clock, ns: later than all that it said before about where it is. */
  readonly at: number;
  /** Those of whom it wants to meet nothing, all of them. */
  readonly barred: readonly number[];
}

/** What the platform at home vouches for of a person whose avatar is elsewhere: what rules about meetings need, and no more. */
export interface Vouch {
  readonly person: number;
  readonly band: AgeBand;
  readonly barred: readonly number[];
  /** Whom its guardian lets contact it, and when the guardian said so, ns; -1 for never. */
  readonly friends: readonly number[];
  readonly agreedNs: number;
  /** When the platform at home says so on its own clock, ns: a later word replaces it, none holds unless it is repeated. */
  readonly at: number;
}

/** What passes when avatars go from platform to platform, and what an avatar agent tells its platform about guests. */
export interface TravelBodies {
  travel: Travel;
  vouch: Vouch;
  /** A guest is here from now on, for a lease; `moved` is the `at` of the newest word by which it comes. It tells nothing else of itself. */
  arrive: { readonly at: number; readonly moved: number };
  /** A guest is here: what its home vouches for, with the time of the guest's own word. */
  admit: Vouch;
  /** An avatar is here no longer: what is known of it here is to be forgotten. */
  depart: { readonly at: number };
}

const vouchBytes = 56;

/** What is to be known of these kinds. */
export const travelCards: Cards<TravelBodies> = {
  travel: { bytes: 40, acts: true },
  vouch: { bytes: vouchBytes },
  arrive: { bytes: 20, acts: true },
  admit: { bytes: vouchBytes },
  depart: { bytes: 12 },
};
