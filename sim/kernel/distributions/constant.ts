import { define, finite } from './distribution.ts';
import type { Distribution } from './distribution.ts';

/** Always `value`; takes nothing from the stream. */
export const constant = ({ value }: { readonly value: number }): Distribution => {
  finite('constant', 'value', value);
  return define({
    name: 'constant',
    mean: value,
    variance: 0,
    sample: () => value,
    cdf: (x) => (x < value ? 0 : 1),
  });
};
