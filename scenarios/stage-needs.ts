import type { Attack, Stage, StageNeed } from '../sim/framework/attack.ts';
import { StagingFault } from './staged.ts';

/** An attack was asked for that takes something for granted which the scenario's stage has not; the message says what. */
export class UnstagedAttack extends StagingFault {}

/** Whether a stage has what is needed. */
function has(stage: Stage, need: StageNeed): boolean {
  const dot = need.indexOf('.');
  const part = (dot < 0 ? need : need.slice(0, dot)) as keyof Stage;
  const things = Object.entries(stage[part] ?? {});
  if (dot < 0) return things.length > 0;
  const word = need.slice(dot + 1);
  if (part === 'victims') return stage.victims.some(({ report }) => report.quantity === word);
  return (
    things.some(([name]) => name === word) ||
    Object.values(stage.wires).some(({ point }) => part === 'wires' && point === word)
  );
}

/** Throws an `UnstagedAttack` for the first attack that the stage cannot serve. */
export function checkStage(attacks: readonly Attack[], stage: Stage, scenario: string): void {
  for (const { id, name, needs = [] } of attacks) {
    const missing = needs.find((need) => !has(stage, need));
    if (missing !== undefined)
      throw new UnstagedAttack(`${id} ${name} needs ${missing} on the stage, and ${scenario} has none`);
  }
}
