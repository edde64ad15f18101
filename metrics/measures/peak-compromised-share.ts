import type { Metric } from '../../sim/framework/metric.ts';
import { Outbreaks } from '../folding/outbreaks.ts';

/** M17: how much of what is out there ran attackers' code at once. Formula: most nodes that ran it at one time, over all devices. */
export const peakCompromisedShare: Metric = {
  id: 'M17',
  name: 'peak-compromised-share',
  summary: 'most nodes that ran code of attackers at one time, and as a share of all devices',
  unit: 'share',
  formula:
    'most nodes that ran code which an attacker made at one time, those counted where it began / nodes that are devices; n: times that a node was taken; unknown without an attempt',
  values: ['share', 'nodes'],
  units: { nodes: 'nodes' },
  scale: 'amount',
  about: 'attack',
  fold(run) {
    let peak = 0;
    let attempts = 0;
    const outbreaks = new Outbreaks({ taken: (_atNs, _depth, now) => (peak = Math.max(peak, now)) });
    return {
      block: (facts, rows) => outbreaks.block(facts, rows),
      attempt() {
        attempts++;
      },
      value() {
        const n = outbreaks.count;
        if (attempts === 0) return { share: { value: null, n }, nodes: { value: null, n } };
        let devices = 0;
        for (let node = 0; node < run.nodes; node++) if (run.roleOf(node) === 'device') devices++;
        return { share: { value: devices === 0 ? null : peak / devices, n }, nodes: { value: peak, n } };
      },
    };
  },
};
