import type {
  Cast,
  Host,
  LiveTerms,
  ParameterValues,
  Placement,
  Scenario,
  Wiring,
} from '../../sim/framework/scenario.ts';
import type { DeviceClass } from '../../sim/framework/costs.ts';
import type { LinkShape } from '../../sim/kernel/links.ts';
import { empirical } from '../../sim/kernel/distributions/empirical.ts';

/** What was measured of the machine on which both worlds are compared, beside its cost table. */
export interface MeasuredLoopback {
  /** Times of a message on its way between two processes during which neither computes, ns. */
  readonly delayNs: readonly number[];
  /** How much later than it was set for a timer comes, ns. */
  readonly timerLagNs: readonly number[];
  /** Processor time that a message between two processes takes beyond one within a process, since the other one sleeps, ns. */
  readonly wakeNs: number;
}

/** The class whose table is this machine's: in the live world every node runs here. */
export const twinClass: DeviceClass = 'server';

const linkOf = (delayNs: readonly number[]): LinkShape => ({
  latency: empirical({ values: delayNs }),
  loss: { kind: 'none' },
  bandwidthBitsPerSecond: Infinity,
  order: 'fifo',
});

/** Each delay with each lag, or this share of it. */
const withLags = ({ delayNs, timerLagNs }: MeasuredLoopback, share: number): readonly number[] =>
  delayNs.flatMap((delay) => timerLagNs.map((lag) => delay + share * lag));

/** Who begins by its own timer what is waited for: there the lag of timers shows. */
const beginsByTimer = ({ component }: Placement): boolean =>
  component.role === 'device' || (component.role as string) === 'person';

/** Readings of sensors go one way; where answers come back over the same wire, each way takes its half of the lag. */
const lagShare = ({ channel }: Wiring): number => (channel === 'provisioned' ? 1 : 1 / 2);

/** The processes of a live run: each has one thread, which its nodes share. */
function processesOf({ placements }: Cast, live: Pick<LiveTerms, 'processOf'>): readonly Host[] {
  const held = new Map<string, number[]>();
  for (const placement of placements) {
    for (let index = 0; index < placement.count; index++) {
      const name = live.processOf(placement, index);
      held.set(name, [...(held.get(name) ?? []), placement.first + index]);
    }
  }
  return [...held].map(([name, nodes]) => ({ name, cores: 1, nodes }));
}

/** A cast as the live world has it: every node in its process on this machine, every wire on its loopback. */
export function onLoopback(cast: Cast, loopback: MeasuredLoopback, live?: Pick<LiveTerms, 'processOf'>): Cast {
  const plain = linkOf(loopback.delayNs);
  const starters = new Set(cast.placements.filter(beginsByTimer).map(({ name }) => name));
  return {
    ...cast,
    ...(live === undefined ? {} : { hosts: processesOf(cast, live) }),
    placements: cast.placements.map((placement) => ({ ...placement, device: twinClass })),
    wires: cast.wires.map((wire) => ({
      ...wire,
      link: starters.has(wire.from) ? linkOf(withLags(loopback, lagShare(wire))) : plain,
    })),
  };
}

/** The virtual twin of a live run: the same scenario on the machine and the links that were measured. */
export const twinOf = <Parameters extends ParameterValues>(
  scenario: Scenario<Parameters>,
  loopback: MeasuredLoopback,
): Scenario<Parameters> => ({
  ...scenario,
  build: (parameters, seed, trace) => onLoopback(scenario.build(parameters, seed, trace), loopback, scenario.live),
});
