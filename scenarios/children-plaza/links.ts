import { millis } from '../../sim/framework/time.ts';
import { constant } from '../../sim/kernel/distributions/constant.ts';
import { lognormal } from '../../sim/kernel/distributions/lognormal.ts';
import type { LinkShape } from '../../sim/kernel/links.ts';
import type { PlazaParameters } from './parameters.ts';

/** Deviation over mean of latencies where they vary (assumption: the access of people is skewed, wires less so). */
const variation = { person: 0.5, wan: 0.3, ledger: 0.3, dataCentre: 0.2 } as const;

/** The shape of a kind of link. */
export function linkOf(values: PlazaParameters, kind: keyof typeof variation): LinkShape {
  const mean = millis(values[`${kind}Millis`]);
  const fixed = values.latency === 'fixed' || mean === 0;
  return {
    latency: fixed ? constant({ value: mean }) : lognormal({ mean, cv: variation[kind] }),
    loss: { kind: 'none' },
    bandwidthBitsPerSecond: Infinity,
    order: 'fifo',
  };
}
