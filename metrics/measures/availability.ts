import type { Metric } from '../../sim/framework/metric.ts';
import { of } from '../folding/fact-numbers.ts';
import { isHonestOperation } from '../folding/honest-operation.ts';
import { objectiveNs } from '../folding/objectives.ts';
import { proportion } from '../folding/observed.ts';

/** A slot meets it when 99 % of its operations do (assumption). */
const objectiveShare = 0.99;
const minuteNs = 60e9;
const fewestSlots = 20;
const mostSlots = 1440;

/**
 * M31: service objective minutes. Formula: slots in which at least 99 % of the honest operations that ended were done
 * within 1 s (a trade 60 s) of their intended start / slots in which any ended. What an attack did to an honest operation counts; only what
 * attackers wanted themselves does not. A slot is a minute, shorter or longer where that gives
 * under 20 or over 1440 of them.
 */
export const availability: Metric = {
  id: 'M31',
  name: 'availability',
  summary:
    'share of minutes in which 99 % of honest operations were done within 1 s (trades 60 s) of their intended start',
  unit: 'share',
  formula:
    'slots that met the objective / slots in which an honest operation ended; a slot is a minute, 20 to 1440 a run',
  values: ['rate'],
  scale: 'proportion',
  about: 'service',
  fold(run) {
    const spanNs = Math.max(1, run.untilNs - run.warmUpNs);
    const slots = Math.min(mostSlots, Math.max(fewestSlots, Math.ceil(spanNs / minuteNs)));
    const ended = new Float64Array(slots);
    const met = new Float64Array(slots);
    return {
      block(facts, { byKind, starts }) {
        for (let at = starts[of.finished]!; at < starts[of.finished + 1]!; at++) {
          const row = byKind[at]!;
          const sinceNs = facts.time[row]! - run.warmUpNs;
          if (sinceNs < 0 || !isHonestOperation(facts, row, run.nodes)) continue;
          const slot = Math.min(slots - 1, Math.floor((sinceNs / spanNs) * slots));
          ended[slot]!++;
          const within = facts.time[row]! - facts.born[row]! <= objectiveNs[facts.detail[row]!]!;
          if (facts.outcome[row] === 1 && within) met[slot]!++;
        }
      },
      value() {
        let judged = 0;
        let good = 0;
        for (let slot = 0; slot < slots; slot++) {
          if (ended[slot] === 0) continue;
          judged++;
          if (met[slot]! >= objectiveShare * ended[slot]!) good++;
        }
        return { rate: proportion(good, judged) };
      },
    };
  },
};
