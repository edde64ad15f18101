import { attackers } from '../../attacks/attackers/catalogue.ts';
import { attacks } from '../../attacks/catalogue.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import type { AttackerClass } from '../../sim/framework/attacker.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import type { Control } from '../../sim/framework/control.ts';
import type { Scenario } from '../../sim/framework/scenario.ts';
import { scenarios } from '../catalogue.ts';

/** What the names in studies and orders stand for: the catalogue, and what a user has of its own beside it. */
export interface Names {
  readonly scenarios: readonly Scenario[];
  readonly attacks: readonly Attack[];
  readonly attackers: readonly AttackerClass[];
  readonly own?: { readonly controls: readonly Control[]; readonly metrics: readonly Metric[] };
}

/** The names of the catalogue. */
export const catalogueNames: Names = { scenarios: scenarios as readonly Scenario[], attacks, attackers };

/** A name that stands for nothing, and those that there are. */
class UnknownName extends Error {
  readonly kind: string;
  readonly word: string;
  readonly known: readonly string[];
  constructor(kind: string, word: string, known: readonly string[]) {
    super(`unknown ${kind} ${word}`);
    this.kind = kind;
    this.word = word;
    this.known = known;
  }
}

/** What has this name or identifier. UnknownName where nothing has. */
export function named<Thing extends { readonly id: string; readonly name: string }>(
  kind: string,
  word: string,
  things: readonly Thing[],
): Thing {
  const found = things.find(({ id, name }) => id === word || name === word);
  if (found !== undefined) return found;
  throw new UnknownName(
    kind,
    word,
    things.map(({ name }) => name),
  );
}
