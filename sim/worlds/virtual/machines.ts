import type { Cast } from '../../framework/scenario.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { Stations } from '../../kernel/stations.ts';
import { byFirst } from '../shared/nodes.ts';
import type { Nodes } from '../shared/nodes.ts';

/** What a machine works at: messages in slots, each at the node that receives it. */
export interface Workload {
  /** Service of a slot begins at its receiver; returns its length, ns. */
  begin(node: number, slot: number): number;
  done(node: number, slot: number): void;
  lost(slot: number): void;
  receiverOf(slot: number): number;
}

/**
 * The machines on which nodes work: each on its own, but for those that a host of the cast holds together, whose nodes share its cores.
 * On a shared machine the turns that nodes take by themselves (timers, records that were found) stand in one line with what reaches
 * them, as in one process; a machine of one's own is not asked for them, since its outlay is owed there anyway.
 *
 *   message ─▶ [ machine of its receiver ] ─▶ begin ─▶ done          own turn ─▶ [ shared machine ] ─▶ run
 */
export class Machines {
  private readonly stations: Stations;
  private readonly nodes: Nodes;
  private readonly workload: Workload;
  /** By node: the station where it works. Null where nobody shares, and a node's number is its station's. */
  private readonly stationOf: Int32Array | null;
  /** By node, where machines are shared: messages that wait for it. */
  private readonly waitingAt: Int32Array;
  // On shared machines a job is twice a slot, or twice a turn and one.
  private readonly turns: ((() => void) | null)[] = [];
  private readonly free: number[] = [];

  /** RangeError where a host holds a node that there is not, or that another one holds. */
  constructor(kernel: Kernel, cast: Cast, nodes: Nodes, workload: Workload) {
    this.nodes = nodes;
    this.workload = workload;
    const hosts = cast.hosts ?? [];
    const shared = hosts.length > 0;
    this.stations = new Stations(
      kernel,
      shared
        ? {
            begin: (_station, job) => this.begin(job),
            done: (_station, job) => this.done(job),
          }
        : {
            begin: (node, slot) => workload.begin(node, slot),
            done: (node, slot) => workload.done(node, slot),
            lost: (_node, slot) => workload.lost(slot),
          },
    );
    for (const placement of byFirst(cast)) {
      this.stations.addMany(placement.count, {
        servers: placement.cores,
        // Where jobs of several nodes wait in one line, each node's own are counted apart.
        queueLimit: shared ? Infinity : placement.queueLimit,
        ...(placement.urgentLane === true ? { discipline: 'priority', levels: 2 } : { discipline: 'fifo' }),
      });
    }
    this.waitingAt = new Int32Array(shared ? nodes.honest : 0);
    this.stationOf = shared ? Int32Array.from({ length: nodes.honest }, (_, node) => node) : null;
    for (const { name, cores, nodes: held } of hosts) {
      const station = this.stations.add({ servers: cores, queueLimit: Infinity, discipline: 'fifo' });
      for (const node of held) {
        if (this.stationOf![node] !== node) throw new RangeError(`host ${name}: node ${node} cannot be held`);
        this.stationOf![node] = station;
      }
    }
  }

  /** Whether a node shares its machine with others. */
  isShared(node: number): boolean {
    return this.stationOf !== null && this.stationOf[node] !== node;
  }

  /** A slot reached the machine of its receiver: it is served, waits, or is lost. Machines that nodes share have no lanes. */
  arrive(node: number, slot: number, urgent: boolean): void {
    if (this.stationOf === null) {
      this.stations.arrive(node, slot, urgent ? 0 : 1);
      return;
    }
    if (this.waitingAt[node]! >= this.nodes.placed(node).queueLimit) {
      this.workload.lost(slot);
      return;
    }
    this.waitingAt[node]! += 1;
    this.stations.arrive(this.stationOf[node]!, slot * 2);
  }

  /** A turn of a node on a shared machine: it runs when all has been served that came before it. */
  queue(node: number, run: () => void): void {
    const turn = this.free.pop() ?? this.turns.push(null) - 1;
    this.turns[turn] = run;
    this.stations.arrive(this.stationOf![node]!, turn * 2 + 1);
  }

  /** Charges a node's machine work that is nobody's service, ns. */
  owe(node: number, ns: number): void {
    this.stations.owe(this.station(node), ns);
  }

  /** Messages that wait for a node. */
  waiting(node: number): number {
    return this.stationOf === null ? this.stations.waiting(node) : this.waitingAt[node]!;
  }

  /** Time that the cores of a node's machine have worked, ns; those who share it have worked it together. */
  workedNs(node: number): number {
    return this.stations.utilisationNs(this.station(node));
  }

  private station(node: number): number {
    return this.stationOf === null ? node : this.stationOf[node]!;
  }

  private begin(job: number): number {
    if ((job & 1) === 1) return 0;
    const node = this.workload.receiverOf(job >> 1);
    this.waitingAt[node]! -= 1;
    return this.workload.begin(node, job >> 1);
  }

  private done(job: number): void {
    if ((job & 1) === 0) {
      this.workload.done(this.workload.receiverOf(job >> 1), job >> 1);
      return;
    }
    const turn = job >> 1;
    const run = this.turns[turn]!;
    this.turns[turn] = null;
    this.free.push(turn);
    run();
  }
}
