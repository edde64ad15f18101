import type { Metric } from '../../sim/framework/metric.ts';
import { of } from '../folding/fact-numbers.ts';

/** People come and go in minutes; who is there is looked at so often (assumption). */
const lookNs = 1e9;

/**
 * M50: unsafe acts of things where people are. `acts`: violations of safety (as M10 counts them) at which somebody is where the thing
 * stands, by the environment's ground truth; `personSeconds`: people there, summed up over the time from such an unsafe act, whether or
 * not somebody was there at that moment, to the next act of the thing, or the end of the run. Unknown where no environment says who is
 * where, or no thing acted. Formula: number of those acts; sum over unsafe acts of the integral of people over that time, looked at
 * every second.
 */
export const unsafeEffectsOnPeople: Metric = {
  id: 'M50',
  name: 'unsafe-effects-on-people',
  title: 'unsafe physical effects on people',
  summary: 'unsafe acts of things beside which people are, and how long how many people were beside what they had done',
  unit: 'acts',
  formula:
    'acts: violations of safety while people are where the thing is; personSeconds: sum over unsafe acts of the integral of people there until the thing acts again; n: acts of things where it is known who is there',
  values: ['acts', 'personSeconds'],
  units: { personSeconds: 'person s' },
  scale: 'amount',
  about: 'protection',
  fold(run) {
    /** Rows of the block at hand that the oracle has found unsafe. */
    const unsafeRows = new Set<number>();
    /** Since when a thing stands as an unsafe act has left it. */
    const unsafeSince = new Map<number, number>();
    let known = 0;
    let unsafe = 0;
    let personNs = 0;
    const exposed = (thing: number, fromNs: number, toNs: number): number => {
      let sum = 0;
      for (let at = fromNs; at < toNs; at += lookNs) sum += (run.people!(thing, at) ?? 0) * Math.min(lookNs, toNs - at);
      return sum;
    };
    return {
      violation({ property, row }) {
        if (property === 'safety') unsafeRows.add(row);
      },
      block({ subject, time }, { byKind, starts }) {
        if (run.people === undefined) return;
        for (let at = starts[of.acted]!; at < starts[of.acted + 1]!; at++) {
          const row = byKind[at]!;
          const [thing, nowNs] = [subject[row]!, time[row]!];
          const there = run.people(thing, nowNs);
          if (there === null) continue;
          known++;
          const since = unsafeSince.get(thing);
          if (since !== undefined) personNs += exposed(thing, since, nowNs);
          unsafeSince.delete(thing);
          if (!unsafeRows.has(row)) continue;
          unsafeSince.set(thing, nowNs);
          if (there > 0) unsafe++;
        }
        unsafeRows.clear();
      },
      value() {
        let sum = personNs;
        for (const [thing, since] of unsafeSince) sum += exposed(thing, since, run.untilNs);
        return {
          acts: { value: known === 0 ? null : unsafe, n: known },
          personSeconds: { value: known === 0 ? null : sum / 1e9, n: known },
        };
      },
    };
  },
};
