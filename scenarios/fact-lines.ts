import { factKinds } from '../sim/framework/fact.ts';
import type { FactBlock, FactObserver } from '../sim/framework/fact.ts';
import { placeOf } from '../sim/framework/figure.ts';
import { kinds } from '../sim/framework/message.ts';
import { dataClasses } from '../sim/framework/datum.ts';

/**
 * Facts as lines of JSON, in the order of the digest. A line says what the digest covers: who, what, when, which verdict;
 * numbers in `detail` and `outcome` are those of the framework's lists.
 */
export const factLines = (run: string, take: (line: string) => void): FactObserver => ({
  block(facts: FactBlock) {
    for (let row = 0; row < facts.count; row++) {
      take(
        JSON.stringify({
          run,
          fact: facts.first + row,
          atNs: facts.time[row],
          kind: factKinds[facts.kind[row]!],
          place: placeOf(facts.place[row]!),
          node: facts.node[row],
          peer: facts.peer[row],
          datum: `${facts.origin[row]}/${facts.counter[row]}`,
          subject: facts.subject[row],
          message: facts.message[row] === 0 ? null : kinds[facts.message[row]! - 1],
          dataClass: dataClasses[facts.dataClass[row]!],
          detail: facts.detail[row],
          outcome: facts.outcome[row],
        }),
      );
    }
  },
});
