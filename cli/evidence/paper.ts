import type { Size } from '../../sim/framework/scenario.ts';
import { progressLine } from '../progress.ts';
import { alignedTable } from '../table.ts';
import { atLeast, none, numberText } from './figure.ts';
import type { Bar, Figure } from './figure.ts';
import { chosenScenarios, claimsText, honest } from './honest.ts';
import type { Honest } from './honest.ts';
import { partApart } from './place.ts';

/** One honest run of a scenario, for a process of its own. */
interface PaperSetting {
  readonly scenario: string;
  readonly size: Size;
}

/** What it came to, and what the process held of memory at most. */
type PaperResult = Honest & { readonly peakBytes: number };

/** Plays one scenario honest in symbols, and says on a terminal how far it is. */
export function paperPart({ scenario, size }: PaperSetting): PaperResult {
  const [chosen] = chosenScenarios([scenario], 'paper');
  const line = progressLine({
    isTerminal: process.stderr.isTTY,
    columns: process.stderr.columns,
    write: (text) => process.stderr.write(text),
    now: () => performance.now(),
  });
  const run = honest(chosen!, size, 'symbolic', (share, events, simulatedSeconds) => {
    line.show({ label: chosen!.name, done: 0, of: 1, share, events, simulatedSeconds });
  });
  line.clear();
  return { ...run, peakBytes: process.resourceUsage().maxRSS * 1024 };
}

/** The scenario beside which the large ones stand, and what they are large in. */
const beside = 'S01';
const large: Readonly<Record<string, string>> = { S02: '10 000 avatars, 20 providers', S12: '100 000 things' };
const leastShare = 0.5;

const perSecond = ({ runCpuSeconds }: PaperResult, amount: number): number => amount / runCpuSeconds;

const sizeRows = (runs: ReadonlyMap<string, PaperResult>, names: ReadonlyMap<string, string>) => [
  ['scenario', 'wall, min', 'CPU, s', 'events', 'events/CPU s', 'facts', 'peak MB', 'violations', 'claims'],
  ...[...runs].map(([id, run]) => [
    `${id} ${names.get(id)!}`,
    (run.wallSeconds / 60).toFixed(2),
    run.runCpuSeconds.toFixed(1),
    numberText(run.events),
    numberText(perSecond(run, run.events)),
    numberText(run.facts),
    numberText(run.peakBytes / 1e6),
    String(run.violations),
    claimsText(run),
  ]),
];

const largeRows = (runs: ReadonlyMap<string, PaperResult>) => [
  [
    '',
    'nodes',
    'events/CPU s',
    'hops/CPU s',
    'hops a node',
    'bytes a node',
    `events of ${beside}`,
    `hops of ${beside}`,
  ],
  ...[beside, ...Object.keys(large)].flatMap((id) => {
    const [run, first] = [runs.get(id), runs.get(beside)];
    if (run === undefined || first === undefined) return [];
    const share = (amount: (of: PaperResult) => number): string =>
      (perSecond(run, amount(run)) / perSecond(first, amount(first))).toFixed(2);
    return [
      [
        id,
        numberText(run.nodes),
        numberText(perSecond(run, run.events)),
        numberText(perSecond(run, run.messages)),
        numberText(run.messages / run.nodes),
        numberText(Math.round(run.bytesPerNode)),
        share(({ events }) => events),
        share(({ messages }) => messages),
      ],
    ];
  }),
];

/** Every scenario at the size of a paper, and what the large ones cost an event beside S01. */
export const paperFigure: Figure = {
  name: 'paper',
  summary:
    'every scenario honest at paper size in symbols: minutes, events/s, memory; nothing violated, all claims true; S02, S12 beside S01',
  takes: '[ID...]',
  measure({ quick, words, print }) {
    const chosen = chosenScenarios(words, 'paper');
    const runs = new Map<string, PaperResult>();
    for (const { id, name } of chosen) {
      process.stderr.write(`paper: ${id} ${name}, ${runs.size + 1} of ${chosen.length}\n`);
      const setting: PaperSetting = { scenario: id, size: quick ? 'smoke' : 'paper' };
      runs.set(id, partApart<PaperResult>('paper', setting, ['--expose-gc'], { heard: true }));
    }
    print(alignedTable(sizeRows(runs, new Map(chosen.map(({ id, name }) => [id, name]))), leftAndRight(8)));
    const compared = runs.has(beside) && Object.keys(large).some((id) => runs.has(id));
    if (compared) print(alignedTable(largeRows(runs), leftAndRight(7)));
    print(
      'events are agenda pops, hops are messages; rates are by CPU time of the run, followed by oracle and metrics, without its set-up; ' +
        'each scenario in a process of its own; claims about attacks are not judged',
    );
    return [
      none(
        'scenarios in which something was violated',
        [...runs].filter(([, run]) => run.violations > 0).map(([id]) => id),
      ),
      none(
        'claims that are false',
        [...runs].flatMap(([id, run]) => run.claims.false.map((name) => `${id}: ${name}`)),
      ),
      ...(compared ? largeBars(runs) : []),
    ];
  },
};

const leftAndRight = (last: number): readonly ('left' | 'right')[] =>
  Array.from({ length: last + 1 }, (_, column) => (column === 0 || column === 8 ? 'left' : 'right'));

const largeBars = (runs: ReadonlyMap<string, PaperResult>): readonly Bar[] =>
  Object.entries(large).flatMap(([id, what]) => {
    const run = runs.get(id);
    const first = runs.get(beside)!;
    if (run === undefined) return [];
    const share = perSecond(run, run.events) / perSecond(first, first.events);
    return [atLeast(`events/CPU s of ${id} (${what}) over those of ${beside}`, share, leastShare)];
  });
