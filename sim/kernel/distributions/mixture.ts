import type { Stream } from '../stream.ts';
import { define, positive } from './distribution.ts';
import type { Distribution } from './distribution.ts';

/** One part of a mixture; weights are relative. */
export interface MixturePart {
  readonly weight: number;
  readonly of: Distribution;
}

/** Draws from one of several distributions, chosen by weight: one uniform for the choice, then the part's own. */
export const mixture = ({ parts }: { readonly parts: readonly MixturePart[] }): Distribution => {
  if (parts.length === 0) throw new RangeError('mixture: parts must name at least one distribution');
  parts.forEach((part, i) => positive('mixture', `weight ${i}`, part.weight));
  const total = parts.reduce((sum, part) => sum + part.weight, 0);
  const shares = parts.map((part) => part.weight / total);
  const last = parts.length - 1;
  const upTo = new Float64Array(parts.length);
  shares.forEach((share, i) => (upTo[i] = (upTo[i - 1] ?? 0) + share));
  const expectation = (of: (part: Distribution) => number | null): number =>
    parts.reduce((sum, part, i) => sum + shares[i]! * (of(part.of) ?? Infinity), 0);
  const mean = expectation((part) => part.mean);
  // Around the mixture's mean, so that two large means do not cancel.
  const variance = expectation((part) =>
    part.mean === null || part.variance === null ? null : part.variance + (part.mean - mean) * (part.mean - mean),
  );
  return define({
    name: 'mixture',
    mean,
    variance,
    sample: (stream: Stream) => {
      const u = stream.uniform();
      let i = 0;
      while (i < last && u >= upTo[i]!) i++;
      return parts[i]!.of.sample(stream);
    },
    cdf: (x) => parts.reduce((sum, part, i) => sum + shares[i]! * part.of.cdf(x), 0),
  });
};
