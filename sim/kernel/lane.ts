/** What a lane needs of its kernel; `Kernel` keeps it. */
export interface LaneKernel {
  readonly now: number;
  at(timeNs: number, handler: number, a: number, b: number, priority: number): number;
  /** Checks the arguments of an event and draws its tie. */
  draw(timeNs: number, handler: number, a: number, b: number, priority: number): number;
  /** Puts the entry of lane number `lane` into the agenda. */
  enter(timeNs: number, tie: number, lane: number): void;
  /**
   * Sets the clock to an event of a lane and returns true, when it comes before all of the agenda and within the
   * present run.
   */
  advance(timeNs: number, tie: number): boolean;
}

/** Who a lane is: its number in the kernel, the handler of all its events, and their priority. */
export interface LaneIdentity {
  readonly lane: number;
  readonly handler: number;
  readonly call: (a: number, b: number) => void;
  readonly priority: number;
}

/**
 * A queue of events whose times never decrease, which costs one agenda entry however many events it holds (24 bytes
 * each).
 *
 * Every event has the tie that it would have had in the agenda, and the lane gives way to any earlier agenda entry
 * after each handler, so the order of all handlers is exactly the order of single entries. Events in a lane cannot be
 * cancelled. Made by `kernel.lane(handler)`.
 */
export class Lane {
  private readonly kernel: LaneKernel;
  private readonly lane: number;
  private readonly handler: number;
  private readonly call: (a: number, b: number) => void;
  private readonly priority: number;
  private times = new Float64Array(16);
  private ties = new Float64Array(16);
  private args = new Int32Array(32); // a, b: two by place
  private head = 0; // place of the earliest event; places run round the ring
  private held = 0;
  private tailTime = 0;
  private running = false;

  /** For the kernel; models call `kernel.lane`. */
  constructor(kernel: LaneKernel, identity: LaneIdentity) {
    this.kernel = kernel;
    this.lane = identity.lane;
    this.handler = identity.handler;
    this.call = identity.call;
    this.priority = identity.priority;
  }

  /** Events that wait in the lane. */
  get size(): number {
    return this.held;
  }

  /**
   * Schedules the lane's handler at `timeNs`: in the lane when no event of the lane is later, in the agenda itself
   * otherwise. Arguments and errors are those of `kernel.at`.
   */
  at(timeNs: number, a = 0, b = 0): void {
    if (this.held > 0 && timeNs < this.tailTime) {
      this.kernel.at(timeNs, this.handler, a, b, this.priority);
      return;
    }
    const tie = this.kernel.draw(timeNs, this.handler, a, b, this.priority);
    if (this.held === this.times.length) this.grow();
    const place = (this.head + this.held) & (this.times.length - 1);
    this.times[place] = timeNs;
    this.ties[place] = tie;
    this.args[place * 2] = a;
    this.args[place * 2 + 1] = b;
    this.tailTime = timeNs;
    if (this.held++ === 0 && !this.running) this.kernel.enter(timeNs, tie, this.lane);
  }

  /** Schedules the lane's handler `delayNs` after the present. */
  after(delayNs: number, a = 0, b = 0): void {
    this.at(this.kernel.now + delayNs, a, b);
  }

  /**
   * For the kernel: runs the head, whose agenda entry was popped, and the events behind it while nothing in the agenda
   * is earlier.
   */
  run(): void {
    this.running = true;
    try {
      do this.runHead();
      while (this.held > 0 && this.kernel.advance(this.times[this.head]!, this.ties[this.head]!));
    } finally {
      // Also when a handler threw: what still waits must not be lost with it.
      this.running = false;
      if (this.held > 0) this.kernel.enter(this.times[this.head]!, this.ties[this.head]!, this.lane);
    }
  }

  private runHead(): void {
    const place = this.head;
    this.head = (place + 1) & (this.times.length - 1);
    this.held--;
    this.call(this.args[place * 2]!, this.args[place * 2 + 1]!);
  }

  private grow(): void {
    const { times, ties, args, head } = this;
    const length = times.length;
    const front = length - head;
    this.times = new Float64Array(length * 2);
    this.times.set(times.subarray(head));
    this.times.set(times.subarray(0, head), front);
    this.ties = new Float64Array(length * 2);
    this.ties.set(ties.subarray(head));
    this.ties.set(ties.subarray(0, head), front);
    this.args = new Int32Array(length * 4);
    this.args.set(args.subarray(head * 2));
    this.args.set(args.subarray(0, head * 2), front * 2);
    this.head = 0;
  }
}
