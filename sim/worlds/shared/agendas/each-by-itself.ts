import type { Agenda } from '../../../framework/agenda.ts';

/** Every attack by its own clock, again and again, whatever becomes of the others and of itself. */
export const eachByItself = (attacks: number): Agenda => ({
  first: () => Array.from({ length: attacks }, (_, place) => ({ place, rests: true })),
  next({ place }, _gained, mind) {
    mind.forget();
    return [{ place, rests: true }];
  },
});
