import type { Distribution } from '../../sim/kernel/distributions/distribution.ts';
import { constant } from '../../sim/kernel/distributions/constant.ts';
import { lognormal } from '../../sim/kernel/distributions/lognormal.ts';
import type { LinkShape } from '../../sim/kernel/links.ts';
import { millis } from '../../sim/framework/time.ts';
import type { HouseParameters } from './parameters.ts';

/** Kinds of link, and deviation over mean of latencies where they vary (assumption: Wi-Fi is skewed, wires less so). */
const variation = { radio: 0.5, lan: 0.8, wan: 0.3, dataCentre: 0.2, provider: 0.3, person: 0.5 } as const;

type Link = keyof typeof variation;

/** The shape of every kind of link. */
export type Links = Readonly<Record<Link, LinkShape>>;

/** Bits a second of IEEE 802.15.4 at 2.4 GHz; other links are never the bottleneck (assumption). */
const radioBitsPerSecond = 250_000;

/** Shapes of links under the given parameters. */
export const links = (parameters: HouseParameters): Links =>
  Object.fromEntries(
    (Object.keys(variation) as Link[]).map((kind) => [kind, shape(kind, parameters)]),
  ) as unknown as Links;

function shape(kind: Link, parameters: HouseParameters): LinkShape {
  const mean = millis(parameters[`${kind}Millis`]);
  const latency: Distribution =
    parameters.latency === 'fixed' || mean === 0 ? constant({ value: mean }) : lognormal({ mean, cv: variation[kind] });
  const lossy = kind === 'radio' && parameters.lossShare > 0;
  return {
    latency,
    loss: lossy ? { kind: 'bernoulli', p: parameters.lossShare } : { kind: 'none' },
    bandwidthBitsPerSecond: kind === 'radio' ? radioBitsPerSecond : Infinity,
    order: 'fifo',
  };
}
