import { forContact, forHearing, of } from '../folding/fact-numbers.ts';
import type { Metric, Observed } from '../../sim/framework/metric.ts';

/** M49: people who met what they should not have. Formula: violations of protection, by what was wrong with the meeting. */
export const meetingsAgainstTheRules: Metric = {
  id: 'M49',
  name: 'meetings-against-the-rules',
  summary:
    'minors exposed to content above their true age, contact that no guardian allows, contact after consent ended, and being met by whom one has barred',
  unit: 'meetings',
  formula:
    'violations of protection: exposed by content, contacted by strangers or after withdrawal, of these after withdrawal, by somebody barred; n: what persons met',
  values: ['exposed', 'contacted', 'afterWithdrawal', 'afterBar'],
  scale: 'amount',
  about: 'protection',
  fold(run) {
    let met = 0;
    const wrong = { content: 0, stranger: 0, withdrawn: 0, barred: 0 };
    return {
      block({ node, detail }, { byKind, starts }) {
        for (let at = starts[of.used]!; at < starts[of.used + 1]!; at++) {
          const row = byKind[at]!;
          const meeting = detail[row] === forContact || detail[row] === forHearing;
          if (meeting && run.roleOf(node[row]!) === 'person') met++;
        }
      },
      violation({ property, why }) {
        if (property === 'protection' && why !== undefined) wrong[why]++;
      },
      value() {
        const count = (value: number): Observed => ({ value: met > 0 ? value : null, n: met });
        return {
          exposed: count(wrong.content),
          contacted: count(wrong.stranger + wrong.withdrawn),
          afterWithdrawal: count(wrong.withdrawn),
          afterBar: count(wrong.barred),
        };
      },
    };
  },
};
