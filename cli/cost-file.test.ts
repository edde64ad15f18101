import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { costTables } from '../sim/crypto/costs/cost-tables.ts';
import { deviceClasses, operations } from '../sim/framework/costs.ts';
import { costRows, readCosts } from './cost-file.ts';

const bytes = (value: unknown): Uint8Array =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const read = (value: unknown) => readCosts('c.json', bytes(value), costTables);
const server = { id: 'server', name: 'my server', summary: 'measured in the cellar' };
const fault = (value: unknown): string => {
  try {
    read(value);
  } catch (error) {
    return (error as Error).message;
  }
  return 'no fault';
};

test('what list costs prints can be read back, and changes nothing', () => {
  const { tables } = read({ costs: costRows(costTables) });
  for (const device of deviceClasses) expect(tables[device]).toEqual(costTables[device]);
});

test('a file changes what it names and leaves the rest as published', () => {
  const { file, sha256, tables } = read({ costs: [{ ...server, fixedNs: { sign: 25_000 }, perByteNs: { aead: 0 } }] });
  const { sign: _sign, aead: _aead, ...sources } = costTables.server.sources;
  expect(tables.server).toEqual({
    name: 'my server',
    source: 'measured in the cellar',
    fixedNs: { ...costTables.server.fixedNs, sign: 25_000 },
    perByteNs: { ...costTables.server.perByteNs, aead: 0 },
    sources,
  });
  expect(tables.gateway).toBe(costTables.gateway);
  const content = bytes({ costs: [{ ...server, fixedNs: { sign: 25_000 }, perByteNs: { aead: 0 } }] });
  expect([file, sha256]).toEqual(['c.json', createHash('sha256').update(content).digest('hex')]);
});

test('a figure has the source that its file gives it, and what calibrate says beside the tables changes none', () => {
  const sources = { sign: 'my stopwatch' };
  const calibration = { schemaVersion: 1, measuredAt: 'yesterday' };
  const { tables } = read({ costs: [{ ...server, fixedNs: { sign: 25_000 }, sources }], calibration });
  expect(tables.server.sources).toEqual({ ...costTables.server.sources, sign: 'my stopwatch' });
  expect(tables.server.fixedNs).toEqual({ ...costTables.server.fixedNs, sign: 25_000 });
});

describe('a cost file that is wrong is refused in one line with the nearest that would be right', () => {
  const cases: readonly (readonly [title: string, value: unknown, line: RegExp])[] = [
    ['no JSON', '{', /not JSON .*; nearest valid: what metarange list costs --json prints$/],
    ['no object', '[]', /the file: .*; nearest valid: what metarange list costs --json prints$/],
    ['nothing in it', { costs: [] }, /costs: /],
    ['a misspelt list', { cost: [] }, /(unknown name "cost" in the file.*nearest valid: costs|costs: )/],
    [
      'an unknown class',
      { costs: [{ ...server, id: 'sever' }] },
      /costs\.0\.id: unknown device class "sever" .*: server$/,
    ],
    ['a class that is no text', { costs: [{ ...server, id: 7 }] }, /unknown device class ""/],
    ['no source', { costs: [{ id: 'server', name: 'mine' }] }, /costs\.0\.summary/],
    [
      'a misspelt operation',
      { costs: [{ ...server, fixedNs: { sgn: 1 } }] },
      /unknown name "sgn" in costs\.0\.fixedNs in --costs "c\.json"; nearest valid: sign$/,
    ],
    ['a misspelt field', { costs: [{ ...server, fixdNs: {} }] }, /unknown name "fixdNs" .*: fixedNs$/],
    [
      'a time below nothing',
      { costs: [{ ...server, fixedNs: { sign: -1 } }] },
      /costs\.0\.fixedNs\.sign: "-1" is no time .*: 0 to 1000000000000 \(ns\)$/,
    ],
    ['a time that is text', { costs: [{ ...server, perByteNs: { mac: 'slow' } }] }, /"\\"slow\\"" is no time/],
    [
      'a misspelt operation of a source',
      { costs: [{ ...server, sources: { sgn: 'me' } }] },
      /unknown name "sgn" in costs\.0\.sources .*: sign$/,
    ],
    ['a source that is no text', { costs: [{ ...server, sources: { sign: 7 } }] }, /costs\.0\.sources\.sign: /],
    ['a calibration of another version', { costs: [server], calibration: { schemaVersion: 2 } }, /calibration\./],
    ['a class twice', { costs: [server, server] }, /device class server stands there twice .*: constrained$/],
  ];

  test.each(cases)('%s', (_title, value, line) => {
    const told = fault(value);
    expect(told).toMatch(/^metarange: [^\n\r]+ in --costs "c\.json"; nearest valid: [^\n\r]+$/);
    expect(told).toMatch(line);
  });

  test('any operation of any class, when it is no time', () => {
    for (const operation of operations)
      expect(fault({ costs: [{ ...server, fixedNs: { [operation]: 2e12 } }] })).toContain(
        `fixedNs.${operation}: "2000`,
      );
  });
});
