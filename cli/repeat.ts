import type { RunWords } from './command-words.ts';
import { mqttShape } from './mqtt-url.ts';
import { storeShape, withoutPassword } from './store-url.ts';

/** A word as a shell takes it: bare where that is safe, else in single quotes. */
const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** Words as one line that a shell takes. */
export const shellLine = (words: readonly string[]): string => words.map(shellWord).join(' ');

/**
 * The command that repeats a run: what decides its numbers, with the defaults that could change spelt out, and without
 * what does not (where results go, logs, the form of the output).
 */
export function repeatCommand(scenario: string, flags: RunWords, world: 'virtual' | 'live' = 'virtual'): string {
  const words = ['metarange', world === 'live' ? 'live' : 'run', scenario];
  const add = (flag: string, value: string | undefined): void => {
    if (value !== undefined) words.push(`--${flag}`, value);
  };
  for (const setting of flags.set) add('set', setting);
  add('size', flags.size);
  if (flags.compare === undefined) add('profile', flags.profile ?? 'framework');
  else add('compare', flags.compare);
  for (const control of flags.without) add('without', control);
  for (const own of flags.with) add('with', own);
  add('attack', flags.attack);
  add('attacker', flags.attacker);
  add('seed', flags.seed);
  if (world === 'virtual') add('suite', flags.suite);
  add('replications', flags.precision === undefined ? (flags.replications ?? '1') : undefined);
  add('precision', flags.precision);
  add('trace', flags.trace);
  add('costs', flags.costs);
  add('until', flags.until);
  add('store', flags.store === undefined ? undefined : withoutPassword(flags.store, storeShape));
  add('mqtt', flags.mqtt === undefined ? undefined : withoutPassword(flags.mqtt, mqttShape));
  return shellLine(words);
}
