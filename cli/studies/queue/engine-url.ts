import { FaultyRequest } from '../../fault.ts';

/** How the URL of a Redis is written. */
export const engineShape = 'redis://USER:PASSWORD@HOST:PORT/DATABASE';

/** The URL of a Redis, as a flag names it. Throws the fault of one that is none, without its words: a password may be among them. */
export function readEngineUrl(word: string | undefined): string {
  if (word === undefined || word === '') throw new FaultyRequest('no engine', '--engine', `--engine ${engineShape}`);
  const wrong = engineFault(word);
  if (wrong !== undefined) throw new FaultyRequest(`no engine there: ${wrong}`, '--engine', engineShape);
  return word;
}

/** What is wrong with the URL of a Redis, or undefined. */
function engineFault(word: string): string | undefined {
  if (!URL.canParse(word)) return 'it is no URL';
  const { protocol, hostname, pathname } = new URL(word);
  if (!/^rediss?:$/.test(protocol)) return `it begins with ${protocol}, and only redis:// and rediss:// are known`;
  if (hostname === '') return 'it names no host';
  return /^(\/\d{0,4})?$/.test(pathname) ? undefined : 'its database is no number';
}
