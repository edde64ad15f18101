import { placeNumber } from '../../framework/figure.ts';
import { expect, test } from 'vitest';
import { drops, factNumber, flagClear, flagForged } from '../../framework/fact.ts';
import type { FactBlock } from '../../framework/fact.ts';
import type { Cast } from '../../framework/scenario.ts';
import { deathNotice } from './death-notice.ts';
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
  readonly label: number;
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
        label: facts.label[row]!,
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
  return { judge, lines, merge, left: process('left'), right: process('right') };
};

const { sent, delivered, used, dropped, restarted } = factNumber;

/** Two nodes, each of which remembers one datum. */
const castOf = (): Cast =>
  ({
    placements: [
      { first: 4, count: 1, cells: 1 },
      { first: 9, count: 1, cells: 1 },
    ],
  }) as unknown as Cast;
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
  right.tell(30, 'deedFact', used, placeNumber['use'], 9, 4, 5, 1, 0, 1, 21, NaN);
  right.upTo(40);
  expect(lines, 'nothing is judged before all have told so far').toEqual([]);
  left.upTo(40);
  judge.finish();
  const truth = { origin: 4, counter: 1, born: 10, detail: 0, label: 0 };
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
  left.tell(20, 'closed', 1, 0, 0);
  right.tell(30, 'closed', 1, 1, 0);
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

/** Kinds of fact, and why what was dropped was. */
const ended = (lines: readonly Line[]): readonly (readonly [number, number])[] =>
  lines.filter(({ kind }) => kind !== sent).map(({ kind, detail }) => [kind, detail] as const);
const restart = drops.indexOf('restart');
const noChannel = drops.indexOf('no-channel');

test('what a killed process held is lost, and what it had sent still arrives', () => {
  const { judge, lines, merge, left, right } = court();
  for (const number of [1, 2, 3]) {
    left.tell(10, 'say', number, 4, -1, 0);
    left.tell(10, 'messageFact', ...message(sent, number, 4, 9));
  }
  left.tell(10, 'depart', 1, 77, 0, 1, 123);
  left.tell(10, 'depart', 2, 77, 0, 2, 123);
  left.upTo(10);
  merge.close(
    'left',
    deathNotice(castOf(), (node) => node === 4, 15),
  );
  right.tell(20, 'arrive', 1, 77, 0, 1, 123);
  right.tell(20, 'messageFact', ...message(delivered, 1, 9, 4));
  right.tell(20, 'forget', 1);
  right.tell(30, 'closed', 77, 1, 0);
  right.upTo(40);
  judge.finish();
  expect(ended(lines)).toEqual([
    [dropped, restart],
    [restarted, 0],
    [delivered, 0],
    [dropped, noChannel],
  ]);
  expect(judge.inside()['RP-T']).toBe(0);
});

test('what was on its way to a killed process, or to a node that was down, is lost to its restart', () => {
  const { judge, lines, merge, left, right } = court();
  for (const [number, link] of [
    [1, 77],
    [2, 78],
  ] as const) {
    left.tell(10, 'say', number, 4, -1, 0);
    left.tell(10, 'messageFact', ...message(sent, number, 4, 9));
    left.tell(10, 'depart', number, link, 0, 1, 123);
  }
  right.tell(12, 'say', 1, 9, -1, 0);
  right.tell(12, 'messageFact', ...message(sent, 1, 9, 4));
  right.tell(12, 'depart', 1, 77, 1, 1, 123);
  right.tell(13, 'closed', 78, 1, 1);
  left.tell(14, 'closed', 78, 0, 0);
  left.tell(14, 'closed', 77, 0, 0);
  left.upTo(40);
  right.upTo(13);
  merge.close(
    'right',
    deathNotice(castOf(), (node) => node === 9, 15),
  );
  judge.finish();
  expect(ended(lines).toSorted((a, b) => a[1] - b[1])).toEqual(
    [
      [dropped, restart],
      [restarted, 0],
      [dropped, restart],
      [dropped, noChannel],
    ].toSorted((a, b) => a[1]! - b[1]!),
  );
});

/** Time after which the judge remembers nothing of what is over, ns. */
const laterNs = 61e9;

