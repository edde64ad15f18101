import { expect, test } from 'vitest';
import { sectionOf } from '../.ci/chapter.ts';
import { attacks } from '../attacks/catalogue.ts';
import { controls } from '../sim/controls/catalogue.ts';
import type { Attack } from '../sim/framework/attack.ts';
import type { Scenario } from '../sim/framework/scenario.ts';
import { titleOf } from '../sim/framework/title.ts';
import { scenarios } from './catalogue.ts';
import { aloneFor, homeOf } from './studied.ts';

const attacksOf = (scenario: Scenario): readonly Attack[] => attacks.filter(({ id }) => scenario.attacks.includes(id));

/** Where nothing but this one control is in its way. */
const hasOne = (attack: Attack): boolean => attack.beatenBy.length === 1;
/** Where each of several is needed: none of them protects by itself. */
const needsSeveral = (attack: Attack): boolean => aloneFor(attack).length > 1;

/** Which controls are in its way, and what it takes to get past them. */
function protection(attack: Attack): string {
  const alone = aloneFor(attack);
  const others = attack.beatenBy.filter((control) => !alone.includes(control));
  if (hasOne(attack)) return `${attack.beatenBy[0]!} alone`;
  if (alone.length === 0) return `any one of ${others.join(', ')} may be missing`;
  const needed = alone.length === 1 ? `${alone[0]!} is needed` : `${alone.join(', ')}: each is needed`;
  return others.length === 0 ? needed : `${needed}; beside ${others.join(', ')}`;
}

const rowOf = (scenario: Scenario, attack: Attack): string => {
  const { id, name, breaks, residual, drawn } = attack;
  const home = homeOf(attack);
  const tricked = drawn === undefined ? '' : `; drawn: ${drawn.response}, ${drawn.rate} of those asked`;
  const cells = [
    `[${id} ${name}](../../attacks/${name}.ts)${home.id === scenario.id ? '' : `, studied in ${home.id}`}`,
    breaks,
    protection(attack),
    String(residual.rate),
    residual.reason + tricked,
  ];
  return `| ${cells.join(' | ')} |`;
};

const names = (found: readonly Attack[]): string => found.map(({ id }) => id).join(', ') || 'none';

/** What is left of each attack of a scenario, from the attacks' files and from what is said of how they are studied. */
function residualRisk(scenario: Scenario): string {
  const own = attacksOf(scenario);
  const leans = new Set(own.flatMap((attack) => (hasOne(attack) ? attack.beatenBy : aloneFor(attack))));
  return [
    '| attack | breaks | protection | predicted to succeed | stays open |',
    '|---|---|---|---|---|',
    ...own.map((attack) => rowOf(scenario, attack)),
    '',
    `Nothing stands behind the one control: ${names(own.filter(hasOne))}. No single control protects: ${names(own.filter(needsSeveral))}. Predicted to succeed now and then: ${names(own.filter(({ residual }) => residual.rate > 0))}.`,
    '',
    'What the controls that these attacks come back without do not do:',
    '',
    ...controls
      .filter(({ id }) => leans.has(id))
      .map((control) => `- ${control.id} ${titleOf(control)}: ${control.limits}`),
  ].join('\n');
}

test.each(scenarios.map((scenario) => [scenario.id, scenario] as const))(
  'the residual risk in the chapter of %s is the one that its attacks say',
  (_id, scenario) => {
    expect(attacksOf(scenario).map(({ id }) => id)).toEqual([...scenario.attacks].toSorted());
    const made = residualRisk(scenario);
    expect(sectionOf(new URL(`./${scenario.name}/`, import.meta.url), 'residual risk', made)).toBe(made);
  },
);
