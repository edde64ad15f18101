import { urlFault } from '../sim/worlds/live/stores/postgres-place.ts';
import { FaultyRequest } from './fault.ts';
import { mqttShape } from './mqtt-url.ts';
import { engineShape } from './studies/queue/engine-url.ts';

/** How the URL of a store is written. */
export const storeShape = 'postgres://USER:PASSWORD@HOST:PORT/DATABASE';

/** The URL of a store, as a flag names it. Throws the fault of one that is none, without its words: a password may be among them. */
export function readStoreUrl(word: string): string {
  const wrong = urlFault(word);
  if (wrong !== undefined) throw new FaultyRequest(`no store there: ${wrong}`, '--store', storeShape);
  return word;
}

/**
 * A URL without its passwords: what may be shown, kept and repeated; the driver of a store finds one in PGPASSWORD. `shape` stands
 * for what is no URL.
 */
export function withoutPassword(word: string, shape: string): string {
  if (!URL.canParse(word)) return shape;
  const url = new URL(word);
  url.password = '';
  const secret = [...url.searchParams.keys()].filter((name) => /pass/i.test(name));
  for (const name of secret) url.searchParams.delete(name);
  return url.href;
}

const shapes: Readonly<Record<string, string>> = {
  '--store': storeShape,
  '--mqtt': mqttShape,
  '--engine': engineShape,
};

/** Words of a command line as they may be shown: URLs of servers without their passwords. */
export const shownWords = (argv: readonly string[]): readonly string[] =>
  argv.map((word, at) => {
    const before = shapes[argv[at - 1] ?? ''];
    if (before !== undefined) return withoutPassword(word, before);
    const [flag = '', ...rest] = word.split('=');
    const shape = shapes[flag];
    return shape === undefined || rest.length === 0 ? word : `${flag}=${withoutPassword(rest.join('='), shape)}`;
  });
