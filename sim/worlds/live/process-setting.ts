import type { AttackersSetting } from './attackers/live-adversary.ts';
import type { ByteSuite } from '../../framework/byte-suite.ts';
import type { Control } from '../../framework/control.ts';
import type { CostTables } from '../../framework/costs.ts';
import type { ControlTable } from '../../framework/profile.ts';
import type { Cast } from '../../framework/scenario.ts';
import type { Door } from './door.ts';
import type { PlannedClock } from './faults/fault-plan.ts';
import type { FaultyWires } from './faults/faulty-wires.ts';
import type { Exchange } from './mqtt/exchange.ts';
import type { Medium } from './stores/medium.ts';
import type { Asked } from './orders.ts';
import type { Parcel } from './parcel.ts';
import type { Routes } from './routes.ts';
import type { RunClock } from './run-clock.ts';

/** Everything that the nodes of one process depend on. */
export interface ProcessSetting {
  readonly cast: Cast;
  readonly seed: number;
  readonly suite: ByteSuite;
  readonly controls: readonly Control[];
  readonly tables: readonly ControlTable[];
  readonly tableOf: (party: string) => number;
  readonly costs: CostTables;
  /** Nodes that attackers of the run have. */
  readonly attackerNodes: number;
  readonly isLocal: (node: number) => boolean;
  readonly routes: Routes;
  readonly parcel: Parcel;
  /** How many processes have had these nodes before: 0 but after a kill. */
  readonly life: number;
  readonly clock: RunClock;
  readonly door: Door;
  /** Where things speak through a broker elsewhere; by default the IoT platforms have their own. */
  readonly exchange?: Exchange | null;
  readonly mediumOf: (node: number) => Medium;
  /** Time between two signs of life on a link, ms; default `heartbeat`. */
  readonly beatMillis?: number;
  /** What is planned for the clocks of nodes. */
  readonly clockFaults: readonly PlannedClock[];
  /** Wires that go through this process to have faults; null where none does. */
  readonly wires: FaultyWires | null;
  /** Where this is the attackers' process. */
  readonly attackers: AttackersSetting | null;
  /** Port of the master of code that attackers have inside nodes; null where nobody attacks. */
  readonly master: number | null;
  /** Takes what operators of another process's nodes are asked for. */
  readonly askOperator: (asked: Asked) => void;
  /** Takes what this process tells: it is out of the process on return. */
  readonly truthOut: (bytes: Buffer) => void;
  readonly ended: () => void;
}
