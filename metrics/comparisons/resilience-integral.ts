import type { Comparison } from './comparison.ts';

/**
 * M47: what the attack took from honest users over the whole run: the area between the goodput curves of the baseline
 * and of the attacked run (Bruneau et al. 2003, the resilience triangle). Later catching up is offset against it.
 * RangeError for curves of different bins.
 */
export const resilienceIntegral: Comparison = {
  id: 'M47',
  name: 'resilience-integral',
  summary: 'useful work lost to the attack: area between the goodput curves without and with it',
  unit: 'operations',
  formula: 'sum over bins of (baseline - attacked goodput) * width; share: that / area under the baseline',
  values: ['lost', 'share'],
  units: { share: 'share' },
  scale: 'amount',
  about: 'loss',
  least: -Infinity,
  compare(baseline, attacked) {
    const { binSeconds, goodput } = baseline.curve;
    const n = goodput.length;
    if (attacked.curve.binSeconds !== binSeconds || attacked.curve.goodput.length !== n) {
      throw new RangeError(
        `goodput curves differ: ${n} bins of ${binSeconds} s, ` +
          `${attacked.curve.goodput.length} of ${attacked.curve.binSeconds} s`,
      );
    }
    let lost = 0;
    let whole = 0;
    goodput.forEach((rate, bin) => {
      lost += (rate - attacked.curve.goodput[bin]!) * binSeconds;
      whole += rate * binSeconds;
    });
    return {
      lost: { value: n === 0 ? null : lost, n },
      share: { value: whole > 0 ? lost / whole : null, n },
    };
  },
};
