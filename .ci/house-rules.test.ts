import { afterAll, describe, expect, test } from 'vitest';
import { repository } from './fixture.ts';

const line = (code: string): string => `/** A line of code. */\nexport const line = ${code};\n`;

/** Model code that breaks a house rule, and words of the message that tell what to write instead. */
const bans: readonly { code: string; instead: string; what: string }[] = [
  { what: 'the wall clock', code: line('Date.now()'), instead: 'io.now' },
  { what: 'the wall clock as a date', code: line('new Date()'), instead: 'io.now' },
  { what: 'the wall clock as text', code: line('Date()'), instead: 'io.now' },
  { what: 'the fine clock', code: line('performance.now()'), instead: 'io.now' },
  {
    what: 'the fine clock of a module',
    code: `import { performance } from 'node:perf_hooks';\n${line('performance.now()')}`,
    instead: 'io.now',
  },
  { what: 'chance', code: line('Math.random()'), instead: 'io.random' },
  { what: 'chance, taken apart', code: `const { random } = Math;\n${line('random()')}`, instead: 'io.random' },
  {
    what: 'random bytes',
    code: `import { randomBytes } from 'node:crypto';\n${line('randomBytes(8)')}`,
    instead: 'io.crypto',
  },
  {
    what: 'random bytes of the module',
    code: `import * as all from 'node:crypto';\n${line('all.randomBytes(8)')}`,
    instead: 'io.crypto',
  },
  { what: 'random identities', code: line('globalThis.crypto.randomUUID()'), instead: 'per-origin counter' },
  { what: 'Math.pow', code: line('Math.pow(2, 0.5)'), instead: 'Math.exp(y * Math.log(x))' },
  { what: 'the power operator', code: line('10 ** -5'), instead: 'Math.exp(y * Math.log(x))' },
  { what: 'the power assignment', code: `let x = 2;\nx **= 2;\n${line('x')}`, instead: 'Math.exp(y * Math.log(x))' },
  { what: 'a timer', code: line('setTimeout(() => 1, 5)'), instead: 'io.wake(timer, delay)' },
  { what: 'a repeated timer', code: line('setInterval(() => 1, 5)'), instead: 'io.wake(timer, delay)' },
  { what: 'a locale order', code: line("'a'.localeCompare('b')"), instead: 'compare code units' },
  { what: 'a locale number', code: line('(1.5).toLocaleString()'), instead: 'toFixed' },
  { what: 'a locale case', code: line("'a'.toLocaleUpperCase()"), instead: 'toUpperCase' },
  { what: 'a socket', code: `import 'node:tls';\n${line('1')}`, instead: 'io.send' },
  { what: 'a file', code: `import 'node:fs/promises';\n${line('1')}`, instead: 'take the content as a parameter' },
  { what: 'a thread', code: `import 'node:worker_threads';\n${line('1')}`, instead: 'io.wake(timer, delay)' },
  { what: 'the process', code: line('process.env'), instead: 'take the value as a parameter' },
  { what: 'the console', code: line('console.log(1)'), instead: "on the run's clock" },
  { what: 'a sort by text', code: line('[3, 20].sort()'), instead: 'compare' },
  { what: 'an error that is swallowed', code: `try {\n  JSON.parse('');\n} catch {}\n${line('1')}`, instead: 'empty' },
  { what: 'an export without a sentence', code: 'export const bare = 1;\n', instead: 'one sentence of meaning' },
  {
    what: 'a name without content',
    code: '/** One. */\nexport const roomManager = 1;\n',
    instead: 'a noun of the domain',
  },
];

const allowed = `/** Kinds. */
export const kinds = ['a', 'b'] as const;
export type Kind = (typeof kinds)[number];
/** A fixed instant. */
export const instant = new Date('2026-01-01T00:00:00Z');
/** Order by number. */
export const ordered = (values: number[]): number[] => values.sort((a, b) => a - b);
`;
const edge = `import { readFileSync } from 'node:fs';\nconsole.log(Date.now(), Math.random(), readFileSync('x'), process.pid, 2 ** 3);\n`;
const edges = [
  'cli/metarange.ts',
  'sim/worlds/live/socket.ts',
  'sim/worlds/live.ts',
  'dashboards/server.ts',
  'sim/kernel/x.test.ts',
  'sim/kernel/x.bench.ts',
];

interface Finding {
  readonly message: string;
  readonly filename: string;
}

describe('the house rules', () => {
  const place = (index: number): string => `sim/kernel/ban-${index}.ts`;
  const folder = repository({
    'metrics/allowed.ts': allowed,
    ...Object.fromEntries(edges.map((path) => [path, edge])),
    ...Object.fromEntries(bans.map(({ code }, index) => [place(index), code])),
  });
  afterAll(folder.remove);
  const { code: exitCode, text } = folder.run('oxlint', ['--format=json']);
  const findings: readonly Finding[] = JSON.parse(text).diagnostics.map((finding: Finding & { help?: string }) => ({
    message: `${finding.message} ${finding.help ?? ''}`,
    filename: finding.filename,
  }));

  test.each(bans.map((ban, index) => ({ ...ban, index })))(
    '$what is refused, and the message names $instead',
    ({ index, instead }) => {
      const messages = findings.filter(({ filename }) => filename === place(index)).map(({ message }) => message);
      expect(messages.join('\n')).toContain(instead);
    },
  );

  test('a broken rule fails the command', () => {
    expect(exitCode).toBe(1);
  });

  test('the live world, the command, servers, tests and benches may touch the machine, and lawful model code passes', () => {
    expect(findings.filter(({ filename }) => !filename.startsWith('sim/kernel/ban-'))).toEqual([]);
  });
});
