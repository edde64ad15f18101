import { describe, expect, test } from 'vitest';
import { purposes } from '../../sim/framework/datum.ts';
import type { Endings } from '../../sim/framework/endings.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import { metrics } from '../catalogue.ts';
import { EndedRights } from '../oracle/ended-rights.ts';
import { BlockIndex } from '../folding/block-index.ts';
import { blockOf, fold, frame } from '../testing/facts.ts';
import type { ToldFact } from '../testing/facts.ts';

const byId = (id: string): Metric => metrics.find((metric) => metric.id === id)!;
const [twin, share] = [purposes.indexOf('twin'), purposes.indexOf('share')];

/** Subject 7 asked at 50 s that all be gone by 60 s, and ended sharing at 55 s; records are kept for 40 s; notice within 5 s. */
const endings: Endings = {
  mayUse: (purpose, _class, subject, nowNs) => subject !== 7 || purpose !== 'share' || nowNs < 55e9,
  keepForNs: () => 40e9,
  goneByNs: (subject) => (subject === 7 ? 60e9 : Infinity),
  noticeNs: 5e9,
};
const run = frame(100, { endings, roleOf: (node) => (node === 6 ? 'avatar-agent' : 'storage-agent') });
const datum = (counter: number, subject = 7) =>
  ({ node: 3, origin: 1, counter, subject, dataClass: 'personal' }) as const;
const stored = (at: number, counter: number, subject = 7): ToldFact => ({
  kind: 'stored',
  at,
  ...datum(counter, subject),
});
const erased = (at: number, counter: number, subject = 7): ToldFact => ({
  kind: 'erased',
  at,
  ...datum(counter, subject),
});
const asks: ToldFact = { kind: 'sent', at: 50, place: 'RP-A', message: 'erase', subject: 7 };
const named = (at: number): ToldFact => ({
  kind: 'delivered',
  at,
  place: 'RP-O',
  message: 'entry',
  subject: 7,
  peer: 6,
});

describe('records that tell of people', () => {
  test('are over their time from when it ended until they are gone, or until the run is over', () => {
    const facts = [stored(0, 1, 8), erased(58, 1, 8), stored(10, 2, 8), stored(70, 3, 8)];
    // Kept 18 s and 50 s too long; the third comes due after the end.
    expect(fold(byId('M43'), run, facts)).toEqual({ hours: { value: 68 / 3600, n: 2 } });
    expect(fold(byId('M51'), run, facts)['retention']).toEqual({ value: 0, n: 2, hits: 0 });
  });

  test('that were not erased by the deadline of their subject are residual, also those that came later', () => {
    const facts = [asks, stored(45, 1), erased(59, 1), stored(46, 2), erased(61, 2), stored(47, 3), stored(70, 4)];
    expect(fold(byId('M44'), run, facts)).toEqual({ copies: { value: 3, n: 4 } });
  });

  test('of another class, or where nothing ends, are nobody’s concern', () => {
    const plain = { ...stored(0, 1), dataClass: 'operational' as const };
    expect(fold(byId('M44'), run, [plain])).toEqual({ copies: { value: null, n: 0 } });
    for (const id of ['M43', 'M44', 'M51']) {
      for (const { value } of Object.values(fold(byId(id), frame(100), [stored(0, 1), asks]))) expect(value).toBeNull();
    }
  });

  test('are counted by holder: what is erased at one is still with another', () => {
    const elsewhere = { ...stored(45, 1), node: 4 };
    expect(fold(byId('M44'), run, [stored(45, 1), elsewhere, erased(50, 1)])).toEqual({ copies: { value: 1, n: 2 } });
  });

  test('are counted by key: what is laid under another one has to be erased there too, what is laid anew has not', () => {
    const [anew, further] = [stored(46, 1), { ...stored(46, 1), value: 1 }];
    for (const [facts, left, n] of [
      [[anew, erased(50, 1)], 0, 1],
      [[further, erased(50, 1)], 1, 2],
      [[further, erased(50, 1), erased(51, 1)], 0, 2],
      [[further, further, erased(50, 1), anew, erased(51, 1)], 1, 3],
    ] as const) {
      expect(fold(byId('M44'), run, [{ ...stored(45, 1), value: 1 }, ...facts])).toEqual({
        copies: { value: left, n },
      });
    }
  });
});

describe('clocks of regulation', () => {
  test.each([
    ['is met when nothing is left', [asks, stored(45, 1), erased(55, 1)], 1, null],
    ['is not met when something is left and nobody is told', [asks, stored(45, 1)], 0, 0],
    ['is met when what is left is named in time', [asks, stored(45, 1), named(64)], 1, 1],
    ['is not met when it is named too late', [asks, stored(45, 1), named(66)], 0, 0],
    [
      'is not met when somebody else has something about it on record',
      [asks, stored(45, 1), { ...named(64), peer: 5 }],
      0,
      0,
    ],
    ['is not judged where nobody asked', [stored(45, 1)], null, null],
  ] as const)('erasure %s', (_what, facts, erasure, notice) => {
    const values = fold(byId('M51'), run, facts);
    expect([values['erasure']!.value, values['notice']!.value]).toEqual([erasure, notice]);
  });

  test('a use after the withdrawal of its purpose has had its time is counted against consent', () => {
    const use = (at: number, detail: number): ToldFact => ({ kind: 'used', at, detail, ...datum(1) });
    const facts = [use(54, share), use(56, share), use(56, twin), { ...use(57, share), dataClass: 'public' as const }];
    expect(fold(byId('M51'), run, facts)['consent']).toEqual({ value: 2 / 3, n: 3, hits: 2 });
  });
});

test('what goes against an ended right is found where it happens, and nothing else', () => {
  const rights = new EndedRights(endings);
  const facts: readonly (readonly [ToldFact, boolean])[] = [
    [stored(45, 1), false],
    [{ kind: 'used', at: 56, detail: share, ...datum(1) }, true],
    [{ kind: 'used', at: 56, detail: twin, ...datum(1) }, false],
    [erased(59, 1), false],
    [stored(59, 2), false],
    [erased(61, 2), true],
    [stored(61, 3), true],
    [{ kind: 'retained', at: 62, ...datum(3) }, true],
    [{ kind: 'retained', at: 62, ...datum(4), dataClass: 'operational' }, false],
  ];
  const block = blockOf(facts.map(([fact]) => fact));
  const found: number[] = [];
  rights.block(block, new BlockIndex().read(block), (row) => found.push(row));
  expect(found).toEqual(facts.flatMap(([, breaks], row) => (breaks ? [row] : [])));
});
