import { expect, test } from 'vitest';
import { factNumber, flagClear, placeNumber } from '../../framework/fact.ts';
import type { FactBlock } from '../../framework/fact.ts';
import { Judge } from './judge.ts';
import { TruthFault } from './ledger.ts';
import { TruthMerge } from './truth-merge.ts';
import { TruthWriter } from './truth-ops.ts';
import type { TruthOp, TruthValues } from './truth-ops.ts';

interface Line {
  readonly kind: number;
  readonly node: number;
  readonly origin: number;
  readonly counter: number;
  readonly born: number;
  readonly flags: number;
  readonly detail: number;
}

/** Two processes that tell what they did at given times, and the facts that the judge makes of it. */
const court = () => {
  const lines: Line[] = [];
  const block = (facts: FactBlock): void => {
    for (let row = 0; row < facts.count; row++) {
      lines.push({
        kind: facts.kind[row]!,
        node: facts.node[row]!,
        origin: facts.origin[row]!,
        counter: facts.counter[row]!,
        born: facts.born[row]!,
        flags: facts.flags[row]!,
        detail: facts.detail[row]!,
      });
    }
  };
  const judge = new Judge(8, [], [{ block }]);
  const merge = new TruthMerge((name, timeNs, segment) => judge.segment(name, timeNs, segment));
  const process = (name: string) => {
    let nowNs = 0;
    merge.add(name);
    const writer = new TruthWriter(
      () => nowNs,
      (bytes) => merge.take(name, bytes),
    );
    return {
      tell: <Op extends TruthOp>(atNs: number, op: Op, ...values: TruthValues<Op>): void => {
        nowNs = atNs;
        writer.tell(op, ...values);
      },
      upTo: (atNs: number): void => {
        nowNs = atNs;
        writer.flush(true);
      },
    };
  };
  return { judge, lines, left: process('left'), right: process('right') };
};

const { sent, delivered, used, dropped } = factNumber;
const message = (kind: number, number: number, node: number, peer: number) =>
  [kind, number, node, peer, 0, 1, 1, 5, 100, 1, 0, 0, 0] as const;

test('what is used at the end of a way descends from what was said at its beginning', () => {
  const { judge, lines, left, right } = court();
  left.tell(10, 'clear');
  left.tell(10, 'say', 1, 4, -1, 0);
  left.tell(10, 'messageFact', ...message(sent, 1, 4, 9));
  left.tell(10, 'depart', 1, 77, 0, 1, 123);
  right.tell(20, 'arrive', 1, 77, 0, 1, 123);
  right.tell(20, 'messageFact', ...message(delivered, 1, 9, 4));
  right.tell(20, 'take', 1);
  right.tell(20, 'keep', 3);
  right.tell(20, 'forget', 1);
  right.tell(30, 'clear');
  right.tell(30, 'recall', 3);
  right.tell(30, 'deedFact', used, placeNumber['use']!, 9, 4, 5, 1, 0, 1, 21, NaN);
  right.upTo(40);
  expect(lines, 'nothing is judged before all have told so far').toEqual([]);
  left.upTo(40);
  judge.finish();
  const truth = { origin: 4, counter: 1, born: 10, detail: 0 };
  expect(lines).toEqual([
    { kind: sent, node: 4, ...truth, flags: flagClear },
    { kind: delivered, node: 9, ...truth, flags: flagClear },
    { kind: used, node: 9, ...truth, flags: 0 },
  ]);
  expect(judge.inside()['RP-T']).toBe(0);
});

test('what is on a link that both ends have closed is lost, and what is on an open one is inside', () => {
  const { judge, lines, left, right } = court();
  for (const number of [1, 2]) {
    left.tell(10, 'say', number, 4, -1, 0);
    left.tell(10, 'messageFact', ...message(sent, number, 4, 9));
    left.tell(10, 'depart', number, number, 0, 1, 0);
  }
  left.tell(20, 'closed', 1, 0);
  right.tell(30, 'closed', 1, 1);
  left.upTo(40);
  right.upTo(40);
  judge.finish();
  expect(lines.map(({ kind }) => kind)).toEqual([sent, sent, dropped]);
  expect(judge.inside()['RP-T']).toBe(1);
});

test.each([
  ['another message than was sent', 1, 999],
  ['a message that was passed over', 2, 123],
])('%s voids the run', (_what, ordinal, hash) => {
  const { left, right } = court();
  left.tell(10, 'say', 1, 4, -1, 0);
  left.tell(10, 'messageFact', ...message(sent, 1, 4, 9));
  left.tell(10, 'depart', 1, 77, 0, 1, 123);
  right.tell(20, 'arrive', 1, 77, 0, ordinal, hash);
  left.upTo(40);
  expect(() => right.upTo(40)).toThrow(TruthFault);
});
