import type { Attack, HandNeed, Stage } from '../sim/framework/attack.ts';
import { beyond as beyondClass } from '../sim/framework/attacker.ts';
import type { AttackerClass } from '../sim/framework/attacker.ts';
import type { StageNeed } from '../sim/framework/stage.ts';
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

const isOfHand = (need: StageNeed | HandNeed): need is HandNeed => need.startsWith('hand.');

/**
 * Throws an `UnstagedAttack` for the first attack that the stage cannot serve, or that needs what hands cannot do in the world where it
 * is to play: `beyond`, nothing where that is not said.
 */
export function checkStage(
  attacks: readonly Attack[],
  stage: Stage,
  scenario: string,
  beyond: readonly HandNeed[] = [],
): void {
  for (const { id, name, needs = [] } of attacks) {
    const missing = needs.find((need) => !isOfHand(need) && !has(stage, need));
    if (missing !== undefined)
      throw new UnstagedAttack(`${id} ${name} needs ${missing} on the stage, and ${scenario} has none`);
    const denied = needs.find((need) => isOfHand(need) && beyond.includes(need));
    if (denied !== undefined)
      throw new UnstagedAttack(`${id} ${name} needs ${denied}, which no attacker has in the live world`);
  }
}

/** Throws an `UnstagedAttack` for the first attack that a class of attackers cannot make. */
export function checkClass(attacks: readonly Attack[], attacker?: AttackerClass): void {
  if (attacker === undefined) return;
  for (const attack of attacks) {
    const why = beyondClass(attacker, attack);
    if (why === undefined) continue;
    const { id, name } = attack;
    throw new UnstagedAttack(`${id} ${name} is beyond ${attacker.id} ${attacker.name}: it ${why}`);
  }
}
