import type { Control } from '../framework/control.ts';
import { seconds } from '../framework/time.ts';
import { WholeColumn } from './columns.ts';

/** Settings of C36. */
export interface TrafficShapingSettings {
  /** Time between two reports of a thing that would else report when something happens, ns. */
  readonly everyNs: number;
  /** What such a thing sends is as long as a whole number of these, bytes. */
  readonly frameBytes: number;
}

const defaults: TrafficShapingSettings = { everyNs: seconds(2), frameBytes: 127 };

/** C36: when a thing sends, and how much, says nothing of what it has to tell. Narrows A32 (R4). */
export const trafficShaping = (settings: TrafficShapingSettings = defaults): Control => ({
  id: 'C36',
  name: 'traffic-shaping',
  title: 'traffic shaping and padding',
  summary:
    'Things that report when something happens report at a constant rate instead, and pad what they send to whole frames.',
  groups: ['R4'],
  rung: 'data',
  layer: 'door',
  step: 5,
  places: ['RP-T', 'issue'],
  limits:
    'Shapes what things say that ask for it, those that report on change, and nothing further on: what a person wishes for, and what a platform says because of it, comes when it comes. A change waits for the next report. Whoever can hold messages back still sees which thing goes silent. Costs a frame for each report, and the reports that tell nothing new (the README of S04 has the figures).',
  source:
    'Constant rate against inference from traffic of smart homes (Apthorpe et al. 2017, “Spying on the Smart Home”); padding to blocks as in RFC 8467, here to the longest frame of IEEE 802.15.4 (aMaxPHYPacketSize); every 2 s: assumption.',
  stand: () => {
    /** 1 for nodes that report evenly. */
    const even = new WholeColumn();
    return {
      oblige(purpose, duty, at) {
        if (purpose !== 'twin') return;
        at.charge('judge');
        even.put(at.node, 1);
        duty.evenlyNs = Math.min(duty.evenlyNs, settings.everyNs);
      },
      protect(message, at) {
        if (even.at(at.node) === 0) return;
        at.charge('judge');
        const over = message.sizeBytes % settings.frameBytes;
        if (over > 0) at.extend(settings.frameBytes - over);
      },
    };
  },
});
