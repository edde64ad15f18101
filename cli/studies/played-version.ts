import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Catalogue, Engine } from '../engine.ts';

/**
 * The version that names runs: the range's, with a digest of the user's own files on which runs depend. A package counts by its name,
 * and what a file imports does not count.
 */
export const playedVersion = ({ version, catalogue }: Pick<Engine, 'version' | 'catalogue'>): string => {
  const playing = placesThatPlay(catalogue);
  if (playing.length === 0) return version;
  const hash = createHash('sha256');
  for (const from of playing) hash.update(`${from}\n`).update(/\.m?[jt]s$/.test(from) ? readFileSync(from) : '');
  return `${version} with own files ${hash.digest('hex').slice(0, 16)}`;
};

/** Files and packages of the user's own on which runs depend. */
export const placesThatPlay = ({ ownPlaces: places = [] }: Catalogue): readonly string[] =>
  places.filter(({ plays }) => plays).map(({ from }) => from);
