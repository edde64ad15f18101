import type { Names } from '../../scenarios/studies/names.ts';
import type { Catalogue } from '../engine.ts';

/** What the names in orders stand for: what the command knows, a user's own things included. */
export const namesOf = ({ scenarios, attacks, attackers, own }: Catalogue): Names => ({
  scenarios,
  attacks,
  attackers,
  ...(own === undefined ? {} : { own }),
});
