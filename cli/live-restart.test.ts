import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { scenarios } from '../scenarios/catalogue.ts';
import { prepareLive } from '../scenarios/live.ts';
import type { LivePlan, LiveRun } from '../scenarios/live.ts';
import { stageLive } from '../scenarios/live-stage.ts';
import { valuesAt } from '../scenarios/values.ts';
import { drops } from '../sim/framework/fact.ts';
import { FactLog } from '../sim/worlds/virtual/testing/fact-log.ts';

const entry = fileURLToPath(new URL('../dist/cli/live-part.js', import.meta.url));
const second = 1_000_000_000;
const room = scenarios.find(({ name }) => name === 'meeting-room-mapping')!;
const onlooker = { seconds: () => performance.now() / 1000 };

const plan: Omit<LivePlan, 'faults'> = {
  scenario: room,
  // Longer than any machine needs: the run is finished when it has shown what the test waits for.
  parameters: {
    ...valuesAt(room, 'smoke'),
    ...room.live!.parameters,
    warmUpSeconds: 1,
    durationSeconds: 900,
    windowSeconds: 2,
  },
  profile: { name: 'framework', without: [] },
  attacks: [],
  seed: 1,
  again: 'the test',
};

/** Processes of each kind, in the order in which they are killed. */
const killed = ['storage of platform-1', 'provider-1', 'authority', 'things', 'people', 'iot-platform', 'platform-1'];

const { parameters, profile, seed } = plan;
const { processOf } = stageLive(
  { scenario: room.name, parameters, profile, seed, untilNs: null, attacks: [], intensity: 1, chain: null },
  room,
);

/** What a run has shown so far of each process that was killed, and of the whole system since the last of them. */
function progress(log: FactLog): { readonly stillOut: readonly string[]; readonly operations: ReadonlySet<number> } {
  const back = new Map<string, Set<string>>();
  let operations = new Set<number>();
  for (const { kind, node, detail, outcome } of log.all()) {
    const process = processOf(node);
    if (kind === 'restarted') {
      back.set(process, new Set());
      operations = new Set();
    } else if (kind === 'sent' || kind === 'delivered') back.get(process)?.add(kind);
    else if (kind === 'finished' && outcome === 1) operations.add(detail);
  }
  return { stillOut: killed.filter((process) => back.get(process)?.size !== 2), operations };
}

/** Plays a run until something holds, and finishes it in good order. */
async function playUntil(run: LiveRun, holds: () => boolean): Promise<Awaited<ReturnType<LiveRun['play']>>> {
  const looking = setInterval(() => {
    if (!holds()) return;
    clearInterval(looking);
    run.finish();
  }, 200);
  try {
    return await run.play(onlooker);
  } finally {
    clearInterval(looking);
  }
}

test(
  'each kind of process is killed and comes back, and the system goes on with it',
  { timeout: 900_000 },
  async () => {
    const log = new FactLog();
    const faults = killed.map((process, place) => ({
      fault: 'kill' as const,
      process,
      atNs: (6 + place * 2) * second,
      backAfterNs: second / 2,
    }));
    const run = prepareLive({ ...plan, faults, follow: () => log }, entry);
    const { replication, outcome } = await playUntil(run, () => {
      const { stillOut, operations } = progress(log);
      return stillOut.length === 0 && operations.size >= 3;
    });
    expect(progress(log).stillOut).toEqual([]);
    expect(outcome.processes.map(({ name }) => name)).toEqual(expect.arrayContaining(killed));
    const suffered = killed.map((name) =>
      expect.stringMatching(`^the run was made to suffer: fault kill of ${name}, from `),
    );
    expect(replication.warnings).toEqual([...suffered, 'under these faults every property was kept']);
    const reasons = log.of('dropped').map(({ detail }) => drops[detail]!);
    expect(reasons.filter((reason) => !['no-channel', 'restart', 'queue'].includes(reason))).toEqual([]);
    expect(
      log.refusals().filter((refusal) => /nonce|sequence/.test(refusal)),
      'nobody seems to repeat himself',
    ).toEqual([]);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`metarange-live-${process.pid}-`))).toEqual([]);
  },
);

test.each([
  ['a process that there is not', { process: 'storage of atlantis' }, /there are the processes things, /],
  [
    'a kill after the end',
    { atNs: 1000 * second },
    /from 1000 s to 1001 s: it must begin before the run is over, at 901 s/,
  ],
  ['a kill at no time', { atNs: NaN }, /from NaN s to NaN s: it must begin before the run is over, at 901 s/],
  [
    'two at once',
    { process: 'people', backAfterNs: 9 * second },
    /fault kill of people, from 2 s to 11 s: another fault of it is not over before 10 s/,
  ],
])('a plan that cannot be carried out is refused before anything starts: %s', (_what, changed, said) => {
  const kill = { fault: 'kill', process: 'things', atNs: 2 * second, backAfterNs: second } as const;
  const other = { ...kill, process: 'people', atNs: second, backAfterNs: 9 * second };
  expect(() => prepareLive({ ...plan, faults: [other, { ...kill, ...changed }] }, entry)).toThrow(said);
});
