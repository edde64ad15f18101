import type { Names } from '../../scenarios/studies/names.ts';
import type { Cell } from '../../scenarios/studies/order.ts';
import { planOfOrder } from '../../scenarios/studies/play-order.ts';
import { checkClass, checkStage, UnstagedAttack } from '../../scenarios/stage-needs.ts';
import { staged, StagingFault } from '../../scenarios/staged.ts';
import { FaultyRequest } from '../fault.ts';

/**
 * Stages each level of each factor once, without playing: what can never be played is refused before anything is written. Levels that
 * only together do not go are found by their runs, which fail.
 */
export function checkStaging(cells: readonly Cell[], names: Names, study: string): void {
  const seen = new Set<string>();
  for (const { levels, order } of cells) {
    const fresh = Object.entries(levels).filter(([factor, level]) => !seen.has(`${factor} ${level}`));
    if (fresh.length === 0 && seen.size > 0) continue;
    for (const [factor, level] of fresh) seen.add(`${factor} ${level}`);
    const plan = planOfOrder({ ...order, replication: 0 }, names);
    const at = Object.entries(levels).map(([factor, level]) => `${factor} ${level}`);
    try {
      checkStage(plan.attacks, staged(plan).stage, plan.scenario.name);
      checkClass(plan.attacks, plan.attacker);
    } catch (error) {
      if (!(error instanceof UnstagedAttack || error instanceof StagingFault)) throw error;
      const where = `study ${study}${at.length === 0 ? '' : ` at ${at.join(', ')}`}`;
      throw new FaultyRequest(error.message, where, `what stands in metarange describe ${order.scenario}`);
    }
  }
}
