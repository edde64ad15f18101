import { expect, test } from 'vitest';
import { mosquitto, noMosquitto } from '../sim/worlds/live/mqtt/testing/brokers.ts';
import { isAlive, live, partsOf, short, until } from './testing/live-command.ts';

test.each(['none', 'framework'])('the meeting room runs on real sockets, judged as ever: %s', async (profile) => {
  const { child, ended } = live(['--profile', profile, '--attack', 'none', '--json', ...short]);
  await until(() => partsOf(child).length === 10);
  const parts = partsOf(child);
  const { code, stdout, stderr } = await ended;
  expect(stderr).toBe('');
  // On a busy machine a claim about latency may fail; the run is not void, and it was not refused.
  expect([0, 1]).toContain(code);
  const result = JSON.parse(stdout) as {
    readonly world: string;
    readonly digest: string | null;
    readonly messages: number;
    readonly metrics: Readonly<Record<string, { readonly value: number | null; readonly n: number }>>;
    readonly claims: readonly { readonly name: string; readonly verdict: string }[];
    readonly refusals: Readonly<Record<string, number>>;
  };
  expect(result.world).toBe('live');
  expect(result.digest).toBeNull();
  expect(result.messages).toBeGreaterThan(150);
  expect(result.metrics['M29.operations']!.value, 'readings reach the twin').toBeGreaterThan(1);
  expect(result.metrics['M36.mean']!.n).toBeGreaterThan(10);
  const verdicts = Object.fromEntries(result.claims.map(({ name, verdict }) => [name, verdict]));
  expect(verdicts['no thing acts unsafely while nobody attacks']).not.toBe('false');
  const known = verdicts['nobody learns what he is not entitled to'];
  expect(known).toBe(profile === 'framework' ? 'true' : undefined);
  expect(parts.filter(isAlive), 'no process is left').toEqual([]);
});

// With this seed both attacks begin within a second, so that a short run sees an attempt of each to its end.
test.each([
  ['none', 'true'],
  ['framework', 'false'],
])('attackers play on real sockets: somebody in radio reach and a relay, under %s', async (profile, works) => {
  const words = ['--attack', 'A18,A09', '--seed', '32', '--set', 'warmUpSeconds=1', '--set', 'durationSeconds=22'];
  const { child, ended } = live(['--profile', profile, '--json', ...words]);
  await until(() => partsOf(child).length > 0);
  const { stdout, stderr } = await ended;
  expect(stderr).toBe('');
  const { attacks } = JSON.parse(stdout) as {
    readonly attacks: readonly { readonly id: string; readonly attempts: number; readonly successes: number }[];
  };
  for (const { id, attempts, successes } of attacks) {
    expect(attempts, `attempts of ${id}`).toBeGreaterThan(0);
    expect(`${successes > 0}`, `${id} works`).toBe(works);
  }
});

test.each([
  [
    'a broker that is none',
    ['--mqtt', 'http://ann:s3cret@broker'],
    'no broker there: it begins with http:, and only mqtt:// and mqtts:// are known in --mqtt; nearest valid: mqtt://USER:PASSWORD@HOST:PORT',
  ],
  [
    'a broker that is not there',
    ['--mqtt', 'mqtt://ann:s3cret@127.0.0.1:1'],
    'broker 127.0.0.1:1: unreachable (ECONNREFUSED) in --mqtt; nearest valid: mqtt://USER:PASSWORD@HOST:PORT',
  ],
  [
    'attackers where a broker elsewhere is between',
    ['--mqtt', 'mqtt://127.0.0.1:1', '--attack', 'A07'],
    'attack "A07" does not run where things speak through a broker elsewhere in --attack; nearest valid: --attack none, or no --mqtt',
  ],
])('%s is one clear line, and nothing is started', async (_what, words, line) => {
  const { child, ended } = live(words);
  const { code, stdout, stderr } = await ended;
  expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: `metarange: ${line}\n` });
  expect(partsOf(child)).toEqual([]);
});

test.skipIf(noMosquitto)(
  `things speak through a real mosquitto${noMosquitto ? ` (skipped: ${noMosquitto})` : ''}`,
  async () => {
    const broker = await mosquitto();
    try {
      const url = broker.url.replace('//', '//ann:s3cret@');
      const { code, stdout, stderr } = await live(['--mqtt', url, '--attack', 'none', '--json', ...short]).ended;
      expect(stderr).toBe('');
      expect([0, 1]).toContain(code);
      const result = JSON.parse(stdout) as {
        readonly messages: number;
        readonly refusals: Readonly<Record<string, number>>;
      };
      expect(result.messages).toBeGreaterThan(50);
      expect(stdout).not.toContain('s3cret');
    } finally {
      await broker.close();
    }
  },
);

test.each([
  ['while its processes start', 1],
  ['in the middle of the run', 10],
])('an interrupt ends everything, %s', async (_when, heads) => {
  const { child, ended } = live(['--attack', 'none']);
  await until(() => partsOf(child).length >= heads);
  if (heads === 10) await new Promise((resolve) => setTimeout(resolve, 4000));
  const parts = partsOf(child);
  child.kill('SIGINT');
  const { signal, stderr } = await ended;
  expect(signal).toBe('SIGINT');
  expect(stderr).toBe('metarange: interrupted by SIGINT; nothing half-written is left\n');
  await until(() => parts.every((pid) => !isAlive(pid)));
});

test('when one process is killed the run is void, and says which', async () => {
  const { child, ended } = live(['--attack', 'none']);
  await until(() => partsOf(child).length === 10);
  const parts = partsOf(child);
  process.kill(parts[3]!, 'SIGKILL');
  const { code, stderr } = await ended;
  expect(code).toBe(3);
  expect(stderr).toMatch(/^metarange: void: [\w -]+ ended before its time \(SIGKILL\)\n/);
  await until(() => parts.every((pid) => !isAlive(pid)));
});

test('when the parent is killed its processes end by themselves', async () => {
  const { child, ended } = live(['--attack', 'none']);
  await until(() => partsOf(child).length === 10);
  const parts = partsOf(child);
  child.kill('SIGKILL');
  await ended;
  await until(() => parts.every((pid) => !isAlive(pid)));
});
