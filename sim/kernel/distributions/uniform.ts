import { define, finite } from './distribution.ts';
import type { Distribution } from './distribution.ts';

/** Uniform on [low, high). */
export const uniform = ({ low, high }: { readonly low: number; readonly high: number }): Distribution => {
  finite('uniform', 'low', low);
  finite('uniform', 'high', high);
  const width = finite('uniform', 'high - low', high - low);
  if (!(width > 0)) throw new RangeError(`uniform: high must be above low, got low ${low} and high ${high}`);
  return define({
    name: 'uniform',
    mean: low + width / 2,
    variance: (width * width) / 12,
    sample: (stream) => low + width * stream.uniform(),
    cdf: (x) => (x <= low ? 0 : x >= high ? 1 : (x - low) / width),
  });
};
