import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Interrupted, interruptible } from './interruption.ts';
import { main } from './main.ts';
import { captured, fakeRange, type FakeRange } from './testing/fake-engine.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'metarange-signal-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const files = (): readonly string[] => readdirSync(folder, { recursive: true }) as string[];

/** Starts the built command, sends it a signal once `ready` says so, and waits for its end. */
const signalled = async (
  words: readonly string[],
  signal: NodeJS.Signals,
  ready: (said: string) => boolean,
): Promise<{
  readonly code: number | null;
  readonly by: string | null;
  readonly err: string;
  readonly out: string;
}> => {
  const command = fileURLToPath(new URL('../dist/cli/metarange.js', import.meta.url));
  const child = spawn(process.execPath, [command, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (part: Buffer) => (out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (err += part.toString()));
  const ended = new Promise<{ code: number | null; by: string | null }>((resolve) => {
    child.on('close', (code, by) => resolve({ code, by }));
  });
  while (child.exitCode === null && !ready(err)) await pause(20);
  child.kill(signal);
  return { ...(await ended), err, out };
};

/** A run that would go on for an hour. */
const long = ['run', 'meeting-room-mapping', '--attack', 'none', '--replications', '100000', '--log', 'info'];

describe('the built command', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ended by %s while it writes facts leaves nothing, takes back the folders it made, and dies of the signal',
    async (signal) => {
      const writing = (): boolean =>
        files().some((name) => name.endsWith('facts.jsonl') && statSync(join(folder, name)).size > 0);
      const words = [...long, '--facts', '--out', join(folder, 'deep', 'results')];
      const { code, by, err, out } = await signalled(words, signal, writing);
      expect([code, by, out]).toEqual([null, signal, '']);
      expect(err).toContain(`metarange: interrupted by ${signal}; nothing half-written is left\n`);
      expect(files()).toEqual([]);
    },
  );

  test('ended while it writes keeps the older results as they were', async () => {
    const out = join(folder, 'results');
    await main(['run', 'meeting-room-mapping', '--out', out], captured(), fakeRange());
    const before = files().map((name) => [
      name,
      name.endsWith('.json') ? readFileSync(join(folder, name), 'utf8') : '',
    ]);
    const staged = (): boolean => files().some((name) => name.includes('.partial-'));
    const { by } = await signalled([...long, '--facts', '--out', out], 'SIGINT', staged);
    expect(by).toBe('SIGINT');
    expect(
      files().map((name) => [name, name.endsWith('.json') ? readFileSync(join(folder, name), 'utf8') : '']),
    ).toEqual(before);
  });

  test('ended while it runs, before it writes, ends at once and leaves nothing', async () => {
    const running = (said: string): boolean => said.includes('run begins');
    const { by, out } = await signalled([...long, '--out', join(folder, 'deep', 'results')], 'SIGINT', running);
    expect([by, out]).toEqual(['SIGINT', '']);
    expect(files()).toEqual([]);
  });

  test('ends by Ctrl-C in code that goes round in a circle, and leaves nothing', async () => {
    const own = join(folder, 'circle.ts');
    writeFileSync(
      own,
      `export const circle = {
        id: 'M902', name: 'circle', summary: 's', unit: '', formula: 'f', values: ['turns'], scale: 'amount', about: 'protection',
        fold() { process.stderr.write('round'); for (;;); },
      };`,
    );
    const words = ['run', 'meeting-room-mapping', '--with', own, '--facts', '--out', join(folder, 'results')];
    const { by, err } = await signalled(words, 'SIGINT', (said) => said.includes('round'));
    expect(by).toBe('SIGINT');
    expect(err).toContain('metarange: interrupted by SIGINT; nothing half-written is left\n');
    expect(files()).toEqual(['circle.ts']);
  });
});

describe('work that a signal must not end half-way', () => {
  test('ends where it looks up, and tells which signal it was', async () => {
    const done: string[] = [];
    const work = interruptible(async (lookUp) => {
      await lookUp();
      done.push('one');
      process.kill(process.pid, 'SIGTERM');
      done.push('two');
      await lookUp();
      done.push('three');
    });
    await expect(work).rejects.toEqual(new Interrupted('SIGTERM'));
    expect(done).toEqual(['one', 'two']);
  });

  test('that was done when the signal came has been done whole, and is told all the same', async () => {
    const io = captured();
    const out = join(folder, 'results');
    const range = fakeRange();
    const last = {
      ...range,
      run: async (...words: Parameters<FakeRange['run']>) => {
        const result = await range.run(...words);
        process.kill(process.pid, 'SIGINT');
        return result;
      },
    };
    expect(await main(['run', 'meeting-room-mapping', '--facts', '--out', out], io, last)).toBe(130);
    expect(io.out).toBe('');
    expect(readdirSync(out).toSorted()).toEqual(['facts.jsonl', 'manifest.json', 'report.html', 'summary.json']);
    expect(existsSync(join(out, 'report.html'))).toBe(true);
  });

  test('leaves no listener behind, however it ends', async () => {
    const count = (): number => process.listenerCount('SIGINT') + process.listenerCount('SIGHUP');
    const before = count();
    await interruptible(async () => expect(count()).toBe(before + 2));
    await expect(interruptible(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(count()).toBe(before);
  });
});
