import type { Metric, Observed, RunCosts } from '../../sim/framework/metric.ts';
import { forTwin, of } from '../folding/fact-numbers.ts';
import { Paid } from '../folding/paid.ts';

/**
 * M46: what security costs. Formula: CPU time charged, bytes added and calls made by controls, per 10^6 useful
 * operations (honest operations done + updates of twins), whole run; and the same for each control (`C11.cpuSeconds`).
 * `latencyMs` is the time that controls add to one operation on its way, waiting apart: what waiting they cause shows
 * in M30 of two arms that share their random numbers. `money` is what providers are paid for a job in all, redundant answers
 * included: what controls add to it shows in two arms as well. Energy and the price of CPU and bytes are not known.
 */
export const controlCost: Metric = {
  id: 'M46',
  name: 'control-cost',
  summary: 'CPU, bytes and time on the way that controls cost, per million useful operations, in all and by control',
  unit: 's per 10^6 operations',
  formula:
    'charged by controls / (honest operations done + updates of twins) * 10^6; latencyMs per operation; money: prices of results delivered by providers / jobs done',
  values: ['cpuSeconds', 'bytes', 'calls', 'latencyMs', 'money'],
  units: {
    bytes: 'B per 10^6 operations',
    calls: 'calls per 10^6 operations',
    latencyMs: 'ms',
    money: 'millionths a job',
  },
  scale: 'amount',
  about: 'service',
  brief: { cpuSeconds: 'control cost' },
  fold(run) {
    let operations = 0;
    let spent: RunCosts = {};
    const paid = new Paid();
    return {
      block(facts, rows) {
        paid.block(facts, rows);
        const { byKind, starts } = rows;
        for (let at = starts[of.finished]!; at < starts[of.finished + 1]!; at++) {
          const row = byKind[at]!;
          if (facts.outcome[row] === 1 && facts.label[row] === 0) operations++;
        }
        const end = starts[of.used + 1]!;
        for (let at = starts[of.used]!; at < end; at++) {
          const row = byKind[at]!;
          if (facts.detail[row] === forTwin && facts.label[row] === 0) operations++;
        }
      },
      costs(all) {
        spent = all;
      },
      value() {
        const known = operations > 0;
        const per = (amount: number, unit: number): Observed => ({
          value: known ? (amount / operations) * unit : null,
          n: operations,
        });
        const values: Record<string, Observed> = {};
        let ns = 0;
        let bytes = 0;
        let calls = 0;
        for (const control of run.controls) {
          const cost = spent[control] ?? { ns: 0, bytes: 0, calls: 0 };
          ns += cost.ns;
          bytes += cost.bytes;
          calls += cost.calls;
          values[`${control}.cpuSeconds`] = per(cost.ns, 1e6 / 1e9);
          values[`${control}.bytes`] = per(cost.bytes, 1e6);
          values[`${control}.calls`] = per(cost.calls, 1e6);
          values[`${control}.latencyMs`] = per(cost.ns, 1 / 1e6);
        }
        return {
          cpuSeconds: per(ns, 1e6 / 1e9),
          bytes: per(bytes, 1e6),
          calls: per(calls, 1e6),
          latencyMs: per(ns, 1 / 1e6),
          money: paid.aJob,
          ...values,
        };
      },
    };
  },
};
