import type { Metric } from '../../sim/framework/metric.ts';
import { DatumTable } from '../folding/datum-table.ts';

/**
 * M13: how many records attacks reached. Formula: records in the different data of violations that descend from
 * attacks.
 */
export const blastRadiusRecords: Metric = {
  id: 'M13',
  name: 'blast-radius-records',
  title: 'blast radius, records',
  summary: 'records that attacks read, changed or invented, each datum once',
  unit: 'records',
  formula: 'records in different data of violations caused by attacks; n: those violations; unknown without an attempt',
  values: ['count'],
  scale: 'amount',
  about: 'attack',
  fold() {
    const data = new DatumTable();
    let attempts = 0;
    let violations = 0;
    let records = 0;
    return {
      block() {},
      violation(found) {
        if (found.attack === null) return;
        violations++;
        if (found.origin < 0 || data.has(found.origin, found.counter)) return;
        data.set(found.origin, found.counter, 1);
        records += found.records;
      },
      attempt() {
        attempts++;
      },
      value: () => ({ count: { value: attempts === 0 ? null : records, n: violations } }),
    };
  },
};
