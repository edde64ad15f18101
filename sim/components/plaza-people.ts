import type { Address } from '../framework/figure.ts';

/** The people of a plaza, in columns: person i is the node `first + i`. */
export interface PlazaPeople {
  readonly first: number;
  readonly count: number;
  /** Part of the plaza where each stays: who is in the same one hears what is said to all. */
  readonly spot: Int32Array;
  readonly avatarAgent: Int32Array;
  /** Guardian of each as a node, -1 for one who has none. */
  readonly guardian: Int32Array;
}

/** The characters of a plaza: character i is the node `first + i`. */
export interface Characters {
  readonly first: number;
  readonly spot: Int32Array;
}

/** Index of a node among the people, or -1 where it is none of them. */
export const personOf = ({ first, count }: Pick<PlazaPeople, 'first' | 'count'>, node: number): number => {
  const person = node - first;
  return person >= 0 && person < count ? person : -1;
};

/** Index of a node among the characters, or -1 where it is none of them. */
export const characterOf = ({ first, spot }: Characters, node: number): number => {
  const character = node - first;
  return character >= 0 && character < spot.length ? character : -1;
};

/** Address of the avatar agent through which a person visits. */
export const doorOf = (people: PlazaPeople, person: number): Address<'avatar-agent'> =>
  people.avatarAgent[person]! as Address<'avatar-agent'>;
