/** What can run out, in the order in which it is told. */
export const budgetItems = ['identities', 'money', 'computeSeconds', 'wallSeconds', 'alarmsTolerated'] as const;
export type BudgetItem = (typeof budgetItems)[number];

/** Why an attempt was broken off: an item that ran out, or a place that its attacker cannot come to. */
export const exhaustible = [...budgetItems, 'position'] as const;
export type Exhausted = (typeof exhaustible)[number];

/** What attempts have used up. Money and compute are null where no class says what things cost. */
export interface Spent {
  readonly requests: number;
  readonly identities: number;
  readonly money: number | null;
  readonly computeSeconds: number | null;
  /** Refusals that it noticed itself: a line refused or cut, a question without an answer. */
  readonly alarms: number;
}
