import type { Attack, HandNeed, Stage } from '../sim/framework/attack.ts';
import { beyond as beyondClass } from '../sim/framework/attacker.ts';
import type { AttackerClass } from '../sim/framework/attacker.ts';
import type { StageNeed } from '../sim/framework/stage.ts';
import { StagingFault } from './staged.ts';

/** An attack was asked for that takes something for granted which the scenario's stage has not; the message says what. */
export class UnstagedAttack extends StagingFault {
  /** What it needs, and what the stage has of the same part. */
  readonly need: string;
  readonly instead: readonly string[];

  constructor(message: string, need = '', instead: readonly string[] = []) {
    super(message);
    this.need = need;
    this.instead = instead;
  }
}

/** A part of a stage and the names of what it has there, as `needs` of an attack gives them. */
export interface StagePart {
  readonly part: keyof Stage;
  readonly names: readonly string[];
}

/** What a stage has, part by part; a part that is empty is left out. */
export function stageParts(stage: Stage): readonly StagePart[] {
  return (Object.keys(stage) as (keyof Stage)[]).flatMap((part) => {
    const names =
      part === 'victims'
        ? [...new Set(stage.victims.map(({ report }) => report.quantity))]
        : Object.keys(stage[part] ?? {});
    return names.length === 0 ? [] : [{ part, names }];
  });
}

/** Whether a stage has what is needed. */
function has(stage: Stage, need: StageNeed): boolean {
  const dot = need.indexOf('.');
  const part = (dot < 0 ? need : need.slice(0, dot)) as keyof Stage;
  const things = Object.entries(stage[part] ?? {});
  if (dot < 0) return things.length > 0;
  const words = need.slice(dot + 1).split('|');
  if (part === 'victims') return stage.victims.some(({ report }) => words.includes(report.quantity));
  return (
    things.some(([name]) => words.includes(name)) ||
    Object.values(stage.wires).some(({ point }) => part === 'wires' && words.includes(point))
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
    if (missing !== undefined) {
      const instead = stageParts(stage).flatMap(({ part, names }) =>
        missing.startsWith(`${part}.`) ? names.map((one) => `${part}.${one}`) : [],
      );
      const what = `${id} ${name} needs ${missing} on the stage, and ${scenario} has none`;
      throw new UnstagedAttack(what, missing, instead);
    }
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
