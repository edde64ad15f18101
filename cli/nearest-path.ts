import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { quoted } from './fault.ts';
import { editDistance, nearestName } from './nearest.ts';

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

/** Entries of a folder that are looked at, in order of their names. */
const mostEntries = 5000;

const entries = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder).toSorted().slice(0, mostEntries);
  } catch {
    // A folder that cannot be read suggests nothing; the fault itself is told anyway.
    return [];
  }
};

/** Half of a word may be wrong; beyond that, what is nearest was hardly meant. */
const meant = (word: string, name: string): boolean => editDistance(word, name) <= Math.max(2, word.length / 2);

const nearestAmong = (word: string, names: readonly string[]): string | undefined => {
  const open = word.startsWith('.') ? names : names.filter((name) => !name.startsWith('.'));
  return open.length === 0 ? undefined : nearestName(word, open);
};

/** What a path is to lead to, and which entries of a folder are that. */
export interface Sought {
  /** In words, as they follow "a": `file`, `results folder`. */
  readonly what: string;
  readonly is: (path: string) => boolean;
}

/** Any file that can be read. */
export const anyFile: Sought = { what: 'file', is: (path) => existsSync(path) && !isFolder(path) };

/** Where results are: a folder with a summary in it, or a summary file. */
export const anyResults: Sought = {
  what: 'results folder',
  is: (path) => existsSync(join(path, 'summary.json')) || (path.endsWith('.json') && anyFile.is(path)),
};

/** As the path was written: relative to where the command runs, or absolute. */
const asWritten = (path: string, written: string): string =>
  quoted(isAbsolute(written) ? path : relative('.', path) || '.');

/**
 * What was nearest to a path that leads nowhere: the same place with the names that there are, from the first that is not
 * there. A name alone where only the last one is wrong.
 */
export function nearestPath(written: string, sought: Sought): string {
  const whole = resolve(written);
  const parts = whole.split(sep).filter((part) => part !== '');
  let place = whole.startsWith(sep) ? sep : `${parts.shift() ?? ''}${sep}`;
  const last = parts.pop();
  for (const part of parts) {
    const next = join(place, part);
    if (isFolder(next)) {
      place = next;
      continue;
    }
    const near = nearestAmong(
      part,
      entries(place).filter((name) => isFolder(join(place, name))),
    );
    if (near === undefined || !meant(part, near)) return `a ${sought.what} under ${quoted(place)}`;
    place = join(place, near);
  }
  const mended = join(place, last ?? '');
  if (mended !== whole && sought.is(mended)) return asWritten(mended, written);
  // A folder where a file is wanted: look inside it.
  const inside = isFolder(mended) ? mended : place;
  const names = entries(inside).filter((name) => join(inside, name) !== whole && sought.is(join(inside, name)));
  const alike = names.filter((name) => extname(name) === extname(written));
  const word = inside === place ? (last ?? '') : '';
  const near = nearestAmong(word, alike.length > 0 ? alike : names);
  // Of another kind and another name: that was hardly meant.
  if (near === undefined || (alike.length === 0 && word !== '' && !meant(word, near)))
    return `a ${sought.what} under ${quoted(inside)}`;
  return place === dirname(whole) && inside === place ? quoted(near) : asWritten(join(inside, near), written);
}
