import {
  operations,
  type CostTable,
  type CostTables,
  type DeviceClass,
  type Operation,
} from '../../sim/framework/costs.ts';
import type { Machine } from '../../metrics/results/summary.ts';
import { median } from '../../metrics/statistics/median.ts';
import { costRows, type CostRow } from '../cost-file.ts';
import type { LookUp } from '../interruption.ts';
import { chargedNs, type HandshakeKind } from './handshake-charges.ts';
import { fitLine, type LineFit } from './line-fit.ts';
import { countsFinely, type MachineClock } from './machine-clock.ts';
import { efforts, measure, type MeasuredSample } from './measuring.ts';
import type { Sample } from './sample.ts';
import { stackOf } from './stack-work.ts';

/** How well a figure can be believed: how far its line lies from what was measured, and how wide its interval is. */
export type Grade = 'good' | 'fair' | 'poor';

/** One figure as it was measured. */
export interface CalibratedFigure extends LineFit {
  readonly id: string;
  readonly what: string;
  readonly clock: Sample['clock'];
  readonly grade: Grade;
  /** What was measured: the median time of a call at each size, ns. */
  readonly points: readonly { readonly sizeBytes: number; readonly medianNs: number }[];
}

/** An opening of a channel, both ends together: what it took here, and what the virtual world charges by the same table. */
export interface CalibratedHandshake {
  readonly measuredNs: number;
  readonly chargedNs: number;
}

/** What was measured, where, when and how: it stands beside the tables in the file and decides nothing. */
export interface Calibration {
  readonly schemaVersion: 1;
  /** The class of device whose table this machine's figures are. */
  readonly class: DeviceClass;
  readonly measuredAt: string;
  readonly product: { readonly name: string; readonly version: string };
  readonly machine: Machine & { readonly system: string };
  readonly effort: { readonly name: keyof typeof efforts; readonly rounds: number; readonly batchMillis: number };
  readonly wallSeconds: number;
  /** How many times longer the work took than it kept the processor busy: beyond 1, others had the machine meanwhile. */
  readonly wallPerCpu: number;
  readonly figures: readonly CalibratedFigure[];
  readonly handshakes: Readonly<Record<HandshakeKind, CalibratedHandshake>>;
  readonly warnings: readonly string[];
}

/** The document that `calibrate` prints and writes, and `run --costs` reads. */
export interface CalibrationDocument {
  readonly costs: readonly CostRow[];
  readonly calibration: Calibration;
}

/** What is asked of a calibration. */
export interface CalibrationRequest {
  readonly device: DeviceClass;
  readonly effort: keyof typeof efforts;
}

/** The machine under measurement, and who looks on. */
export interface CalibrationSetting {
  readonly clock: MachineClock;
  /** The moment at which it begins, by the clock of the command. */
  readonly startedAt: Date;
  readonly machine: Calibration['machine'];
  readonly version: string;
  readonly published: CostTables;
  readonly samples: readonly Sample[];
  /** What was found about the machine beforehand that one must know. */
  readonly warnings: readonly string[];
  readonly progress: (label: string, done: number, of: number) => void;
  readonly lookUp: LookUp;
}

const significantDigits = 4;
const rounded = (value: number): number => Number(value.toPrecision(significantDigits));
const roundedPair = ([low, high]: readonly [number, number]): readonly [number, number] => [
  rounded(low),
  rounded(high),
];

const limits = { good: { misfit: 0.1, spread: 0.05 }, fair: { misfit: 0.25, spread: 0.15 } } as const;

const gradeOf = ({ misfit, usualNs, usualCi95: [low, high] }: LineFit): Grade => {
  const worst = misfit?.worst ?? 0;
  const spread = (high - low) / 2 / usualNs;
  const within = (grade: 'good' | 'fair'): boolean => worst <= limits[grade].misfit && spread <= limits[grade].spread;
  return within('good') ? 'good' : within('fair') ? 'fair' : 'poor';
};

