import { detailOf, reasonOf } from '../metrics/folding/fact-words.ts';
import { factKinds, flagAltered, flagForged, flagHostile, flagReplayed, flagWrong } from '../sim/framework/fact.ts';
import type { FactBlock, FactObserver } from '../sim/framework/fact.ts';
import { placeOf } from '../sim/framework/figure.ts';
import { kinds } from '../sim/framework/message.ts';
import { dataClasses } from '../sim/framework/datum.ts';

/** What ground truth can say of the datum in a fact, by the bit that says it. */
const trueOf = [
  [flagForged, 'forged'],
  [flagAltered, 'altered'],
  [flagReplayed, 'replayed'],
  [flagWrong, 'wrong'],
  [flagHostile, 'hostile'],
] as const;

/** Truth of a fact: its label, and what is so of its datum; undefined for what is honest all through. */
const truthOf = (label: number, flags: number): Readonly<Record<string, number | boolean>> | undefined => {
  const said = trueOf.filter(([bit]) => (flags & bit) !== 0).map(([, word]) => [word, true] as const);
  return label === 0 && said.length === 0 ? undefined : { label, ...Object.fromEntries(said) };
};

/**
 * Facts as lines of JSON, in the order of the digest. A line says what the digest covers: who, what, when, which verdict; and how
 * many bytes went over the wire. What nobody in the run could know stands apart, under `truth`.
 */
export const factLines = (run: string, take: (line: string) => void): FactObserver => ({
  block(facts: FactBlock) {
    for (let row = 0; row < facts.count; row++) {
      const kind = factKinds[facts.kind[row]!]!;
      take(
        JSON.stringify({
          run,
          fact: facts.first + row,
          atNs: facts.time[row],
          kind,
          place: placeOf(facts.place[row]!),
          node: facts.node[row],
          peer: facts.peer[row],
          datum: `${facts.origin[row]}/${facts.counter[row]}`,
          subject: facts.subject[row],
          message: facts.message[row] === 0 ? null : kinds[facts.message[row]! - 1],
          dataClass: dataClasses[facts.dataClass[row]!],
          detail: detailOf(kind, facts.detail[row]!) || null,
          reason: reasonOf(kind, facts.outcome[row]!) || null,
          outcome: facts.outcome[row],
          sizeBytes: facts.message[row] === 0 ? null : facts.sizeBytes[row],
          truth: truthOf(facts.label[row]!, facts.flags[row]!),
        }),
      );
    }
  },
});
