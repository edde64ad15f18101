#!/usr/bin/env node
import { figures, parts } from './evidence/catalogue.ts';
import type { Bar, Figure } from './evidence/figure.ts';
import { machineLine, seconds } from './evidence/place.ts';
import { FaultyRequest, quoted } from './fault.ts';
import { nearestName } from './nearest.ts';
import { alignedTable } from './table.ts';

/*
 * npm run evidence -- list              what can be measured
 * npm run evidence -- kernel            one figure; exit 0 where every bar is met, 1 where one is not, 2 where it is unknown
 * npm run evidence -- kernel --quick    smaller numbers, to see that it works
 */

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const listing = (): string =>
  alignedTable(
    [['name', 'takes', 'summary'], ...figures.map(({ name, takes, summary }) => [name, takes, summary])],
    ['left', 'left', 'left'],
  );

const barTable = (bars: readonly Bar[]): string =>
  alignedTable(
    [
      ['', 'bar', 'asked for', 'found'],
      ...bars.map(({ what, bar, value, met }) => [met ? 'met' : 'SHORT', what, bar, value]),
    ],
    ['left', 'left', 'left', 'left'],
  );

const measure = async (figure: Figure, words: readonly string[], quick: boolean): Promise<number> => {
  say(`${figure.name}: ${figure.summary}`);
  say(`machine: ${machineLine()}`);
  say(`again: npm run evidence -- ${[figure.name, ...words, ...(quick ? ['--quick'] : [])].join(' ')}`);
  if (quick)
    say('quick: smaller numbers than the figure is claimed for; the bars are the same, but for Monte-Carlo errors');
  const begun = seconds();
  const bars = await figure.measure({ quick, words, print: (text) => say(`\n${text}`) });
  say(`\n${barTable(bars)}`);
  const met = bars.filter((bar) => bar.met).length;
  say(`\n${figure.name}: ${met} of ${bars.length} bars met, in ${(seconds() - begun).toFixed(1)} s`);
  return met === bars.length ? 0 : 1;
};

const main = async (argv: readonly string[]): Promise<number> => {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'list') {
    say(listing());
    return 0;
  }
  if (name === 'part') {
    const part = parts[rest[0] ?? ''];
    if (part === undefined)
      throw new FaultyRequest(
        `unknown part ${quoted(rest[0] ?? '')}`,
        'evidence part',
        nearestName(rest[0] ?? '', Object.keys(parts)),
      );
    say(JSON.stringify(await part(JSON.parse(rest[1] ?? '{}') as never)));
    return 0;
  }
  const figure = figures.find((one) => one.name === name);
  if (figure === undefined) {
    throw new FaultyRequest(
      `unknown figure ${quoted(name)}`,
      'evidence',
      nearestName(name, ['list', ...figures.map((one) => one.name)]),
    );
  }
  return measure(
    figure,
    rest.filter((word) => word !== '--quick'),
    rest.includes('--quick'),
  );
};

// A reader that has seen enough (`npm run evidence -- list | head`) closes the pipe. A figure is then unknown: nobody was told how it ended.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit([undefined, 'list'].includes(process.argv[2]) ? 0 : 2);
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof FaultyRequest)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
