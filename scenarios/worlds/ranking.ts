import { kendallTau } from '../../metrics/statistics/kendall.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import type { WorldRow } from './row.ts';
import type { ServicePair } from './service-rows.ts';
import type { Work } from './service-sample.ts';

/** Least agreement of the two rankings. */
const leastTau = 0.8;

/** What a control costs by its own account, ns a message: what leaving it out would save. */
const costOf = ({ controls, messages }: Work, control: ControlId): number =>
  messages > 0 ? (controls[control]?.ns ?? 0) / messages : 0;

/** Whether both worlds put the controls in the same order of what they cost; the interval spans the single runs. */
export function rankingRow(ranked: readonly ControlId[], pairs: readonly ServicePair[]): WorldRow {
  const meanOf = (world: keyof ServicePair, control: ControlId): number =>
    pairs.reduce((sum, pair) => sum + costOf(pair[world].work, control), 0) / pairs.length;
  const tau = kendallTau(
    ranked.map((control) => meanOf('virtual', control)),
    ranked.map((control) => meanOf('live', control)),
  );
  const single = pairs.flatMap(({ virtual, live }) => {
    const one = kendallTau(
      ranked.map((control) => costOf(virtual.work, control)),
      ranked.map((control) => costOf(live.work, control)),
    );
    return one === null ? [] : [one];
  });
  return {
    id: 'worlds.tau',
    name: `ranking of ${ranked.join(', ')} by processor time a message, Kendall’s tau`,
    expected: 1,
    measured: tau,
    ci: single.length === 0 ? null : [Math.min(...single), Math.max(...single)],
    verdict: tau !== null && tau >= leastTau ? 'pass' : 'fail',
  };
}
