import type { Task } from './task.ts';

/** Avatars of a zone that are drawn as finely as one alone (assumption). */
const drawnFinely = 20;

/** Level of detail of a zone: 1 up to `drawnFinely` avatars, beyond that shared among them; a zone that moves is worth half as much again. */
export const levelOfDetail: Task = {
  compute: ([avatars, energy]) => {
    const share = drawnFinely / Math.max(drawnFinely, avatars ?? 0);
    return Math.min(1, share * (1 + (energy ?? 0) / 2));
  },
};
