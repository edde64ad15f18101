import type { Agenda } from '../../../framework/agenda.ts';

/** One attack after the other in a fixed order, over and over, whatever comes of them. */
export const roundRobin = (places: readonly number[]): Agenda => {
  const choice = (turn: number) => places.slice(turn, turn + 1).map((place) => ({ place, rests: true }));
  return {
    first: () => choice(0),
    next: ({ place }) => choice((places.indexOf(place) + 1) % places.length),
  };
};
