import { Agenda } from './agenda.ts';
import { HeapAgenda } from './heap-agenda.ts';
import { Lane } from './lane.ts';
import type { LaneKernel } from './lane.ts';
import type { PendingEvents } from './pending-events.ts';

/** What runs at an event: two signed 32-bit integers whose meaning is the caller's (an index, a pool slot). */
export type Handler = (a: number, b: number) => void;

/** Priority of events that name none: the middle of 0 (first) to 15 (last) within one nanosecond. Assumption. */
export const DEFAULT_PRIORITY = 8;

/** Sequence numbers that one kernel can give: at ten million events a second they last for thirty hours. */
export const SEQUENCE_LIMIT = 1_099_511_627_776;

/** How a kernel is set up. */
export interface KernelOptions {
  /** Number of this shard, 0 to 255: at equal time and priority the lower shard runs first. Default 0. */
  readonly shard?: number;
  /** The structure of pending events: `ladder` (default) or `heap`; the order of events is the same. */
  readonly agenda?: 'ladder' | 'heap';
  /** Sequence number of the first event, below 2^40. Default 0. */
  readonly firstSequence?: number;
}

/**
 * A sequential discrete-event kernel: a clock in whole nanoseconds, and handlers that run in the total order
 * (time, priority, shard, sequence in which they were scheduled).
 */
export class Kernel implements LaneKernel {
  /** The present, in whole nanoseconds since the start of the run. */
  now: number;
  /** Agenda pops so far. All handlers that ran are `events + laneEvents`. */
  events: number;
  /** Handlers so far that ran from a lane without an agenda pop of their own. */
  laneEvents: number;
  private readonly agenda: PendingEvents;
  private readonly handlers: Handler[];
  private readonly shard: number;
  private sequence: number;
  private horizon: number; // lanes run no event beyond it on their own
  private stopped: boolean;

  /** Throws a RangeError for a shard outside 0..255 or a first sequence number outside 0..2^40-1. */
  constructor(options: KernelOptions = {}) {
    this.now = 0;
    this.events = 0;
    this.laneEvents = 0;
    this.agenda = options.agenda === 'heap' ? new HeapAgenda() : new Agenda();
    this.handlers = [];
    this.shard = wholeBelow(options.shard ?? 0, 256, 'shard');
    this.sequence = wholeBelow(options.firstSequence ?? 0, SEQUENCE_LIMIT, 'firstSequence');
    this.horizon = -1;
    this.stopped = false;
  }

  /** Events that are pending in the agenda; a lane with events counts as one. */
  get pending(): number {
    return this.agenda.size;
  }

  /** When the next event is due, Infinity when none is pending: for who runs the kernel beside a real clock. */
  get nextNs(): number {
    return this.agenda.nextTime();
  }

  /** Registers a handler, once at set-up, and returns its id. */
  on(handler: Handler): number {
    return this.handlers.push(handler) - 1;
  }

  /**
   * Schedules a handler at `timeNs` and returns a ticket for `cancel` (never 0).
   *
   * Throws a RangeError for a time that is before now or not a whole number, an argument that is not a signed 32-bit
   * integer, an unknown handler, a priority outside 0..15, and when all 2^40 sequence numbers are spent.
   */
  at(timeNs: number, handler: number, a = 0, b = 0, priority = DEFAULT_PRIORITY): number {
    return this.agenda.insert(timeNs, this.draw(timeNs, handler, a, b, priority), handler, a, b);
  }

  /** Schedules a handler `delayNs` after the present; otherwise as `at`. */
  after(delayNs: number, handler: number, a = 0, b = 0, priority = DEFAULT_PRIORITY): number {
    return this.at(this.now + delayNs, handler, a, b, priority);
  }

  /** Takes an event out before it runs; false when it already ran or was cancelled. */
  cancel(ticket: number): boolean {
    return this.agenda.cancel(ticket);
  }

  /** Makes a lane: many events of one handler, in order of time, for one agenda entry. */
  lane(handler: number, priority = DEFAULT_PRIORITY): Lane {
    const call = this.handlers[handler];
    if (call === undefined) throw new RangeError(`handler ${handler} is unknown: register it with kernel.on`);
    const id: number = this.on(() => lane.run());
    const lane = new Lane(this, { lane: id, handler, call, priority });
    return lane;
  }

  /** Runs the next event; false when none is pending. */
  step(): boolean {
    if (!this.agenda.pop()) return false;
    this.now = this.agenda.time;
    this.events++;
    this.handlers[this.agenda.handler]!(this.agenda.a, this.agenda.b);
    return true;
  }

  /**
   * Runs every event up to and including `untilNs`, and leaves the clock there. Until Infinity it runs all there is,
   * and after `stop` the clock stays at the last event. Throws a RangeError for a time before now.
   */
  run(untilNs: number): void {
    if (!(untilNs >= this.now)) {
      throw new RangeError(`run until ${untilNs} ns: the clock already stands at ${this.now} ns`);
    }
    this.stopped = false;
    this.horizon = untilNs;
    try {
      while (!this.stopped && this.agenda.nextTime() <= untilNs && this.step());
    } finally {
      this.horizon = -1;
    }
    if (!this.stopped && untilNs < Infinity) this.now = untilNs;
  }

  /** Ends the present run after the handler that calls it. */
  stop(): void {
    this.stopped = true;
  }

  /** For lanes: checks the arguments of an event and draws its tie. */
  draw(timeNs: number, handler: number, a: number, b: number, priority: number): number {
    if (!(timeNs >= this.now && timeNs <= Number.MAX_SAFE_INTEGER && timeNs === Math.floor(timeNs))) {
      this.refuseTime(timeNs);
    }
    if (a !== (a | 0) || b !== (b | 0)) {
      throw new RangeError(`arguments ${a}, ${b}: an event takes signed 32-bit integers`);
    }
    if (this.handlers[handler] === undefined) {
      throw new RangeError(`handler ${handler} is unknown: register it with kernel.on`);
    }
    if (priority !== (priority & 15)) throw new RangeError(`priority ${priority}: a whole number from 0 to 15`);
    if (this.sequence >= SEQUENCE_LIMIT) {
      throw new RangeError('sequence numbers are spent: 2^40 events were scheduled in one kernel');
    }
    return (priority * 256 + this.shard) * SEQUENCE_LIMIT + this.sequence++;
  }

  /** For lanes: puts the entry of a lane into the agenda under the key of its head. */
  enter(timeNs: number, tie: number, lane: number): void {
    this.agenda.insert(timeNs, tie, lane, 0, 0);
  }

  /**
   * For lanes: sets the clock to an event and returns true, when it comes before all of the agenda and within the
   * present run.
   */
  advance(timeNs: number, tie: number): boolean {
    if (this.stopped || timeNs > this.horizon) return false;
    const nextTime = this.agenda.nextTime();
    if (timeNs > nextTime || (timeNs === nextTime && tie > this.agenda.nextTie())) return false;
    this.now = timeNs;
    this.laneEvents++;
    return true;
  }

  private refuseTime(timeNs: number): never {
    if (timeNs < this.now) throw new RangeError(`event at ${timeNs} ns: the clock already stands at ${this.now} ns`);
    throw new RangeError(`event at ${timeNs} ns: times are whole nanoseconds up to 2^53 - 1`);
  }
}

const wholeBelow = (value: number, limit: number, name: string): number => {
  if (Number.isInteger(value) && value >= 0 && value < limit) return value;
  throw new RangeError(`${name} ${value}: a whole number from 0 to ${limit - 1}`);
};
