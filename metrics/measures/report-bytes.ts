import { placeNumber } from '../../sim/framework/figure.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import { kindNumber, of } from '../folding/fact-numbers.ts';
import { meanOf } from '../folding/observed.ts';

const atThings = placeNumber['RP-T'];
const report = kindNumber('report');

/**
 * M55: what a reading costs the radio of a thing behind a gateway. Formula: mean and largest size on the wire of the reports that
 * things send to gateways, with all that controls add, after warm-up. Handshakes are not in it: they carry no reading.
 */
export const reportBytes: Metric = {
  id: 'M55',
  name: 'report-bytes',
  summary: 'size on the wire of a report of a thing behind a gateway, with all that controls add: mean and largest',
  unit: 'B',
  formula: 'mean and largest size of reports sent by things to gateways, after warm-up; n: those reports',
  values: ['mean', 'max'],
  scale: 'amount',
  about: 'service',
  fold(run) {
    let reports = 0;
    let bytes = 0;
    let largest = 0;
    return {
      block(facts, { byKind, starts }) {
        const { time, place, message, node, peer, sizeBytes } = facts;
        for (let at = starts[of.sent]!; at < starts[of.sent + 1]!; at++) {
          const row = byKind[at]!;
          if (message[row] !== report || place[row] !== atThings || time[row]! < run.warmUpNs) continue;
          // What attackers send is not on a thing's radio.
          if (node[row]! >= run.nodes || run.roleOf(node[row]!) !== 'device') continue;
          if (run.roleOf(peer[row]!) !== 'gateway') continue;
          reports++;
          bytes += sizeBytes[row]!;
          if (sizeBytes[row]! > largest) largest = sizeBytes[row]!;
        }
      },
      value: () => ({
        mean: meanOf(bytes, reports),
        max: { value: reports === 0 ? null : largest, n: reports },
      }),
    };
  },
};
