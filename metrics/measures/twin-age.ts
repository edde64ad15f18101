import { firstSubjectWithoutNode } from '../../sim/framework/datum.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import { forTwin, of } from '../folding/fact-numbers.ts';

/** Birth of the newest datum behind each subject's twin at one node, by subject; -1 where there is none yet. */
class NewestBirths {
  private births = new Float64Array(0);
  private readonly first: number;

  constructor(first: number) {
    this.first = first;
  }

  of(subject: number): number {
    const at = subject - this.first;
    return at < this.births.length ? this.births[at]! : -1;
  }

  set(subject: number, bornNs: number): void {
    const at = subject - this.first;
    if (at >= this.births.length) {
      const grown = new Float64Array(Math.max(1024, at + 1, this.births.length * 2)).fill(-1, this.births.length);
      grown.set(this.births);
      this.births = grown;
    }
    this.births[at] = bornNs;
  }

  /** Birth of the datum that is the oldest now, Infinity where there is none. */
  get oldest(): number {
    let oldest = Infinity;
    for (const birth of this.births) if (birth >= 0 && birth < oldest) oldest = birth;
    return oldest;
  }
}

/** What the twins at one node were last updated with: of subjects that are nodes, and of rooms and groups. */
class Twins {
  readonly nodes = new NewestBirths(0);
  readonly others = new NewestBirths(firstSubjectWithoutNode);
}

/**
 * M36: age of information of twins (Kaul, Yates, Gruteser 2012). The age of a twin is the time since the birth of the
 * newest datum it was updated with, false data included: the twin believes them. `mean` is its time average over all
 * pairs of twin and subject, from warm-up (or the pair's first update) to the end; `peak` the mean age just before an
 * update, `max` the largest, at the end of the run included.
 *
 * The time average needs no time of last update: with birth b(t), the integral of t - b(t) to the end T is that of t
 * less the sum over updates at u of (b after - b before)(T - u). So one number a pair is kept, 8 bytes.
 */
export const twinAge: Metric = {
  id: 'M36',
  name: 'twin-age',
  summary: 'age of what twins show: time average, mean just before updates, largest',
  unit: 's',
  formula: 'time average over twins and subjects of (now - birth of newest datum); peak: mean before updates',
  values: ['mean', 'peak', 'max'],
  scale: 'amount',
  about: 'service',
  brief: { mean: 'twin age' },
  fold(run) {
    const { warmUpNs, untilNs } = run;
    const span = (untilNs - warmUpNs) / 1e9;
    const twinsOf = new Map<number, Twins>();
    let lastNode = -1;
    let twins = new Twins();
    // Seconds and births counted from warm-up, so that differences stay exact.
    let watched = 0;
    let timeIntegral = 0;
    let birthIntegral = 0;
    let updates = 0;
    let peaks = 0;
    let peakSumNs = 0;
    let largestNs = 0;
    return {
      block(facts, { byKind, starts }) {
        const { time, born, detail, node, subject } = facts;
        const end = starts[of.used + 1]!;
        for (let at = starts[of.used]!; at < end; at++) {
          const row = byKind[at]!;
          const nowNs = time[row]!;
          if (detail[row] !== forTwin || subject[row]! < 0 || nowNs > untilNs) continue;
          if (node[row] !== lastNode) {
            lastNode = node[row]!;
            twins = twinsOf.get(lastNode) ?? new Twins();
            twinsOf.set(lastNode, twins);
          }
          const births = subject[row]! < firstSubjectWithoutNode ? twins.nodes : twins.others;
          const before = births.of(subject[row]!);
          const birth = born[row]!;
          const left = Math.min(span, (untilNs - nowNs) / 1e9);
          if (nowNs >= warmUpNs) updates++;
          if (before < 0) {
            watched += left;
            timeIntegral += (span * span - (span - left) * (span - left)) / 2;
            birthIntegral += ((birth - warmUpNs) / 1e9) * left;
          } else if (birth > before) {
            birthIntegral += ((birth - before) / 1e9) * left;
          } else {
            continue;
          }
          births.set(subject[row]!, birth);
          if (before < 0 || nowNs < warmUpNs) continue;
          peaks++;
          peakSumNs += nowNs - before;
          if (nowNs - before > largestNs) largestNs = nowNs - before;
        }
      },
      value() {
        // A twin that is no longer updated at all has its largest age at the end.
        let oldest = Infinity;
        for (const one of twinsOf.values()) oldest = Math.min(oldest, one.nodes.oldest, one.others.oldest);
        const max = Math.max(largestNs, untilNs - oldest) / 1e9;
        return {
          mean: { value: watched > 0 ? (timeIntegral - birthIntegral) / watched : null, n: updates },
          peak: { value: peaks > 0 ? peakSumNs / peaks / 1e9 : null, n: peaks },
          max: { value: watched > 0 ? max : null, n: updates },
        };
      },
    };
  },
};
