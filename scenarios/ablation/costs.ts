import { bookOf } from '../../metrics/catalogue.ts';
import type { AblatedControl, ControlSet, CostDimension, Paired } from '../../metrics/results/ablation.ts';
import { measured } from '../../metrics/results/measured.ts';
import type { Values } from '../../metrics/results/measured.ts';
import type { MeasuredValue } from '../../metrics/results/summary.ts';
import { knownDifference } from '../../metrics/statistics/paired-alike.ts';
import type { Control } from '../../sim/framework/control.ts';
import type { CellRuns } from './cells.ts';

/** A cost or a gain of honest play, and the value of results that tells it, over so much. */
interface Told {
  readonly value: string;
  readonly over: number;
  readonly unit: string;
}

/** What is told of a set; energy is told by no metric, so it stands nowhere here and is unknown. */
const told = {
  p99Ms: { value: 'M30.p99', over: 1, unit: 'ms' },
  bytesPerOperation: { value: 'M46.bytes', over: 1e6, unit: 'B per operation' },
  // s per 10^6 operations are µs per operation.
  cpuMicrosPerOperation: { value: 'M46.cpuSeconds', over: 1, unit: 'µs per operation' },
  operationsPerSecond: { value: 'M29.operations', over: 1, unit: '1/s' },
} as const satisfies Readonly<Partial<Record<CostDimension | 'operationsPerSecond', Told>>>;

const book = bookOf();

const scaled = (one: MeasuredValue | undefined, { over, unit }: Omit<Told, 'value'>): MeasuredValue => {
  const { value = null, n = 0, ci95 = null } = one ?? {};
  return { value: value === null ? null : value / over, unit, n, ci95: ci95 && [ci95[0] / over, ci95[1] / over] };
};

const valuesIn = (runs: CellRuns): readonly Values[] =>
  runs.flatMap((run) => (run === null || run.values === null ? [] : [run.values]));

const oneValue = (runs: CellRuns, { value, ...as }: Told): MeasuredValue => {
  const alone = valuesIn(runs).map((values): readonly Values[] => {
    const observed = values[value];
    return observed === undefined ? [] : [{ [value]: observed }];
  });
  return scaled(measured(alone, book)[value], as);
};

/** What honest people pay and get under a set. */
export const costOf = (runs: CellRuns): NonNullable<ControlSet['cost']> => ({
  p99Ms: oneValue(runs, told.p99Ms),
  bytesPerOperation: oneValue(runs, told.bytesPerOperation),
  cpuMicrosPerOperation: oneValue(runs, told.cpuMicrosPerOperation),
  energyMicrojoulesPerOperation: null,
  operationsPerSecond: oneValue(runs, told.operationsPerSecond),
});

/** What a control is charged itself in these runs of honest play. */
export const ownCost = (id: string, runs: CellRuns): AblatedControl['own'] => ({
  bytesPerOperation: oneValue(runs, { ...told.bytesPerOperation, value: `M46.${id}.bytes` }),
  cpuMicrosPerOperation: oneValue(runs, { ...told.cpuMicrosPerOperation, value: `M46.${id}.cpuSeconds` }),
});

const unknown: Paired = { pairs: 0, difference: null, ci95: null };

const addedValue = (without: CellRuns, full: CellRuns, { value, over }: Told): Paired => {
  const known = (runs: CellRuns): readonly (number | null)[] =>
    runs.map((run) => {
      const found = run?.values?.[value]?.value ?? null;
      return found === null ? null : found / over;
    });
  const { n, mean, interval } = knownDifference(known(without), known(full));
  return { pairs: n, difference: n === 0 ? null : mean, ci95: interval };
};

/** What a control of the profile costs: what it is charged, and how the profile differs with it and without it, in pairs. */
export const priceOf = ({ id, name }: Control, full: CellRuns, without: CellRuns): AblatedControl => ({
  id,
  name,
  own: ownCost(id, full),
  added: {
    p99Ms: addedValue(without, full, told.p99Ms),
    bytesPerOperation: addedValue(without, full, told.bytesPerOperation),
    cpuMicrosPerOperation: addedValue(without, full, told.cpuMicrosPerOperation),
    energyMicrojoulesPerOperation: unknown,
    operationsPerSecond: addedValue(without, full, told.operationsPerSecond),
  },
});
