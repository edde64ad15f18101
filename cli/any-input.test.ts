import fc from 'fast-check';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FaultyRequest } from './fault.ts';
import { main } from './main.ts';
import { captured, fakeRange } from './testing/fake-engine.ts';
import { readTrace } from './trace.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'metarange-any-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const flags = [
  '--set',
  '--size',
  '--profile',
  '--compare',
  '--without',
  '--attack',
  '--seed',
  '--suite',
  '--replications',
  '--precision',
  '--until',
  '--inspect',
  '--log',
  '--json',
  '--facts',
  '--class',
  '--quick',
  '--trace',
  '--costs',
  '--help',
  '--version',
  '--',
  '-',
  '-x',
];
const values = [
  'meeting-room-mapping',
  'rooms=4',
  'rooms=',
  '=',
  'none',
  'framework,none',
  'A01,A07',
  'C11',
  '1',
  '-1',
  '1e400',
  '5%',
  '%',
  'NaN',
  'Infinity',
  '00:00:01',
  '',
  ' ',
  '∞',
  'server',
  '__proto__',
];
const word = fc.oneof(
  fc.constantFrom('run', 'list', 'calibrate', 'bench', 'validate', 'diff', 'report', 'help', 'attacks', 'coverage'),
  fc.constantFrom(...flags),
  fc.constantFrom(...values),
  fc.tuple(fc.constantFrom(...flags), fc.string()).map(([flag, value]) => `${flag}=${value}`),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
/** Any words, or the words of a run that is right so far with some thrown in. */
const argv = fc.oneof(
  fc.array(word, { maxLength: 9 }),
  fc.array(word, { maxLength: 6 }).map((more) => ['run', 'meeting-room-mapping', ...more]),
);

test('any words end with an exit code of the contract, and a refusal is one line', async () => {
  await fc.assert(
    fc.asyncProperty(argv, async (words) => {
      const io = captured();
      const code = await main(words, io, fakeRange());
      expect([0, 1, 2]).toContain(code);
      if (code === 2) {
        expect(io.out).toBe('');
        expect(io.err).toMatch(/^metarange: [^\n\r\u2028\u2029]+; nearest valid: [^\n\r\u2028\u2029]+\n$/);
      }
    }),
    { numRuns: 3000 },
  );
  expect(readdirSync(folder)).toEqual([]);
});

const refused = (bytes: Uint8Array): string | undefined => {
  try {
    const { recording } = readTrace('any.csv', bytes);
    const values = Object.values(recording.values);
    const columns = recording.atSeconds === null ? values : [recording.atSeconds, ...values];
    expect(columns.map((column) => column.length)).toEqual(columns.map(() => recording.samples));
    expect(columns.flat().every(Number.isFinite)).toBe(true);
    return undefined;
  } catch (error) {
    if (error instanceof FaultyRequest) return error.message;
    throw error;
  }
};

const field = fc.oneof(
  fc.constantFrom(
    'date',
    'Light',
    'CO2',
    '1',
    '2015-02-02 14:19:00',
    '2015-02-30 14:19:00',
    '-3.5e2',
    '"',
    '""',
    '"a,b"',
    '1e999',
    '',
  ),
  fc.string({ maxLength: 12 }),
);
const rows = fc.array(
  fc.array(field, { maxLength: 5 }).map((fields) => fields.join(',')),
  { maxLength: 12 },
);

test('any bytes as a trace are read whole or refused by line', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    rows.map((lines) => new TextEncoder().encode(lines.join('\n'))),
    rows.map((lines) => new TextEncoder().encode(['date,CO2', '2015-02-02 14:19:00,400', ...lines].join('\r\n'))),
  );
  fc.assert(
    fc.property(bytes, (content) => {
      const message = refused(content);
      if (message !== undefined)
        expect(message).toMatch(
          /^metarange: broken trace: [^\n\r\u2028]+ in --trace "any.csv"; nearest valid: [^\n\r]+$/,
        );
    }),
    { numRuns: 3000 },
  );
});

test('a broken byte in a recording never gets a run half-way', async () => {
  const good = 'date,Temperature,CO2\n2015-02-02 14:19:00,23.7,749\n2015-02-02 14:20:00,23.8,760\n';
  const file = join(folder, 'trace.csv');
  await fc.assert(
    fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 }), async (at, byte) => {
      const bytes = new TextEncoder().encode(good);
      bytes[at] = byte;
      writeFileSync(file, bytes);
      const io = captured();
      const range = fakeRange();
      const code = await main(['run', 'meeting-room-mapping', '--trace', file, '--json'], io, range);
      expect([code, range.requests.length]).toEqual(code === 2 ? [2, 0] : [0, 1]);
    }),
    { numRuns: 300 },
  );
});

test('a line of a million quotes is refused as fast as any other', () => {
  expect(refused(new TextEncoder().encode(`date,CO2\n${'"'.repeat(1_000_001)}\n`))).toContain('line 2');
  expect(refused(new TextEncoder().encode(`date,CO2\n${'"a",'.repeat(250_000)}\n`))).toContain('line 2');
});
