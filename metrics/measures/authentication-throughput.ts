import type { Metric } from '../../sim/framework/metric.ts';
import { of } from '../folding/fact-numbers.ts';

/**
 * M34: how many ends of channels were authenticated. Formula: channels opened after warm-up that descend from no attack / s. Under
 * a profile without C01 a channel opens on a claim: the same rate is then one of claims.
 */
export const authenticationThroughput: Metric = {
  id: 'M34',
  name: 'authentication-throughput',
  summary: 'channels that honest nodes opened, by handshake or by resumption, per second',
  unit: '1/s',
  formula: 'channels opened that descend from no attack / (end - warm-up); n: those channels',
  values: ['rate'],
  scale: 'amount',
  about: 'service',
  fold(run) {
    const seconds = (run.untilNs - run.warmUpNs) / 1e9;
    let opened = 0;
    return {
      block(facts, { byKind, starts }) {
        for (let at = starts[of.opened]!; at < starts[of.opened + 1]!; at++) {
          const row = byKind[at]!;
          if (facts.label[row] === 0 && facts.time[row]! >= run.warmUpNs) opened++;
        }
      },
      value: () => ({ rate: { value: seconds > 0 ? opened / seconds : null, n: opened } }),
    };
  },
};
