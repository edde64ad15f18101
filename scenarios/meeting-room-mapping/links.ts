import type { Distribution } from '../../sim/kernel/distributions/distribution.ts';
import { constant } from '../../sim/kernel/distributions/constant.ts';
import { lognormal } from '../../sim/kernel/distributions/lognormal.ts';
import type { LinkShape } from '../../sim/kernel/links.ts';
import { millis } from '../../sim/framework/time.ts';
import type { MeetingRoomParameters } from './parameters.ts';

/** Kinds of link of the meeting-room mapping. */
export type Link = 'radio' | 'lan' | 'wan' | 'dataCentre' | 'provider' | 'person';

/** Deviation over mean of latencies, where they vary (assumption: Wi-Fi is skewed, wires less so). */
const variation: Readonly<Record<Link, number>> = {
  radio: 0.5,
  lan: 0.8,
  wan: 0.3,
  dataCentre: 0.2,
  provider: 0.3,
  person: 0.5,
};

/** Bits a second of IEEE 802.15.4 at 2.4 GHz; other links are never the bottleneck (assumption). */
const radioBitsPerSecond = 250_000;

/** The shape of a kind of link under the given parameters. */
export function linkShape(kind: Link, parameters: MeetingRoomParameters): LinkShape {
  const meanMillis = {
    radio: parameters.radioMillis,
    lan: parameters.lanMillis,
    wan: parameters.wanMillis,
    dataCentre: parameters.dataCentreMillis,
    provider: parameters.providerMillis,
    person: parameters.personMillis,
  }[kind];
  const mean = millis(meanMillis);
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