test('what a flood knocks with is known until it is over, and does not stay in the books', () => {
  const { judge, lines, left, right } = court();
  for (let knock = 1; knock <= 2_000; knock++) left.tell(knock, 'hostileLink', knock, 5);
  left.tell(3_000, 'hostileLink', 2_001, 5);
  left.upTo(4_000);
  right.tell(4_000, 'event', factNumber.refused, 0, 9, 4, 4, 1, 1, 4_000, 1_999, 0);
  right.tell(laterNs, 'event', factNumber.refused, 0, 9, 4, 4, 1, 1, laterNs, 1, 0);
  right.upTo(laterNs);
  expect(judge.links).toBe(2_001);
  left.tell(laterNs, 'hostileLink', 3_000, 6);
  left.upTo(laterNs);
  right.upTo(laterNs + 1);
  judge.finish();
  expect(judge.links).toBe(1);
  expect(lines.map(({ label }) => label)).toEqual([5, 0]);
});

test('a link that a stranger opened is forgotten after the only end that tells of it has closed', () => {
  const { judge, lines, left, right } = court();
  for (let link = 1; link <= 100; link++) {
    right.tell(10, 'arrive', link, link, 0, 1, 123);
    right.tell(10, 'lost', factNumber.refused, link, 9, 4, 0, 0, 1);
    right.tell(20, 'closed', link, 1, 0);
  }
  // One of them was opened by somebody of the run, who tells so a moment later.
  left.tell(21, 'event', factNumber.opened, 0, 4, 9, 4, 0, 0, 10, 200, 0);
  right.tell(22, 'closed', 200, 1, 0);
  right.tell(laterNs, 'closed', 1, 1, 0);
  right.upTo(laterNs);
  left.upTo(laterNs);
  judge.finish();
  expect(judge.links).toBe(1);
  expect(ended(lines)).toHaveLength(101);
});

test('what came from a killed process in pieces is not taken for the beginning of what the next one tells', () => {
  const { judge, lines, merge, left, right } = court();
  merge.take('left', Buffer.alloc(5, 1));
  merge.close(
    'left',
    deathNotice(castOf(), (node) => node === 4, 15),
  );
  right.upTo(60);
  merge.resume('left', 50);
  right.tell(70, 'clear');
  right.tell(70, 'deedFact', used, placeNumber['use'], 9, 4, 5, 1, 0, 1, 21, NaN);
  right.upTo(80);
  expect(
    lines.map(({ kind }) => kind),
    'others wait for the one that came back',
  ).toEqual([]);
  left.tell(75, 'say', 1, 4, -1, 0);
  left.tell(75, 'messageFact', ...message(sent, 1, 4, 9));
  left.upTo(80);
  judge.finish();
  expect(lines.map(({ kind }) => kind)).toEqual([restarted, used, sent]);
});

test('what a node remembered in a process that was killed taints nothing afterwards', () => {
  const { judge, lines, merge, left, right } = court();
  left.tell(10, 'invent', 1, 4, -1, flagForged);
  left.tell(10, 'take', 1);
  left.tell(10, 'keep', 0);
  left.upTo(10);
  merge.close(
    'left',
    deathNotice(castOf(), (node) => node === 4, 15),
  );
  merge.resume('left', 20);
  left.tell(20, 'clear');
  left.tell(20, 'recall', 0);
  left.tell(20, 'deedFact', used, placeNumber['use'], 4, 9, 5, 1, 0, 1, 21, NaN);
  left.upTo(40);
  right.upTo(40);
  judge.finish();
  expect(lines.filter(({ kind }) => kind === used).map(({ flags }) => flags)).toEqual([0]);
});

test('who sits on a wire may tell of it after both ends have closed: what was on its way is lost once', () => {
  const { judge, lines, left, right } = court();
  left.tell(10, 'clear');
  for (const [ordinal, number] of [
    [1, 1],
    [2, 2],
  ] as const) {
    left.tell(10, 'say', number, 4, -1, 0);
    left.tell(10, 'messageFact', ...message(sent, number, 4, 9));
    left.tell(10, 'depart', number, 77, 0, ordinal, 123);
  }
  left.tell(20, 'closed', 77, 1, 0);
  right.tell(20, 'closed', 77, 0, 0);
  right.tell(30, 'overhear', 8, 77, 0, 0);
  right.tell(30, 'relay', 77, 0, 0, 9, 0, 123);
  right.tell(31, 'relay', 77, 0, 1, 9, 0, 123);
  left.upTo(40);
  right.upTo(40);
  judge.finish();
  expect(lines.map(({ kind }) => kind)).toEqual([sent, sent, dropped, dropped]);
  expect(judge.inside()['RP-T']).toBe(0);
});
