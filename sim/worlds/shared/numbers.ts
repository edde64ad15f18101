import { drops } from '../../framework/fact.ts';
import type { Drop } from '../../framework/fact.ts';
import { refusals } from '../../framework/verdict.ts';
import type { Refusal } from '../../framework/verdict.ts';

const refusalNumber: Readonly<Record<string, number>> = Object.fromEntries(
  refusals.map((name, index) => [name, index]),
);

/** Number of a refusal in facts. */
export const numberOfRefusal = (refusal: Refusal): number => refusalNumber[refusal]!;

/** Number of a reason for a loss in facts. */
export const dropNumber: Readonly<Record<Drop, number>> = Object.fromEntries(
  drops.map((name, index) => [name, index]),
) as Record<Drop, number>;
