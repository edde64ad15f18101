import type { DifferencePart } from './row.ts';
import { shortText } from './short-text.ts';
import type { ServicePair } from './service-rows.ts';
import type { Work } from './service-sample.ts';

/** Work of several runs of one world, us a message. */
interface MeanWork {
  readonly totalMicros: number;
  /** By control. */
  readonly controls: Readonly<Record<string, number>>;
  /** By control and `world`, then by operation. */
  readonly charged: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const added = (sums: Record<string, number>, name: string, value: number): void => {
  sums[name] = (sums[name] ?? 0) + value;
};

/** What a message costs over all of these runs. */
function meanWork(works: readonly Work[]): MeanWork {
  const messages = works.reduce((sum, work) => sum + work.messages, 0);
  const micros = (ns: number): number => (messages > 0 ? ns / messages / 1e3 : 0);
  const controls: Record<string, number> = {};
  const charged: Record<string, Record<string, number>> = {};
  for (const work of works) {
    for (const [id, { ns }] of Object.entries(work.controls)) added(controls, id, micros(ns));
    for (const [id, operations] of Object.entries(work.charged))
      for (const [operation, ns] of Object.entries(operations)) added((charged[id] ??= {}), operation, micros(ns));
  }
  return { totalMicros: micros(works.reduce((sum, work) => sum + work.totalNs, 0)), controls, charged };
}

const sumOf = (parts: Readonly<Record<string, number>>): number =>
  Object.values(parts).reduce((sum, part) => sum + part, 0);

const operationsText = (charged: Readonly<Record<string, number>> = {}): string => {
  const named = Object.entries(charged)
    .filter(([, micros]) => micros >= 0.005)
    .toSorted(([, a], [, b]) => b - a)
    .map(([operation, micros]) => `${operation} ${shortText(micros)}`);
  return named.length === 0 ? 'nothing is charged' : `charged as ${named.join(', ')}`;
};

/** What of the real work no operation of the table stands for. */
const unnamed =
  'the table has no operation for putting in words what the judge is told, garbage collection, and code and caches that are less warm than in a measurement';

/** TLS seals in the socket: no clock of a control sees it. */
const inSockets = 'C32';

/** Parts smaller than this share of the larger total say nothing. */
const leastShare = 0.01;

/** What a message costs in both worlds, part by part, the largest difference first. */
export function workParts(pairs: readonly ServicePair[]): readonly DifferencePart[] {
  const virtual = meanWork(pairs.map((pair) => pair.virtual.work));
  const live = meanWork(pairs.map((pair) => pair.live.work));
  const names = [...new Set([...Object.keys(virtual.controls), ...Object.keys(live.controls)])].filter(
    (id) => id !== inSockets,
  );
  const controls = names.map((id): DifferencePart => ({
    part: id,
    virtualMicros: virtual.controls[id] ?? 0,
    liveMicros: live.controls[id] ?? 0,
    explanation: `${operationsText(virtual.charged[id])}; measured by the control’s own clock`,
  }));
  const world = { ...virtual.charged['world'] };
  for (const [operation, micros] of Object.entries(virtual.charged[inSockets] ?? {})) added(world, operation, micros);
  const outside: DifferencePart = {
    part: 'messages, channels and stores',
    virtualMicros: sumOf(world),
    liveMicros: live.totalMicros - sumOf(live.controls) + (live.controls[inSockets] ?? 0),
    explanation: `${operationsText(world)}; ${unnamed}`,
  };
  const least = leastShare * Math.max(virtual.totalMicros, live.totalMicros);
  const apart = ({ virtualMicros, liveMicros }: DifferencePart): number => Math.abs(liveMicros - virtualMicros);
  return [outside, ...controls]
    .filter(({ virtualMicros, liveMicros }) => Math.max(virtualMicros, liveMicros) >= least)
    .toSorted((a, b) => apart(b) - apart(a));
}
