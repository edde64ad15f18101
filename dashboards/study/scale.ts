import { numberText } from '../report/number-text.ts';

/** A way from values to places along an axis, with the values that are written on it. */
export interface Scale {
  readonly of: (value: number) => number;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

/** Steps of 1, 2 or 5 times a power of ten, of which about so many lie between two values. */
function stepOf(span: number, count: number): number {
  const rough = span / count;
  // Powers by repetition: exact in the places that matter, and the same on every machine.
  let power = 1;
  while (power * 10 <= rough) power *= 10;
  while (power > rough) power /= 10;
  return power * ([1, 2, 5].find((times) => times * power >= rough) ?? 10);
}

/** A linear scale that holds all values, and 0 where asked; rounded outwards to whole steps. Unknown values are left out before. */
export function linearScale(
  values: readonly number[],
  [from, to]: readonly [number, number],
  {
    count = 5,
    zero = false,
    text = numberText,
  }: { readonly count?: number; readonly zero?: boolean; readonly text?: (value: number) => string } = {},
): Scale {
  const all = zero || values.length === 0 ? [0, ...values] : values;
  let least = all.reduce((one, other) => Math.min(one, other));
  let most = all.reduce((one, other) => Math.max(one, other));
  if (least === most)
    [least, most] =
      zero && least >= 0 ? [0, most || 1] : [least - (Math.abs(least) || 1) / 2, most + (Math.abs(most) || 1) / 2];
  const step = stepOf(most - least, count);
  const first = Math.floor(least / step + 1e-9);
  const last = Math.ceil(most / step - 1e-9);
  const of = (value: number): number => from + ((value - first * step) / ((last - first) * step)) * (to - from);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => {
    const value = Number(((first + index) * step).toPrecision(12));
    return { at: of(value), text: text(value) };
  });
  return { of, ticks };
}

/** A scale for shares: 0 to 1 whatever there is. */
export const shareScale = (range: readonly [number, number], count = 4): Scale =>
  linearScale([0, 1], range, { count, text: (share) => `${Number((share * 100).toFixed(0))} %` });
