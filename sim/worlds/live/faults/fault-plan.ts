import type { Wire } from '../../../framework/attack.ts';
import type { ClockError } from './off-clock.ts';

/**
 * A process is killed at a moment of the run (SIGKILL: it finishes nothing), and after a while a fresh one is started in its
 * place: same name, same keys, same port, same media. What it held in memory is lost.
 */
export interface PlannedKill {
  readonly fault: 'kill';
  readonly atNs: number;
  readonly process: string;
  readonly backAfterNs: number;
}

/** A process stands still (SIGSTOP: it reads nothing and says nothing, and its connections stand), and then goes on. */
export interface PlannedFreeze {
  readonly fault: 'freeze';
  readonly atNs: number;
  readonly process: string;
  readonly thawAfterNs: number;
}

/** What befalls one wire, whoever of its two ends opened a connection on it; without a healing, for the rest of the run. */
interface OfWire {
  readonly atNs: number;
  readonly wire: Wire;
  readonly healAfterNs?: number;
}

/** A wire is cut: connections on it are reset, and so is who comes. */
export interface PlannedCut extends OfWire {
  readonly fault: 'cut';
}

/** Nothing passes on a wire, and nobody is told. */
export interface PlannedStall extends OfWire {
  readonly fault: 'stall';
}

/** A wire takes longer, and carries less where a bandwidth is given. */
export interface PlannedBend extends OfWire {
  readonly fault: 'bend';
  readonly delayNs: number;
  readonly bytesPerSecond?: number;
}

/** A node's clock steps to what is wrong by so much, and drifts from there; when it is healed it steps to what it was to be. */
export interface PlannedClock extends ClockError {
  readonly fault: 'clock';
  readonly atNs: number;
  readonly node: number;
  readonly healAfterNs?: number;
}

/** A fault of a whole process, which the parent of the run brings about. */
export type ProcessFault = PlannedKill | PlannedFreeze;

/** A fault of a wire, which the process with the faulty wires brings about. */
export type WireFault = PlannedCut | PlannedStall | PlannedBend;

/**
 * A fault that a live run is to have, by its kind, at a moment since the run's start. Plain data: it is planned before the run,
 * and can be kept and repeated.
 */
export type PlannedFault = ProcessFault | WireFault | PlannedClock;

/** Name of the process through which wires go that are to have a fault. */
export const wiresProcess = 'wires';

/** The faults of a plan that are a process's. */
export const processFaults = (plan: readonly PlannedFault[]): readonly ProcessFault[] =>
  plan.filter((one) => one.fault === 'kill' || one.fault === 'freeze');

/** The faults of a plan that are a wire's. */
export const wireFaults = (plan: readonly PlannedFault[]): readonly WireFault[] =>
  plan.filter((one) => one.fault === 'cut' || one.fault === 'stall' || one.fault === 'bend');

/** The faults of a plan that are a clock's. */
export const clockFaults = (plan: readonly PlannedFault[]): readonly PlannedClock[] =>
  plan.filter((one) => one.fault === 'clock');

/** A wire in words. */
export const wireName = ({ point, from, to }: Wire): string => `${point} between ${from} and ${to}`;

/** What a fault is about, in words. */
export function sufferer(one: PlannedFault): string {
  if ('process' in one) return one.process;
  return 'wire' in one ? `wire ${wireName(one.wire)}` : `node ${one.node}`;
}

/** When a fault is over, ns; Infinity where it is not. */
export function overNs(one: PlannedFault): number {
  const lasting = one.fault === 'kill' ? one.backAfterNs : one.fault === 'freeze' ? one.thawAfterNs : one.healAfterNs;
  return lasting === undefined ? Infinity : one.atNs + lasting;
}

/** A fault in one line, for who reads of a run under it. */
export function faultInWords(one: PlannedFault): string {
  const untilNs = overNs(one);
  const until = untilNs === Infinity ? 'to the end' : `to ${untilNs / 1e9} s`;
  return `fault ${one.fault} of ${sufferer(one)}, from ${one.atNs / 1e9} s ${until}`;
}
