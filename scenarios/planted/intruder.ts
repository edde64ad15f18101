import type { Attack, Property } from '../../sim/framework/attack.ts';

/** An attack that does one thing once and is told of in a line: what else stands in a file of an attack says nothing here. */
export const intruder = (
  breaks: Property,
  summary: string,
  campaign: Attack['campaign'],
  goal: Attack['goal'] = { over: 'facts', needed: 1, reached: () => false },
): Attack => ({
  id: 'A900',
  name: 'planted-fault',
  summary,
  classes: [],
  groups: [],
  breaks,
  position: 'as planted',
  knowledge: 'white box',
  budget: 'one act',
  preconditions: 'the control that would stop it is missing',
  observables: 'none',
  beatenBy: [],
  notBeatenBy: [],
  residual: { rate: 0, reason: 'planted' },
  references: [],
  intensity: { everyNs: 1e9, source: 'the first attempt is soon; whoever does one thing once stays until the end' },
  campaign,
  goal,
});
