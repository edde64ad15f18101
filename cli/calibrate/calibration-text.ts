import { operations, type CostTables } from '../../sim/framework/costs.ts';
import { alignedTable } from '../table.ts';
import type { CalibratedFigure, CalibratedHandshake, CalibrationDocument } from './calibration.ts';
import { timeAt, usualBytes } from './line-fit.ts';

const threeDigits = (value: number): string => String(Number(value.toPrecision(3)));

/** A time in the unit that fits it. */
export const timeText = (ns: number): string => {
  if (ns < 1e3) return `${threeDigits(ns)} ns`;
  return ns < 1e6 ? `${threeDigits(ns / 1e3)} us` : `${threeDigits(ns / 1e6)} ms`;
};

const rangeText = ([low, high]: readonly [number, number]): string => `${timeText(low)} .. ${timeText(high)}`;

const fitText = ({ grade, misfit }: CalibratedFigure): string =>
  misfit === null ? grade : `${grade}, ${threeDigits(misfit.worst * 100)} % off at ${misfit.worstAtBytes} B`;

const isSized = ({ points }: CalibratedFigure): boolean => points.length > 1;

const measuredCells = (figure: CalibratedFigure): readonly string[] => [
  timeText(figure.fixedNs),
  isSized(figure) ? threeDigits(figure.perByteNs) : '',
  timeText(figure.usualNs),
  rangeText(figure.usualCi95),
  fitText(figure),
];

const heading = ['fixed', 'ns/B', `at ${usualBytes} B`, '95 %', 'fit'];
const sides = ['left', 'right', 'right', 'right', 'right', 'left', 'right', 'right', 'left'] as const;

const handshakeText = (name: string, { measuredNs, chargedNs }: CalibratedHandshake): string =>
  `${name}: ${timeText(measuredNs)} measured, ${timeText(chargedNs)} charged (${threeDigits(chargedNs / measuredNs)} of it)`;

/** A calibration for people: every operation beside what is published for its class, the figures beside them, what to heed. */
export function calibrationText({ calibration }: CalibrationDocument, published: CostTables): string {
  const { figures, machine, effort, handshakes, warnings, class: device } = calibration;
  const before = published[device];
  const rows = operations.map((operation) => {
    const figure = figures.find(({ id }) => id === operation)!;
    const publishedNs = timeAt(
      { fixedNs: before.fixedNs[operation], perByteNs: before.perByteNs[operation] },
      usualBytes,
    );
    const [fixed, perByte, usual, range, fit] = measuredCells(figure);
    const ratio = threeDigits(figure.usualNs / publishedNs);
    return [operation, fixed!, perByte!, usual!, range!, timeText(publishedNs), ratio, fit!];
  });
  const table = alignedTable(
    [['operation', ...heading.slice(0, 4), 'published', 'ratio', 'fit'], ...rows],
    ['left', 'right', 'right', 'right', 'left', 'right', 'right', 'left'],
  );
  const beside = figures.filter(({ id }) => !operations.some((operation) => operation === id));
  const others = alignedTable(
    [['beside the table', ...heading], ...beside.map((figure) => [figure.id, ...measuredCells(figure)])],
    sides.slice(0, 6),
  );
  const what = alignedTable(
    figures.map((figure) => [
      `  ${figure.id}`,
      `${figure.what}${figure.clock === 'wall' ? ' (time that passes)' : ''}`,
    ]),
    ['left', 'left'],
  );
  const { node, openssl, cpu, cores, system } = machine;
  const charges = [
    'Openings of a channel with both ends proved, both ends together, beside what the virtual world charges for them:',
    `  ${handshakeText('full', handshakes.full)}`,
    `  ${handshakeText('resumed', handshakes.resumed)}`,
  ].join('\n');
  const seconds = threeDigits(calibration.wallSeconds);
  const place = `class ${device}: ${cpu}, ${cores} cores, ${system}, Node ${node}, OpenSSL ${openssl}, ${calibration.measuredAt}, ${effort.name} (${effort.rounds} rounds, ${seconds} s)`;
  const heeded = warnings.map((warning) => `warning: ${warning}\n`).join('');
  return `${table}\n\n${others}\n\nwhat was run, by processor time where nothing else is said\n${what}\n\n${charges}\n\n${place}\n${heeded}`;
}
