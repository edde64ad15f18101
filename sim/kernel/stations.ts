import type { Kernel } from './kernel.ts';
import type { StationModel, StationShape } from './station.ts';
import { NOBODY, WaitingLines } from './waiting-lines.ts';

export type { StationModel, StationShape } from './station.ts';

// A record is 56 bytes: three doubles, then eight ints.
const DOUBLES = 7;
const OWED = 0;
const WORKED = 1;
const SETTLED_AT = 2;
const INTS = DOUBLES * 2;
const SERVERS = 6;
const BUSY = 7;
const HELD = 8;
const WAITING = 9;
const LIMIT = 10;
const LINE = 11;
const LEVELS = 12;
const REFUSED = 13;

const DEFAULT_LEVELS = 4;
const UNBOUNDED = 0x7fffffff;
const NONE = -1;
const nothing = (): void => {};

/**
 * Many stations of c servers and a bounded queue: 64 bytes a station (8 more for each further priority level), 4 bytes a waiting
 * job, nothing allocated for a job.
 *
 *   arrive, offer ─▶ [ waiting ] ─▶ begin ─▶ ( servers ) ─▶ done          full: arrive ─▶ lost, offer ─▶ false, later room
 */
export class Stations {
  private readonly kernel: Kernel;
  private readonly on: Required<StationModel>;
  private readonly completion: number;
  private readonly lines = new WaitingLines();
  private ints = new Int32Array(0);
  private doubles = new Float64Array(0);
  private stations = 0;
  private completing = NONE; // the station whose `done` is running
  private holds = false; // it has held its server

  constructor(kernel: Kernel, on: StationModel) {
    this.kernel = kernel;
    // Bound once: one call for each job, and a model that is an object of its own keeps its `this`.
    this.on = {
      begin: on.begin.bind(on),
      done: on.done?.bind(on) ?? nothing,
      lost: on.lost?.bind(on) ?? nothing,
      room: on.room?.bind(on) ?? nothing,
    };
    this.completion = kernel.on((station, job) => this.complete(station, job));
  }

  /** How many stations there are. */
  get count(): number {
    return this.stations;
  }

  /** Adds a station and returns its number. RangeError for a shape that cannot be. */
  add(shape: StationShape): number {
    return this.addMany(1, shape);
  }

  /** Adds `count` stations of one shape and returns the number of the first; the others follow it. */
  addMany(count: number, shape: StationShape): number {
    whole('count', count);
    whole('servers', shape.servers);
    if (shape.queueLimit !== Infinity) whole('queueLimit', shape.queueLimit);
    const levels = shape.discipline === 'fifo' ? 1 : (shape.levels ?? DEFAULT_LEVELS);
    if (!(whole('levels', levels) >= 1 && levels <= 256)) throw new RangeError(`station: levels ${levels}: 1 to 256`);
    const first = this.stations;
    this.stations = first + count;
    this.reserve();
    const line = this.lines.add(count * levels);
    for (let i = 0; i < count; i++) {
      const at = (first + i) * INTS;
      this.ints[at + SERVERS] = shape.servers;
      this.ints[at + LIMIT] = Math.min(shape.queueLimit, UNBOUNDED);
      this.ints[at + LINE] = line + i * levels;
      this.ints[at + LEVELS] = levels;
      this.doubles[(first + i) * DOUBLES + SETTLED_AT] = this.kernel.now;
    }
    return first;
  }

  /** A job arrives: it is served, waits, or is lost. A fifo station takes no account of `priority`. */
  arrive(station: number, job: number, priority = 0): void {
    if (!this.accept(station, job, priority)) this.on.lost(station, job);
  }

  /** Offers a job: true when it is served or waits, false when the station is full and the job stays where it is. */
  offer(station: number, job: number, priority = 0): boolean {
    if (this.accept(station, job, priority)) return true;
    this.ints[station * INTS + REFUSED] = 1;
    return false;
  }

  /**
   * Charges the station work of `ns` whole nanoseconds that is nobody's service (sending a reply, say). A free server works it
   * off; what is still owed when the next service begins lengthens that service.
   */
  owe(station: number, ns: number): void {
    this.check(station);
    this.settle(station);
    this.doubles[station * DOUBLES + OWED]! += whole('ns owed', ns);
  }

  /** Called in `done`: the server stays taken, idle, until `release` (its job cannot move on: blocking after service). */
  hold(station: number): void {
    if (station !== this.completing)
      throw new Error(`station ${station}: only a server whose service just ended can be held`);
    if (this.holds) throw new Error(`station ${station}: the server whose service just ended is held already`);
    this.holds = true;
    this.ints[station * INTS + HELD]!++;
  }

  /** Frees a server that `hold` has kept. */
  release(station: number): void {
    this.check(station);
    const held = this.ints[station * INTS + HELD]!;
    if (held === 0) throw new Error(`station ${station}: no server is held`);
    this.settle(station);
    this.ints[station * INTS + HELD] = held - 1;
    this.proceed(station);
  }

