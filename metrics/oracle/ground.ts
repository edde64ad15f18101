import type { Attack } from '../../sim/framework/attack.ts';
import type { KillChain } from '../../sim/framework/kill-chain.ts';
import type { Entitlements } from '../../sim/framework/scenario.ts';
import type { LabelTable } from '../../sim/framework/truth.ts';

/** Ground truth beside the facts: what the oracle judges by. Never what a control, a household or a policy says. */
export interface TruthGround {
  /** Attacks that run, by which labels are judged. */
  readonly attacks: readonly Attack[];
  /** The chain whose stages they are; absent where each plays by itself. */
  readonly chain?: KillChain;
  readonly labels: LabelTable;
  readonly entitlements: Entitlements;
  /** Nodes of the cast; those of attackers are numbered from here on. */
  readonly nodes: number;
}
