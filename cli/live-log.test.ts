import { placeNumber } from '../sim/framework/figure.ts';
import { expect, test } from 'vitest';
import { FactBlock, factNumber } from '../sim/framework/fact.ts';
import { refusals } from '../sim/framework/verdict.ts';
import { loggedFacts } from './live-log.ts';
import { runLog } from './log.ts';

const written = (rows: readonly { readonly kind: keyof typeof factNumber; readonly timeNs: number }[]): unknown[] => {
  const lines: unknown[] = [];
  const log = runLog('info', { nowNs: 0 }, (line) => lines.push(JSON.parse(line)));
  const block = new FactBlock();
  rows.forEach(({ kind, timeNs }, row) => {
    block.kind[row] = factNumber[kind];
    block.time[row] = timeNs;
    block.place[row] = placeNumber['RP-A'];
    block.node[row] = 1;
    block.peer[row] = 2;
    block.detail[row] = 1;
    block.outcome[row] = refusals.indexOf('wrong-peer');
  });
  block.count = rows.length;
  loggedFacts(log, (node) => `node ${node}`).block(block);
  return lines;
};

test('a refused opening is logged with who, where, by which control and why', () => {
  expect(written([{ kind: 'not-opened', timeNs: 0 }])).toEqual([
    {
      level: 'info',
      at: '00:00:00.000000',
      kind: 'not-opened',
      point: 'RP-A',
      node: 'node 1',
      peer: 'node 2',
      control: 'C01',
      reason: 'wrong-peer',
      msg: 'channel did not open; it rests before the next try',
    },
  ]);
});

test('of much of one kind in a second some is logged, and how much more there was', () => {
  const many = Array.from({ length: 40 }, () => ({ kind: 'refused', timeNs: 5 }) as const);
  const lines = written([...many, { kind: 'refused', timeNs: 2e9 }]) as { readonly more?: number }[];
  expect(lines).toHaveLength(7);
  expect(lines.map(({ more }) => more)).toEqual([...Array.from({ length: 5 }, () => undefined), 35, undefined]);
});

test('what goes well is quiet', () => {
  expect(
    written([
      { kind: 'delivered', timeNs: 0 },
      { kind: 'opened', timeNs: 0 },
    ]),
  ).toEqual([]);
});
