import { Agenda } from './agenda.ts';
import { HeapAgenda } from './heap-agenda.ts';
import type { Kernel } from './kernel.ts';
import { ObjectHeap } from './object-heap.ts';

/**
 * What PHOLD asks of a queue of events: `Agenda`, `HeapAgenda`, `ObjectHeap` and every contender of the bench have it.
 */
export interface HoldQueue {
  readonly time: number;
  insert(timeNs: number, tie: number, handler: number, a: number, b: number): unknown;
  pop(): boolean;
}

/** One PHOLD measurement. */
export interface PholdOptions {
  /** The queue to be measured, empty. */
  readonly agenda: HoldQueue;
  /** Events that are pending all the time. */
  readonly pending: number;
  /** Hold operations (one pop and one insert) to be timed. */
  readonly events: number;
  /** Seed of the increments, a whole number. */
  readonly seed: number;
  /** Reads a clock in seconds; the kernel itself has none. */
  readonly clock: () => number;
}

/** One PHOLD measurement of a whole kernel: checks, ties and handler calls included. */
export interface KernelPholdOptions extends Omit<PholdOptions, 'agenda'> {
  /** The kernel to be measured, fresh. */
  readonly kernel: Kernel;
}

/** What PHOLD measured. */
export interface PholdResult {
  readonly pending: number;
  readonly events: number;
  readonly seconds: number;
  readonly eventsPerSecond: number;
  /** Time of the last event in nanoseconds: equal for all queues that keep the same order. */
  readonly lastTimeNs: number;
}

const MEAN_INCREMENT_NS = 1_000_000_000;

/**
 * Measures a queue under PHOLD: every event that is popped schedules one, after an exponential increment with a mean of
 * one second.
 *
 * `pending` holds pass before the clock is read, so that the queue is measured in its steady state. The cost of drawing
 * the increments is part of the result, and the same for every queue. Source: R. M. Fujimoto, "Performance of Time Warp
 * under synthetic workloads" (1990).
 */
export const phold = ({ agenda, pending, events, seed, clock }: PholdOptions): PholdResult => {
  const draw = increments(seed);
  let tie = 0;
  for (let index = 0; index < pending; index++) agenda.insert(draw(), tie++, 0, index, 0);
  tie = hold(agenda, pending, tie, draw);
  const start = clock();
  hold(agenda, events, tie, draw);
  const seconds = clock() - start;
  return { pending, events, seconds, eventsPerSecond: events / seconds, lastTimeNs: agenda.time };
};

/** Measures a kernel under PHOLD: the same load as `phold`, through `kernel.run` and a handler. */
export const pholdOnKernel = ({ kernel, pending, events, seed, clock }: KernelPholdOptions): PholdResult => {
  const draw = increments(seed);
  const last = pending + events;
  const handler = kernel.on((a) => {
    kernel.after(draw(), handler, a);
    if (kernel.events === pending || kernel.events === last) kernel.stop();
  });
  for (let index = 0; index < pending; index++) kernel.at(draw(), handler, index);
  kernel.run(Infinity);
  const start = clock();
  kernel.run(Infinity);
  const seconds = clock() - start;
  return { pending, events, seconds, eventsPerSecond: events / seconds, lastTimeNs: kernel.now };
};

/**
 * The queues that are always at hand, by name: the ladder, and two references against which it can state a ratio in the
 * same run.
 */
export const pholdQueues: Readonly<Record<'ladder' | 'heap' | 'object-heap', () => HoldQueue>> = {
  ladder: () => new Agenda(),
  heap: () => new HeapAgenda(),
  'object-heap': () => new ObjectHeap(),
};

const hold = (agenda: HoldQueue, events: number, firstTie: number, draw: () => number): number => {
  let tie = firstTie;
  for (let event = 0; event < events; event++) {
    agenda.pop();
    agenda.insert(agenda.time + draw(), tie++, 0, event & 65535, 0);
  }
  return tie;
};

/**
 * Exponential increments in whole nanoseconds from a xorshift generator of 32 bits (G. Marsaglia, 2003): cheap, so that
 * the queue is measured.
 */
const increments = (seed: number): (() => number) => {
  let state = (Math.imul(seed, 2654435761) ^ 88675123) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.floor(-Math.log(((state >>> 0) + 0.5) / 4_294_967_296) * MEAN_INCREMENT_NS);
  };
};