const figureOf = ({ sample, points }: MeasuredSample): CalibratedFigure => {
  const fit = fitLine(sample.id, points);
  return {
    id: sample.id,
    what: sample.what,
    clock: sample.clock,
    fixedNs: rounded(fit.fixedNs),
    fixedCi95: roundedPair(fit.fixedCi95),
    perByteNs: rounded(fit.perByteNs),
    perByteCi95: roundedPair(fit.perByteCi95),
    usualNs: rounded(fit.usualNs),
    usualCi95: roundedPair(fit.usualCi95),
    misfit:
      fit.misfit === null
        ? null
        : { ...fit.misfit, middle: rounded(fit.misfit.middle), worst: rounded(fit.misfit.worst) },
    grade: gradeOf(fit),
    points: points.map(({ sizeBytes, callNs }) => ({ sizeBytes, medianNs: rounded(median(callNs)) })),
  };
};

const figureNamed = (figures: readonly CalibratedFigure[], id: string): CalibratedFigure => {
  const found = figures.find((figure) => figure.id === id);
  if (found === undefined) throw new Error(`calibration: nothing measured ${id}`);
  return found;
};

/** The cost table that the figures make. */
function tableOf(
  figures: readonly CalibratedFigure[],
  { machine, startedAt, device }: { machine: Machine; startedAt: Date; device: DeviceClass },
): CostTable {
  const each = <Value>(value: (figure: CalibratedFigure) => Value): Record<Operation, Value> =>
    Object.fromEntries(operations.map((id) => [id, value(figureNamed(figures, id))])) as Record<Operation, Value>;
  const { cpu, node, openssl } = machine;
  const operationTimes = { fixedNs: each(({ fixedNs }) => fixedNs), perByteNs: each(({ perByteNs }) => perByteNs) };
  const stack = stackOf((id) => figureNamed(figures, id), operationTimes);
  const day = startedAt.toISOString().slice(0, 10);
  return {
    name: device,
    source: `measured by metarange calibrate: ${cpu}, Node ${node}, OpenSSL ${openssl}, ${day}`,
    ...operationTimes,
    stack: Object.fromEntries(
      Object.entries(stack).map(([work, { fixedNs, perByteNs }]) => [
        work,
        { fixedNs: rounded(fixedNs), perByteNs: rounded(perByteNs) },
      ]),
    ),
    sources: each(({ what }) => `measured: ${what}`),
  };
}

/** Work that waits for nothing takes this many times as long as it computes where others have the machine meanwhile. */
const busyFrom = 1.1;

const warningsOf = (figures: readonly CalibratedFigure[], wallPerCpu: number): readonly string[] => {
  const poor = figures.filter(({ grade }) => grade === 'poor').map(({ id }) => id);
  return [
    ...(poor.length === 0 ? [] : [`poor figures, of which the intervals and misfits say more: ${poor.join(', ')}`]),
    ...(wallPerCpu < busyFrom
      ? []
      : [`the machine was busy with other things: work took ${wallPerCpu.toFixed(2)} times its processor time`]),
  ];
};

/** Measures this machine and makes its cost tables: the asked class as measured, the others as published. */
export async function calibrate(
  { device, effort }: CalibrationRequest,
  setting: CalibrationSetting,
): Promise<CalibrationDocument> {
  const { clock, startedAt, machine, version, published, progress, lookUp } = setting;
  const begunNs = clock.wallNs();
  const fine = countsFinely(clock);
  const samples = fine ? setting.samples : setting.samples.map((sample) => ({ ...sample, clock: 'wall' as const }));
  const measured = await measure(samples, efforts[effort], clock, { progress, lookUp });
  const figures = measured.samples.map(figureOf);
  const table = tableOf(figures, { machine, startedAt, device });
  const handshake = (kind: HandshakeKind): CalibratedHandshake => ({
    measuredNs: figureNamed(figures, `handshake-${kind}`).fixedNs,
    chargedNs: rounded(chargedNs(table, kind)),
  });
  const { rounds, batchNs } = efforts[effort];
  return {
    costs: costRows({ ...published, [device]: table }),
    calibration: {
      schemaVersion: 1,
      class: device,
      measuredAt: startedAt.toISOString(),
      product: { name: 'metarange', version },
      machine,
      effort: { name: effort, rounds, batchMillis: batchNs / 1e6 },
      wallSeconds: rounded((clock.wallNs() - begunNs) / 1e9),
      wallPerCpu: rounded(measured.wallPerCpu),
      figures,
      handshakes: { full: handshake('full'), resumed: handshake('resumed') },
      warnings: [
        ...setting.warnings,
        ...(fine ? [] : ['this system counts processor time coarsely: everything is time that passed']),
        ...warningsOf(figures, measured.wallPerCpu),
      ],
    },
  };
}
