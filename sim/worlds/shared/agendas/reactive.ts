import type { Agenda } from '../../../framework/agenda.ts';

/** The same attack as long as it is not refused; one that was is given up for good, and when all are, it is over. */
export const reactive = (places: readonly number[]): Agenda => {
  const left = [...places];
  const choice = () => left.slice(0, 1).map((place) => ({ place, rests: true }));
  return {
    first: choice,
    next({ place }, _gained, _mind, refused) {
      if (refused > 0) left.splice(left.indexOf(place), 1);
      return choice();
    },
  };
};
