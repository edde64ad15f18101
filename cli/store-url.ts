import { urlFault } from '../sim/worlds/live/stores/postgres-place.ts';
import { FaultyRequest } from './fault.ts';

/** How the URL of a store is written. */
export const storeShape = 'postgres://USER:PASSWORD@HOST:PORT/DATABASE';

/** The URL of a store, as a flag names it. Throws the fault of one that is none, without its words: a password may be among them. */
export function readStoreUrl(word: string): string {
  const wrong = urlFault(word);
  if (wrong !== undefined) throw new FaultyRequest(`no store there: ${wrong}`, '--store', storeShape);
  return word;
}

/** The URL of a store without its passwords: what may be shown, kept and repeated; the driver finds one in PGPASSWORD. */
export function withoutPassword(store: string): string {
  if (!URL.canParse(store)) return storeShape;
  const url = new URL(store);
  url.password = '';
  const secret = [...url.searchParams.keys()].filter((name) => /pass/i.test(name));
  for (const name of secret) url.searchParams.delete(name);
  return url.href;
}

/** Words of a command line as they may be shown: the URL of a store without its password. */
export const shownWords = (argv: readonly string[]): readonly string[] =>
  argv.map((word, at) => {
    if (argv[at - 1] === '--store') return withoutPassword(word);
    return word.startsWith('--store=') ? `--store=${withoutPassword(word.slice(8))}` : word;
  });
