import type { ByteSuite } from '../../framework/byte-suite.ts';
import type { OperatorAct } from '../../framework/control.ts';
import type { Role } from '../../framework/figure.ts';
import type { Cast } from '../../framework/scenario.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ControlCosts } from '../shared/control-costs.ts';
import type { Rings } from '../shared/rings.ts';
import type { Standing } from '../shared/standing.ts';
import type { Trusts } from '../shared/trusts.ts';
import type { Nodes } from '../shared/nodes.ts';
import type { Ends } from './ends.ts';
import type { OffClocks } from './faults/off-clock.ts';
import type { Outward } from './outward.ts';
import type { Exchange } from './mqtt/exchange.ts';
import type { Pace } from './pace.ts';
import type { Routes } from './routes.ts';
import type { TruthWriter } from './truth-ops.ts';

/** What the rooms of one process of a live run share. */
export interface LiveHouse {
  readonly cast: Cast;
  readonly suite: ByteSuite;
  readonly kernel: Kernel;
  readonly pace: Pace;
  readonly nodes: Nodes;
  readonly ends: Ends;
  readonly standing: Standing;
  readonly rings: Rings;
  readonly trusts: Trusts;
  readonly controlCosts: ControlCosts;
  readonly truth: TruthWriter;
  readonly outward: Outward;
  /** By placement. */
  readonly roles: readonly Role[];
  readonly profiles: readonly number[];
  readonly clocks: OffClocks;
  /** Whether a node is one of this process. */
  isLocal(node: number): boolean;
  /** Ports at which nodes are reached. */
  readonly routes: Routes;
  /** How things and IoT platforms reach each other through a broker elsewhere; null where the platforms have their own. */
  readonly exchange: Exchange | null;
  /** Asks whoever operates a node, of this process or another, for something that is begun after a delay, ns. */
  order(what: OperatorAct, node: number, afterNs: number): void;
  /** Number for the next message that this process follows. */
  nextMessage(): number;
  /** Key that was installed at commissioning in a node and a peer of it, as either holds it. */
  provisionedKey(node: number, peer: number): Uint8Array | null;
}
