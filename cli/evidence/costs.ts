import { replicate } from '../../scenarios/replicate.ts';
import type { Replication } from '../../metrics/results/replication.ts';
import { pairedDifference } from '../../metrics/statistics/paired.ts';
import { controlsOf } from '../../sim/controls/profiles.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import { alignedTable } from '../table.ts';
import { atLeast, none, numberText } from './figure.ts';
import type { Figure } from './figure.ts';
import { seconds } from './place.ts';
import { planOf, profile } from './trial.ts';

/** What is compared: a value of results, its heading, and what one unit of it is shown as. */
const compared = [
  ['M30.reportP50', 'report p50 us', 1000],
  ['M30.p50', 'operation p50 us', 1000],
  ['M46.bytes', 'B per operation', 1e-6],
  ['M46.cpuSeconds', 'CPU us per operation', 1],
] as const;

/** What each control costs: the honest framework less the honest framework without it, sharing random numbers. */
export const costFigure: Figure = {
  name: 'costs',
  summary: 'cost of each control in latency, bytes and CPU: framework against framework without it, honest, in pairs',
  takes: '',
  measure({ quick, print }) {
    const replications = quick ? 3 : 10;
    const set = ['latency=lognormal', 'durationSeconds=580'];
    const runs = (without: readonly ControlId[]): readonly Replication[] =>
      Array.from({ length: replications }, (_, index) =>
        replicate(planOf({ set, profile: profile('framework', without) }, index), { seconds }),
      );
    const full = runs([]);
    const rows: string[][] = [
      ['control', ...compared.map(([, heading]) => `${heading} [95 %]`), 'own account us', 'own account B'],
    ];
    const free: string[] = [];
    const everything = controlsOf(profile('framework')).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    for (const { id, name } of everything) {
      const less = runs([id]);
      const values = (of: readonly Replication[], metric: string): number[] =>
        of.map((run) => run.values[metric]?.value ?? Number.NaN);
      const differences = compared.map(([metric, , unit]) => {
        const found = pairedDifference(values(less, metric), values(full, metric));
        return { mean: found.mean * unit, interval: found.interval?.map((end) => end * unit) ?? null };
      });
      // What the control itself was charged with, per operation.
      const own = ['cpuSeconds', 'bytes'].map(
        (what) => full.reduce((sum, run) => sum + (run.values[`M46.${id}.${what}`]?.value ?? 0), 0) / full.length,
      );
      const shows = differences.some(({ interval }) => interval !== null && (interval[0]! > 0 || interval[1]! < 0));
      if (!shows && own.every((cost) => cost === 0)) free.push(`${id} ${name}`);
      rows.push([
        `${id} ${name}`,
        ...differences.map(
          ({ mean, interval }) => `${numberText(mean)} [${interval?.map(numberText).join(', ') ?? 'unknown'}]`,
        ),
        numberText(own[0]!),
        numberText(own[1]! / 1e6),
      ]);
    }
    print(alignedTable(rows, ['left', 'left', 'left', 'left', 'left', 'right', 'right']));
    print(
      `S01 honest with ${set.join(' ')}, ${replications} replications in pairs; positive: the control costs that much`,
    );
    return [atLeast('controls', everything.length, 22), none('controls whose cost shows nowhere', free)];
  },
};
