import type { FactBlock } from '../../sim/framework/fact.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import { kindNumber, forTwin, of } from '../folding/fact-numbers.ts';
import { inOrder } from '../folding/in-order.ts';
import { proportion } from '../folding/observed.ts';

const join = kindNumber('join');

/** Where a thing is that goes from platform to platform. */
interface Whereabouts {
  readonly party: string;
  /** Since when; what it said before that may still come in where it was. */
  readonly sinceNs: number;
}

/**
 * M56: whether a thing that goes from platform to platform has its twin in one place. Where it is, it says itself: at the platform
 * that it joined last. Formula: of the updates of twins of such things by data said since then, the share at another platform; after
 * warm-up.
 */
export const twinPlaces: Metric = {
  id: 'M56',
  name: 'twin-places',
  summary: 'share of updates of twins of roaming things at a platform where the thing is not',
  unit: 'share',
  formula: 'updates, by data said since the thing last joined a platform, at another platform / all such updates',
  values: ['astray'],
  scale: 'proportion',
  about: 'protection',
  fold(run) {
    const roaming = new Map<number, Whereabouts>();
    let placed = 0;
    let astray = 0;
    const said = ({ message, node, subject, peer, time }: FactBlock, row: number): void => {
      // Who joins in a thing's name from a node of its own is not the thing.
      if (message[row] !== join || node[row] !== subject[row] || node[row]! >= run.nodes) return;
      const party = run.partyOf(peer[row]!);
      if (roaming.get(node[row]!)?.party !== party) roaming.set(node[row]!, { party, sinceNs: time[row]! });
    };
    const updated = ({ detail, subject, born, time, node }: FactBlock, row: number): void => {
      if (detail[row] !== forTwin || time[row]! < run.warmUpNs) return;
      const where = roaming.get(subject[row]!);
      if (where === undefined || born[row]! < where.sinceNs) return;
      placed++;
      if (run.partyOf(node[row]!) !== where.party) astray++;
    };
    return {
      block(facts, rows) {
        inOrder(rows, [of.sent, (row) => said(facts, row)], [of.used, (row) => updated(facts, row)]);
      },
      value: () => ({ astray: proportion(astray, placed) }),
    };
  },
};
