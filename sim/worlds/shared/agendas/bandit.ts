import type { Agenda } from '../../../framework/agenda.ts';
import { gamma } from '../../../kernel/distributions/gamma.ts';
import type { Stream } from '../../../kernel/stream.ts';

/** A draw of a Beta law with whole parameters, as the share of one of two gammas in both. */
const beta = (random: Stream, one: number, other: number): number => {
  const [a, b] = [one, other].map((shape) => gamma({ shape, scale: 1 }).sample(random)) as [number, number];
  return a / (a + b);
};

/**
 * Thompson's sampling over the repertoire (Biometrika 25, 1933), as in Chapelle and Li, An Empirical Evaluation of Thompson Sampling,
 * NIPS 2011: of each attack it believes, by a Beta law from a flat prior, how often it gives something, draws from each belief, and makes
 * the attack with the highest draw. An attempt counts for an attack when something was gained in it as far as the attacker could see; of an
 * attack in which nobody could see it, nothing is learnt.
 */
export const bandit = (
  places: readonly number[],
  random: Stream,
  tells: (place: number) => boolean = () => true,
): Agenda => {
  const arms = places.map((place) => ({ place, gave: 0, gaveNothing: 0 }));
  const choice = () => {
    const draws = arms.map(({ place, gave, gaveNothing }) => ({ place, of: beta(random, 1 + gave, 1 + gaveNothing) }));
    if (draws.length === 0) return [];
    return [{ place: draws.reduce((best, one) => (one.of > best.of ? one : best)).place, rests: true }];
  };
  return {
    first: choice,
    next({ place }, gained) {
      const arm = arms.find((one) => one.place === place)!;
      if (gained.length > 0) arm.gave++;
      else if (tells(place)) arm.gaveNothing++;
      return choice();
    },
  };
};
