import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';

/** Runs need a thread of built code, so the built command is what is tested here. */
const command = fileURLToPath(new URL('../../dist/cli/metarange.js', import.meta.url));

const children: ChildProcess[] = [];
let taken: Server | undefined;

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  taken?.close();
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const started = (
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  readonly says: (found: RegExp) => Promise<string>;
} => {
  const child = spawn(process.execPath, [command, 'dashboard', ...words], {
    env: { ...process.env, METARANGE_TOKEN: '', ...environment },
  });
  children.push(child);
  let out = '';
  let err = '';
  child.stdout.on('data', (text: Buffer) => (out += text));
  child.stderr.on('data', (text: Buffer) => (err += text));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, out, err }));
  const says = async (found: RegExp): Promise<string> => {
    while (!found.test(out)) await once(child.stdout, 'data');
    return found.exec(out)![1]!;
  };
  return { child, ended, says };
};

const address = /dashboard: (http:\/\/127\.0\.0\.1:\d+\/#[\w-]{43})\n/;

test('it says where its page is, serves it, and ends in good order on Ctrl-C', async () => {
  const { child, ended, says } = started(['--port', '0']);
  const [url, token] = (await says(address)).split('#');
  const page = await fetch(url!);
  expect(await page.text()).toContain('<div id="root">');
  for (const [file, type] of [
    ['page.js', 'text/javascript'],
    ['page.css', 'text/css'],
    ['icon.svg', 'image/svg+xml'],
  ] as const) {
    const answer = await fetch(url! + file);
    expect([answer.status, answer.headers.get('content-type')!.split(';')[0]]).toEqual([200, type]);
    expect((await answer.text()).length).toBeGreaterThan(200);
  }
  child.kill('SIGINT');
  const { code, err } = await ended;
  expect(code).toBe(0);
  const lines = err
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ msg }) => msg)).toEqual(['the dashboard is open', 'the dashboard is closed']);
  expect(lines.every(({ level, time }) => level === 'info' && typeof time === 'string')).toBe(true);
  expect(err).not.toContain(token);
  await expect(fetch(url!)).rejects.toThrow('fetch failed');
});

test('a port that is in use costs one line that names a free one, and exit code 2', async () => {
  taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const { code, out, err } = await started(['--port', String(port)]).ended;
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(new RegExp(`^metarange: port ${port} is in use in --port; nearest valid: \\d+\\n$`));
});

test('an address of another machine, and a token that is too short, are wrong requests; the token is not shown', async () => {
  const elsewhere = await started(['--host', '203.0.113.9']).ended;
  expect([elsewhere.code, elsewhere.err]).toEqual([
    2,
    'metarange: not an address of this machine "203.0.113.9" in --host; nearest valid: 127.0.0.1\n',
  ]);
  const weak = await started([], { METARANGE_TOKEN: 'hunter2' }).ended;
  expect(weak.code).toBe(2);
  expect(weak.err).toMatch(/^metarange: not a token in METARANGE_TOKEN; nearest valid: 32 to 128 [^\n]+\n$/);
  expect(weak.err).not.toContain('hunter2');
});

test('a token of the environment is the one that is asked for', async () => {
  const token = 'chosen-by-the-operator-0123456789abcdef';
  const { says } = started(['--port', '0', '--log', 'warn'], { METARANGE_TOKEN: token });
  const url = await says(/dashboard: (\S+)#/);
  const hello = (guess: string): Promise<number> =>
    fetch(`${url}hello`, { headers: { Authorization: `Bearer ${guess}` } }).then(({ status }) => status);
  expect([await hello(token), await hello(`${token}x`)]).toEqual([200, 401]);
});
