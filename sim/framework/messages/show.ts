import type { Cards } from './card.ts';

/** How a person moves, as a headset tells it: biometric, since people can be told apart by it (Nair et al. 2023). */
export interface Pose {
  readonly person: number;
  /** Where the head looks, degrees from straight ahead. */
  readonly yaw: number;
  /** How much of the body's range the hands went through since the last update, 0 to 1. */
  readonly energy: number;
  /** On the clock of who says it, ns. */
  readonly at: number;
}

/** What passes between an audience and a show. */
export interface ShowBodies {
  /** An avatar moves as its person does. */
  pose: Pose;
}

/** What is to be known of these kinds. A pose update has 100 bytes (3GPP TR 38.838, pose and control uplink). */
export const showCards: Cards<ShowBodies> = {
  pose: { bytes: 100, askedBy: ({ person }) => person, scope: () => 'pose', value: ({ energy }) => energy },
};
