import type { Quantity } from '../framework/datum.ts';

/** What everybody with rights sets, at any time. */
export const anybodySets: ReadonlySet<Quantity> = new Set(['lamp', 'display', 'valve']);

/** What a person wishes for, in the quantity's unit; `amount` is drawn from [0, 1). Nobody wants a heating valve open by more than 60 %. */
export const wished = (quantity: Quantity, amount: number): number => {
  if (quantity === 'display') return 10 * Math.floor(1 + amount * 10);
  if (quantity === 'jet') return 10 * Math.floor(amount * 11);
  if (quantity === 'valve') return 10 * Math.floor(amount * 7);
  return amount < 0.5 ? 0 : 1;
};
