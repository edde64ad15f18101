import type { Kernel } from '../../../kernel/kernel.ts';
import { overNs } from './fault-plan.ts';
import type { PlannedClock } from './fault-plan.ts';
import type { OffClocks } from './off-clock.ts';

/** Sets up what is planned for clocks from `nowNs` on; a clock that is wrong by then goes as it has gone meanwhile. */
export function planClocks(
  plan: readonly PlannedClock[],
  clocks: OffClocks,
  { kernel, nowNs }: { readonly kernel: Kernel; readonly nowNs: number },
): void {
  const onBegin = kernel.on((index) => clocks.set(plan[index]!.node, plan[index]!, plan[index]!.atNs));
  const onHeal = kernel.on((index) => clocks.heal(plan[index]!.node, kernel.now));
  plan.forEach((one, index) => {
    const healNs = overNs(one);
    if (healNs <= nowNs) return;
    if (one.atNs > nowNs) kernel.at(one.atNs, onBegin, index);
    else clocks.set(one.node, one, one.atNs);
    if (healNs < Infinity) kernel.at(healNs, onHeal, index);
  });
}
