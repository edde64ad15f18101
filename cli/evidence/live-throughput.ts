import { loadavg } from 'node:os';
import { median } from '../../metrics/statistics/median.ts';
import { alignedTable } from '../table.ts';
import type { EchoResult, EchoSetting } from './bare-echo.ts';
import { atLeast, atMost, numberText, type Figure } from './figure.ts';
import type { LoadResult, LoadSetting } from './live-load.ts';
import { partApart } from './place.ts';

/** Times between two reports of each thing that are tried, s: each next is a higher load. */
const ladder = [0.4, 0.2, 0.1, 0.07, 0.05, 0.035, 0.025, 0.018];
/** A load is carried where all but this share of what is sent arrives and no more waits at the end than is sent in this time. */
const mostLostShare = 0.02;
const mostWaitingSeconds = 0.5;

const run = (setting: LoadSetting): LoadResult => partApart('live-load', setting);
const echo = (setting: EchoSetting): EchoResult => partApart('echo', setting);

const isCarried = ({ sent, messages, dropped, inside, seconds }: LoadResult): boolean =>
  dropped === 0 && messages >= sent * (1 - mostLostShare) && inside <= (sent / seconds) * mostWaitingSeconds;

const perSecond = ({ messages, seconds }: { messages: number; seconds: number }): number => messages / seconds;
const perCpuSecond = ({ messages, cpuSeconds }: { messages: number; cpuSeconds: number }): number =>
  messages / cpuSeconds;

const loadRow = (setting: LoadSetting, result: LoadResult): string[] => [
  `${setting.reportSeconds} s`,
  numberText(perSecond(result)),
  numberText(perCpuSecond(result)),
  (1e6 / perCpuSecond(result)).toFixed(1),
  result.together.toFixed(1),
  numberText(result.reportP50Millis),
  numberText(result.reportP95Millis),
  String(result.dropped),
  String(result.inside),
  isCarried(result) ? 'yes' : 'no',
  loadavg()[0]!.toFixed(1),
];

const columns = [
  'report every',
  'messages/s',
  'per CPU second',
  'CPU us each',
  'frames a write',
  'report p50, ms',
  'p95, ms',
  'dropped',
  'inside at end',
  'carried',
  'load average',
];

const sides = columns.map(() => 'right' as const);

/** The highest load of the ladder that is carried; the lowest where none is. */
function highestCarried(settingOf: (reportSeconds: number) => LoadSetting, rows: string[][]): LoadSetting {
  let highest = settingOf(ladder[0]!);
  for (const reportSeconds of ladder) {
    const setting = settingOf(reportSeconds);
    const result = run(setting);
    rows.push(loadRow(setting, result));
    if (!isCarried(result)) break;
    highest = setting;
  }
  return highest;
}

/** Echoes of one sort, before and after the run that they are compared with. */
interface Slices {
  readonly name: string;
  readonly setting: EchoSetting;
  readonly results: EchoResult[];
}

/**
 * 200 devices in the live world with all controls, beside a bare echo in the same run. What is compared: a message is a frame that
 * left one process's TLS and was heard behind another's; an echo is two. Both are given as messages a second and as messages per CPU
 * second of all processes that took part (the live run's ten and its judge; the echo's two): on two cores that others use too, only the
 * latter is steady. What an echo costs depends above all on how many frames share a write, so there are two: one frame at a time on as many
 * connections as the run had, and as many together as the run's links had on average.
 */
export const liveThroughputFigure: Figure = {
  name: 'live-throughput',
  summary:
    '200 devices on real sockets, mutual TLS and all controls: messages/s beside a bare mutual-TLS ws echo; memory',
  takes: '',
  async measure({ quick, print }) {
    const [warmUpSeconds, probeSeconds, measuredSeconds, echoSeconds] = quick ? [6, 2, 4, 2] : [15, 8, 60, 8];
    const probes: string[][] = [columns];
    const chosen = quick
      ? { reportSeconds: 0.4, warmUpSeconds, measuredSeconds }
      : {
          ...highestCarried(
            (reportSeconds) => ({ reportSeconds, warmUpSeconds, measuredSeconds: probeSeconds }),
            probes,
          ),
          measuredSeconds,
        };
    if (!quick) print(`loads that were tried, ${probeSeconds} s each\n${alignedTable(probes, sides)}`);

    const slicesOf = (name: string, together: number, like: LoadResult): Slices => ({
      name,
      setting: {
        connections: like.links,
        together,
        frameBytes: like.meanFrameBytes,
        warmUpSeconds: 2,
        measuredSeconds: echoSeconds,
      },
      results: [],
    });
    // The echo is as the links of a run are: of one before, so that it can be measured on both sides of the run that counts.
    const before = quick ? undefined : run({ ...chosen, measuredSeconds: probeSeconds });
    const echoesLike = (like: LoadResult): readonly Slices[] => [
      slicesOf('echo, one frame at a time', 1, like),
      slicesOf('echo, as many together as in the run', Math.max(1, Math.round(like.together)), like),
    ];
    const slice = (echoes: readonly Slices[]): void =>
      echoes.forEach(({ setting, results }) => void results.push(echo(setting)));
    const early = before === undefined ? undefined : echoesLike(before);
    if (early !== undefined) slice(early);
    const live = run(chosen);
    const echoes = early ?? echoesLike(live);
    slice(echoes);

    print(`the run: ${live.again}\n${alignedTable([columns, loadRow(chosen, live)], sides)}`);
    const compared = (
      name: string,
      size: readonly [number, number, number],
      rates: readonly [number, number],
    ): string[] => [name, ...[...size, ...rates, 1e6 / rates[1]].map(numberText)];
    print(
      alignedTable(
        [
          ['', 'connections', 'bytes a frame', 'frames a write', 'messages/s', 'per CPU second', 'CPU us each'],
          compared('live', [live.links, live.meanFrameBytes, live.together], [perSecond(live), perCpuSecond(live)]),
          ...echoes.map(({ name, setting: { connections, frameBytes, together }, results }) =>
            compared(
              name,
              [connections, frameBytes, together],
              [median(results.map(perSecond)), median(results.map(perCpuSecond))],
            ),
          ),
        ],
        ['left', ...Array<'right'>(6).fill('right')],
      ),
    );
    print(
      alignedTable(
        [
          ['process', 'CPU seconds', 'peak memory, MB'],
          ...live.processes.map(({ name, cpuSeconds, peakBytes }) => [
            name,
            cpuSeconds.toFixed(1),
            (peakBytes / 1e6).toFixed(0),
          ]),
        ],
        ['left', 'right', 'right'],
      ),
    );
    return [
      atLeast('devices', live.devices, 200),
      atLeast('measured time', live.seconds, 60, ' s'),
      ...echoes.flatMap(({ name, results }) => [
        atLeast(`messages/s, of the ${name}`, perSecond(live) / median(results.map(perSecond)), 0.5),
        atLeast(`messages per CPU second, of the ${name}`, perCpuSecond(live) / median(results.map(perCpuSecond)), 0.5),
      ]),
      atMost('messages dropped', live.dropped, 0),
      atMost('honest messages refused', live.refused, 0),
    ];
  },
};
