import type { Metric } from '../../sim/framework/metric.ts';
import { Outbreaks } from '../folding/outbreaks.ts';

/** M17: how much of what is out there ran attackers' code at once. Formula: most devices that ran it at one time because others had brought it there, over all devices. */
export const peakCompromisedShare: Metric = {
  id: 'M17',
  name: 'peak-compromised-share',
  summary:
    'most devices that ran code of attackers at one time, as others brought it to them, and as a share of all devices',
  unit: 'share',
  formula:
    'most devices that ran code which an attacker made and another node had brought, at one time / nodes that are devices; where an outbreak began does not count; n: times that a node was taken; unknown without an attempt',
  values: ['share', 'nodes'],
  units: { nodes: 'nodes' },
  scale: 'amount',
  about: 'attack',
  fold(run) {
    let peak = 0;
    let attempts = 0;
    const outbreaks = new Outbreaks({ taken: (_atNs, _depth, _now, brought) => (peak = Math.max(peak, brought)) });
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
