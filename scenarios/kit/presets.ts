import { constant } from '../../sim/kernel/distributions/constant.ts';
import { lognormal } from '../../sim/kernel/distributions/lognormal.ts';
import type { LinkShape, LossShape } from '../../sim/kernel/links.ts';
import { millis } from '../../sim/framework/time.ts';

/** What is known of a kind of link, one way and without what queues before it. */
export interface LinkPreset {
  /** Mean time from the last bit sent to arrival, ms. */
  readonly latencyMillis: number;
  /** Deviation over mean of latencies, where they vary. */
  readonly variation: number;
  /** Infinity for a link that never is the bottleneck. */
  readonly bandwidthBitsPerSecond: number;
  /** How it loses where losses are played. */
  readonly loss: LossShape;
  /** Where latency and bandwidth come from; variation and loss are assumptions of all of them. */
  readonly source: string;
}

/** Losses in bursts after Gilbert and Elliott: a share of the time is bad, for some messages in a row, and then half are lost. */
const bursts = (badShare: number, messages: number): LossShape => ({
  kind: 'gilbert-elliott',
  goodToBad: badShare / (1 - badShare) / messages,
  badToGood: 1 / messages,
  lossGood: 0,
  lossBad: 0.5,
});

/**
 * Kinds of link, from the narrowest on. Distributions of loss are published for none of them: all are assumptions, of the usual form
 * (STANDARDS 6.4). Duty cycles of the unlicensed bands are not modelled: report less often than they allow.
 */
export const presets = {
  /** Narrow-band cellular. */
  'nb-iot': {
    latencyMillis: 837,
    variation: 0.5,
    bandwidthBitsPerSecond: 264,
    loss: bursts(0.02, 3),
    source: '837 ms and 264 bit/s measured (Ugwuanyi et al. 2021)',
  },
  /** LoRa at 125 kHz, coding rate 4/5, spreading factor 7: what does not grow with the payload is its latency. */
  lora: {
    latencyMillis: 28,
    variation: 0.1,
    bandwidthBitsPerSecond: 5469,
    loss: bursts(0.04, 2),
    source: 'time on air of 37 B 82 ms at SF7 (formula of Semtech AN1200.13)',
  },
  /** A radio hop of IEEE 802.15.4 at 2.4 GHz. */
  '802.15.4': {
    latencyMillis: 5,
    variation: 0.5,
    bandwidthBitsPerSecond: 250_000,
    loss: bursts(0.02, 4),
    source: '250 kbit/s of IEEE 802.15.4 at 2.4 GHz; 5 ms for its access to the channel: assumption',
  },
  'wi-fi': {
    latencyMillis: 10,
    variation: 0.8,
    bandwidthBitsPerSecond: Infinity,
    loss: bursts(0.01, 10),
    source: 'median of tuned access points 10 ms ("WiFi can be the weakest link")',
  },
  '5g': {
    latencyMillis: 18,
    variation: 0.5,
    bandwidthBitsPerSecond: Infinity,
    loss: bursts(0.002, 10),
    source: '5G NSA uplink, worst case about 18 ms (Rohde & Schwarz, Munich 2022)',
  },
  /** From one city to another. */
  wan: {
    latencyMillis: 17,
    variation: 0.3,
    bandwidthBitsPerSecond: Infinity,
    loss: { kind: 'bernoulli', p: 0.0001 },
    source: 'Hong Kong - Singapore 34 ms round trip (AWS region latency matrix)',
  },
  'data-centre': {
    latencyMillis: 0.5,
    variation: 0.2,
    bandwidthBitsPerSecond: Infinity,
    loss: { kind: 'none' },
    source: 'round trip in a cloud region about 1 ms (AWS region latency matrix)',
  },
} as const satisfies Readonly<Record<string, LinkPreset>>;

/** Name of a kind of link. */
export type PresetName = keyof typeof presets;
/** Kinds of link over which constrained things are reached. */
export const radios = ['802.15.4', 'lora', 'nb-iot', 'wi-fi'] as const satisfies readonly PresetName[];
export type RadioName = (typeof radios)[number];

/** How a scenario plays a kind of link. */
export interface LinkTerms {
  /** Replaces the preset's own latency, ms. */
  readonly latencyMillis?: number;
  /** Latencies fixed at their mean, or lognormal around it. */
  readonly latency: 'fixed' | 'lognormal';
  readonly loss: LossShape;
}

/** The shape of a link of a kind; it keeps the order of its messages. */
export function shapeOf(preset: LinkPreset, { latencyMillis, latency, loss }: LinkTerms): LinkShape {
  const mean = millis(latencyMillis ?? preset.latencyMillis);
  return {
    latency: latency === 'fixed' || mean === 0 ? constant({ value: mean }) : lognormal({ mean, cv: preset.variation }),
    loss,
    bandwidthBitsPerSecond: preset.bandwidthBitsPerSecond,
    order: 'fifo',
  };
}

/** Time in which a request of so many bytes over a link, and an answer as long, pass on average, ns. */
export const roundTripNs = ({ latency, bandwidthBitsPerSecond }: LinkShape, bytes: number): number =>
  Math.ceil(2 * ((latency.mean ?? 0) + (bytes * 8e9) / bandwidthBitsPerSecond));
