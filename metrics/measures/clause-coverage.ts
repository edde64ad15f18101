import { roles as ofTheFigure } from '../../sim/framework/figure.ts';
import type { Metric, Observed } from '../../sim/framework/metric.ts';
import { clauseOfPeople, clauses, clausesAtPlace, clausesBetween, clausesOfKind } from '../folding/clauses.ts';
import { firstPersonalClass, of } from '../folding/fact-numbers.ts';

/** Roles that a run can have: those of the figure, and an attacker's own. */
const mostRoles = ofTheFigure.length + 1;

/**
 * M48: which requirement groups of X.stm-dpm and topics of Y.4812 a run has exercised, and which of them something violated. Built from
 * the public scope, clause text not seen: nothing here says that a clause is met. Exercised: a message was delivered or refused at a point
 * that carries the group, or of a kind, between roles, or of a class that the topic is about. Failed: exercised, and a property was violated
 * that it stands for (`clauses`). Passed: exercised, and nothing found in this run. Each clause that was exercised has a value of its
 * own besides (`M48.R4.failed`: 1 or 0; n: its verdicts).
 */
export const clauseCoverage: Metric = {
  id: 'M48',
  name: 'clause-coverage',
  summary:
    'requirement groups of X.stm-dpm and topics of Y.4812, built from the public scope, that the run exercised, and those of them in which something was violated',
  unit: 'clauses',
  formula:
    'exercised: of R1 to R5, Y-a to Y-c, FF, CD and PII, those with a verdict on a message; failed: of these, those with a violation of a property that they stand for; passed: the others; n: verdicts',
  values: ['exercised', 'passed', 'failed'],
  scale: 'amount',
  about: 'protection',
  fold(run) {
    const verdicts = new Float64Array(clauses.length);
    const violations = new Float64Array(clauses.length);
    let all = 0;
    /** Number + 1 of each node's role in `names`, 0 while it was not asked for; and what two roles exercise, -1 while not asked for. */
    const roles = new Uint8Array(run.nodes);
    const names = ['attacker'];
    const between = new Int32Array(mostRoles * mostRoles).fill(-1);
    const roleOf = (node: number): number => {
      if (node < 0 || node >= run.nodes) return 0;
      const known = roles[node]!;
      if (known > 0) return known - 1;
      const name = run.roleOf(node);
      const found = names.indexOf(name);
      const number = found < 0 ? names.push(name) - 1 : found;
      roles[node] = number + 1;
      return number;
    };
    const exercisedBy = (one: number, other: number): number => {
      const at = one * mostRoles + other;
      if (between[at]! < 0) between[at] = clausesBetween(names[one]!, names[other]!);
      return between[at]!;
    };
    return {
      block({ place, message, dataClass, node, peer }, { byKind, starts }) {
        for (const kind of [of.delivered, of.refused]) {
          for (let at = starts[kind]!; at < starts[kind + 1]!; at++) {
            const row = byKind[at]!;
            if (message[row] === 0) continue;
            all++;
            let bits = clausesAtPlace[place[row]!]! | clausesOfKind[message[row]!]!;
            bits |= exercisedBy(roleOf(node[row]!), roleOf(peer[row]!));
            if (dataClass[row]! >= firstPersonalClass) bits |= clauseOfPeople;
            for (let clause = 0; bits !== 0; clause++, bits >>= 1) if ((bits & 1) !== 0) verdicts[clause]!++;
          }
        }
      },
      violation({ property, node }) {
        clauses.forEach(({ properties, at }, clause) => {
          if (!properties.includes(property)) return;
          if (at === undefined || (node >= 0 && node < run.nodes && at.some((role) => role === run.roleOf(node))))
            violations[clause]!++;
        });
      },
      value() {
        const own: Record<string, Observed> = {};
        let exercised = 0;
        let failed = 0;
        clauses.forEach(({ id }, clause) => {
          if (verdicts[clause] === 0) return;
          exercised++;
          const fails = violations[clause]! > 0 ? 1 : 0;
          failed += fails;
          own[`${id}.failed`] = { value: fails, n: verdicts[clause]! };
        });
        const count = (value: number): Observed => ({ value: all === 0 ? null : value, n: all });
        return { exercised: count(exercised), passed: count(exercised - failed), failed: count(failed), ...own };
      },
    };
  },
};