  /** Sets the number of servers from now on; services that have begun end as they would have. */
  setServers(station: number, servers: number): void {
    this.check(station);
    this.settle(station);
    this.ints[station * INTS + SERVERS] = whole('servers', servers);
    this.proceed(station);
  }

  /** Jobs that wait at the station, those in service not counted. */
  waiting(station: number): number {
    return this.ints[this.check(station) * INTS + WAITING]!;
  }

  /** Servers at work. */
  busy(station: number): number {
    return this.ints[this.check(station) * INTS + BUSY]!;
  }

  /** Server time spent at work so far, in ns over all servers; held servers do not work. */
  utilisationNs(station: number): number {
    this.check(station);
    this.settle(station);
    return this.doubles[station * DOUBLES + WORKED]!;
  }

  private accept(station: number, job: number, priority: number): boolean {
    this.check(station);
    if (job !== (job | 0) || job < 0)
      throw new RangeError(`station ${station}: job ${job}: a whole number from 0 to 2^31-1`);
    const ints = this.ints;
    const at = station * INTS;
    const free = this.free(station);
    const waiting = ints[at + WAITING]!;
    if (free > 0 && waiting === 0 && station !== this.completing) {
      this.start(station, job);
      return true;
    }
    // Free servers here are about to take jobs that wait.
    if (waiting - Math.max(free, 0) >= ints[at + LIMIT]!) return false;
    const levels = ints[at + LEVELS]!;
    if (levels > 1 && !(priority >= 0 && priority < levels && priority === (priority | 0))) {
      throw new RangeError(`station ${station}: priority ${priority}: it has levels 0 to ${levels - 1}`);
    }
    this.lines.push(ints[at + LINE]! + (levels > 1 ? priority : 0), job);
    ints[at + WAITING] = waiting + 1;
    return true;
  }

  private complete(station: number, job: number): void {
    this.settle(station);
    this.ints[station * INTS + BUSY]!--;
    this.completing = station;
    this.holds = false;
    this.on.done(station, job);
    this.completing = NONE;
    this.proceed(station);
  }

  /** Lets free servers take the jobs that wait, and tells of room where an offer was refused. */
  private proceed(station: number): void {
    if (station === this.completing) return; // `complete` will do it
    const at = station * INTS;
    while (this.ints[at + WAITING]! > 0 && this.free(station) > 0) {
      this.ints[at + WAITING]!--;
      this.start(station, this.first(station));
    }
    const ints = this.ints;
    if (ints[at + REFUSED] === 0) return;
    if (this.free(station) <= 0 && ints[at + WAITING]! >= ints[at + LIMIT]!) return;
    ints[at + REFUSED] = 0;
    this.on.room(station);
  }

  private first(station: number): number {
    const line = this.ints[station * INTS + LINE]!;
    let job = this.lines.pull(line);
    for (let level = 1; job === NOBODY; level++) job = this.lines.pull(line + level);
    return job;
  }

  private start(station: number, job: number): void {
    this.settle(station);
    this.ints[station * INTS + BUSY]!++;
    const serviceNs = this.on.begin(station, job);
    const owed = station * DOUBLES + OWED;
    const owedNs = this.doubles[owed]!;
    this.doubles[owed] = 0;
    this.kernel.after(serviceNs + owedNs, this.completion, station, job);
  }

  private free(station: number): number {
    const at = station * INTS;
    return this.ints[at + SERVERS]! - this.ints[at + BUSY]! - this.ints[at + HELD]!;
  }

  /** Accounts for the time since the last change, during which the numbers of busy and free servers stood still. */
  private settle(station: number): void {
    const doubles = this.doubles;
    const at = station * DOUBLES;
    const elapsedNs = this.kernel.now - doubles[at + SETTLED_AT]!;
    if (elapsedNs === 0) return;
    doubles[at + SETTLED_AT] = this.kernel.now;
    const busy = this.ints[station * INTS + BUSY]!;
    let workedNs = busy * elapsedNs;
    const owedNs = doubles[at + OWED]!;
    if (owedNs > 0 && this.free(station) > 0) {
      const doneNs = Math.min(owedNs, elapsedNs);
      doubles[at + OWED] = owedNs - doneNs;
      workedNs += doneNs;
    }
    doubles[at + WORKED]! += workedNs;
  }

  private check(station: number): number {
    if (station >= 0 && station < this.stations) return station;
    throw new RangeError(`station ${station}: there are ${this.stations}`);
  }

  private reserve(): void {
    const needed = this.stations * DOUBLES;
    if (needed <= this.doubles.length) return;
    const larger = new Float64Array(Math.max(needed, this.doubles.length * 2));
    larger.set(this.doubles);
    this.doubles = larger;
    this.ints = new Int32Array(larger.buffer);
  }
}

const whole = (name: string, value: number): number => {
  if (value >= 0 && value <= Number.MAX_SAFE_INTEGER && Math.floor(value) === value) return value;
  throw new RangeError(`station: ${name} ${value}: a whole number from 0`);
};
