import { knowledgeLevels } from './attack.ts';
import type { Attack, KnowledgeLevel } from './attack.ts';
import type { BudgetItem } from './budget.ts';
import type { Footing } from './truth.ts';

/** Identifier of an attacker class in the catalogue. */
export type AttackerClassId = `P${number}`;

/** A figure with where it comes from: a reference, or the word assumption. A value of null is no limit. */
export interface Sourced<Value> {
  readonly value: Value;
  readonly source: string;
}

/** What an attacker has for a whole run, all its attempts together. */
export type Budget = Readonly<Record<BudgetItem | 'requestsPerSecond', Sourced<number | null>>>;

/** What an attacker pays, USD, and how long its own machine works, s. */
export interface Prices {
  /** For a place that it does not hold from the beginning, once for each node, account, copied key or wire. */
  readonly place: Readonly<Record<Footing, Sourced<number>>>;
  readonly seconds: Readonly<Record<'open' | 'message' | 'certificate', Sourced<number>>>;
}

/**
 * How an attacker chooses what it tries next: in a fixed order, by what was refused, by what gave something. An agent outside the range
 * that chooses is not here yet.
 */
export type Adaptivity = 'static' | 'reactive' | 'bandit';

/** What somebody inside the contract weighs before it goes on, USD. */
export interface Deterrence {
  /** What it has of one success. */
  readonly gain: Sourced<number>;
  /** What being found out costs it. */
  readonly penalty: Sourced<number>;
  /** What it believes of being found out at the next attempt before it has seen anything: so many of so many (a Beta prior). */
  readonly prior: Sourced<{ readonly noticed: number; readonly attempts: number }>;
}

/** Several who work together, each from places of its own. */
export interface Coalition {
  readonly members: readonly { readonly name: string; readonly holds: readonly Footing[] }[];
  /** How long what one has learnt takes to reach the others, ns. */
  readonly hearsAfterNs: Sourced<number>;
}

/** A class of attackers: position, knowledge, budget and adaptivity, the same in every scenario. */
export interface AttackerClass {
  readonly id: AttackerClassId;
  readonly name: string;
  readonly summary: string;
  /** Places that it has from the beginning, for nothing. */
  readonly holds: readonly Footing[];
  /** Places that it can come by, at a price. */
  readonly buys: readonly Footing[];
  readonly knowledge: KnowledgeLevel;
  readonly budget: Budget;
  readonly prices: Prices;
  readonly adaptivity: Adaptivity;
  /** Present where it weighs gain against penalty, and stops. */
  readonly deterrence?: Deterrence;
  /** Present where it is several. */
  readonly coalition?: Coalition;
  /** What it does where nobody names attacks for it: present where it has no goal and none of the catalogue's attacks. */
  readonly misuse?: Attack;
}

/** Where the parts of a stage let an attacker stand. What is not here is what it aims at. */
const footingOf: Readonly<Record<string, Footing>> = {
  doors: 'address',
  wires: 'wire',
  accounts: 'account',
  insiders: 'inside',
  machines: 'inside',
  copies: 'copy',
  issuers: 'copy',
};

/** Places that an attack says it needs, each once. */
export const footingsOf = ({ needs = [] }: Pick<Attack, 'needs'>): readonly Footing[] => [
  ...new Set(needs.flatMap((need) => footingOf[need.split('.')[0]!] ?? [])),
];

/** Why a class cannot make an attack, in words; undefined where it can. */
export function beyond(
  attacker: Pick<AttackerClass, 'holds' | 'buys' | 'knowledge'>,
  attack: Pick<Attack, 'knowledge' | 'needs'>,
): string | undefined {
  const { holds, buys, knowledge } = attacker;
  if (knowledgeLevels.indexOf(attack.knowledge) > knowledgeLevels.indexOf(knowledge))
    return `takes ${attack.knowledge} knowledge, and it has ${knowledge}`;
  const missing = footingsOf(attack).find((footing) => ![...holds, ...buys].includes(footing));
  return missing === undefined ? undefined : `stands at a place of the sort "${missing}", which it cannot come by`;
}
