import type { Task } from './task.ts';

/** Gestures of a digital human for a still zone up to a wild one: bow, sway, wave, clap, jump (assumption). */
const gestures = 5;

/** The gesture that answers a zone: the wilder it moves, the higher its number; 0 before an empty one. */
export const choreography: Task = {
  compute: ([avatars, energy]) =>
    (avatars ?? 0) === 0 ? 0 : Math.min(gestures - 1, Math.floor((energy ?? 0) * gestures)),
};
