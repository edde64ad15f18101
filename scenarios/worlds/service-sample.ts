import type { Replication } from '../../metrics/results/replication.ts';
import type { Work as Charged } from '../../sim/framework/costs.ts';
import type { RunCosts } from '../../sim/framework/metric.ts';
import type { Cast } from '../../sim/framework/scenario.ts';
import { Traffic } from './traffic.ts';

/** What is compared of service, in the order of the rows. */
export const serviceMeasures = {
  goodput: 'goodput: honest operations and updates of twins a second',
  p50: 'median latency of operations',
  p95: '95th percentile of the latency of operations',
  reportP50: 'median latency of reports, from reading to twin',
  reportP95: '95th percentile of the latency of reports',
  handshakes: 'channels opened by handshake a second',
  opening: 'median time of an opening by handshake',
  cpu: 'processor time a message',
} as const;
export type ServiceMeasure = keyof typeof serviceMeasures;

/** What work a run did after its warm-up, and what it was. */
export interface Work {
  readonly messages: number;
  readonly openings: number;
  /** Processor time, ns: charged in the virtual world, measured in the live one. */
  readonly totalNs: number;
  readonly controls: RunCosts;
  /** By control, `world` for the rest, and operation of the cost table; empty where work is measured. */
  readonly charged: Readonly<Record<string, Readonly<Partial<Record<Charged, number>>>>>;
}

/** What one honest run of one world showed; null is unknown. */
export interface ServiceSample {
  readonly measures: Readonly<Record<ServiceMeasure, number | null>>;
  readonly work: Work;
}

/** Counts what a run of a cast does. */
export function trafficOf(cast: Cast): Traffic {
  const provisioned = new Set(cast.wires.filter(({ channel }) => channel === 'provisioned').map(({ from }) => from));
  const sensors = cast.placements.filter(({ name }) => provisioned.has(name));
  return new Traffic({
    fromNs: cast.warmUpNs,
    isProvisioned: (node) => sensors.some(({ first, count }) => node >= first && node < first + count),
  });
}

/** A run as it is compared. */
export function sampleOf(
  { values, simulatedSeconds }: Pick<Replication, 'values' | 'simulatedSeconds'>,
  traffic: Traffic,
  work: Pick<Work, 'totalNs' | 'controls' | 'charged'>,
): ServiceSample {
  const value = (name: string): number | null => values[name]?.value ?? null;
  const { delivered, opened, openedLate, openingMillis } = traffic;
  return {
    measures: {
      goodput: value('M29.operations'),
      p50: value('M30.p50'),
      p95: value('M30.p95'),
      reportP50: value('M30.reportP50'),
      reportP95: value('M30.reportP95'),
      handshakes: opened / simulatedSeconds,
      opening: openingMillis,
      cpu: delivered > 0 ? work.totalNs / delivered : null,
    },
    work: { messages: delivered, openings: openedLate, ...work },
  };
}
