import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyOf, Stream } from '../../sim/kernel/stream.ts';
import { alignedTable } from '../table.ts';
import { atLeast, none } from './figure.ts';
import type { Figure } from './figure.ts';
import { command } from './place.ts';
import { filesBelow, marked, portsOf, stillListening } from './teardown/traces.ts';

/** Who is ended, and how: as a terminal does it with Ctrl-C, the parent alone, or one of its processes. */
const ways = [
  { title: 'Ctrl-C', target: 'group', signal: 'SIGINT' },
  { title: 'Ctrl-C', target: 'group', signal: 'SIGINT' },
  { title: 'interrupt of the parent', target: 'parent', signal: 'SIGINT' },
  { title: 'Ctrl-C', target: 'group', signal: 'SIGINT' },
  { title: 'termination of the parent', target: 'parent', signal: 'SIGTERM' },
  { title: 'Ctrl-C', target: 'group', signal: 'SIGINT' },
  { title: 'the terminal hangs up', target: 'group', signal: 'SIGHUP' },
  { title: 'Ctrl-C', target: 'group', signal: 'SIGINT' },
  { title: 'kill -9 of the parent', target: 'parent', signal: 'SIGKILL' },
  { title: 'kill -9 of a part', target: 'part', signal: 'SIGKILL' },
] as const;
type Way = (typeof ways)[number];

const set = ['--set', 'warmUpSeconds=1', '--set', 'durationSeconds=4', '--set', 'windowSeconds=2'];
/** How long what is left may take to go away, s: a part that is busy notices late on a busy machine. */
const patienceSeconds = 60;
const lookMillis = 20;

interface Torn {
  readonly way: Way | null;
  readonly atSeconds: number;
  /** Most processes of the run that were seen at once, its ports, and how it ended. */
  readonly processes: number;
  readonly ports: number;
  readonly ended: string;
  readonly left: readonly string[];
}

const sleep = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis));

/** Starts a run and ends it at a moment; then looks at what is left. */
async function torn(way: Way | null, atSeconds: number, index: number): Promise<Torn> {
  const mark = `METARANGE_TEARDOWN=${process.pid}-${index}`;
  const folder = mkdtempSync(join(tmpdir(), 'metarange-teardown-'));
  const results = join(folder, 'results');
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  try {
    const [name, value] = mark.split('=');
    const child = spawn(
      process.execPath,
      [command, 'live', 'meeting-room-mapping', '--attack', 'A09', ...set, '--out', results, '--facts'],
      {
        cwd: folder,
        env: { ...process.env, [name!]: value, TMPDIR: temporary },
        stdio: ['ignore', 'ignore', 'pipe'],
        detached: true,
      },
    );
    let words = '';
    child.stderr!.on('data', (bytes: Buffer) => (words += bytes.toString()));
    const closed = new Promise<string>((resolve) =>
      child.once('close', (code, signal) => resolve(`${signal ?? `exit ${code}`} ${words.split('\n')[0]}`.trim())),
    );
    const begun = performance.now();
    let over = false;
    void closed.then(() => (over = true));
    const ports = new Set<number>();
    let processes = 0;
    const until = performance.now() + atSeconds * 1000;
    while (!over && (way === null || performance.now() < until)) {
      const pids = marked(mark);
      processes = Math.max(processes, pids.length);
      for (const port of portsOf(pids)) ports.add(port);
      await sleep(way === null ? lookMillis : Math.min(lookMillis, Math.max(0, until - performance.now())));
    }
    const finished = over;
    if (!finished && way !== null) strike(way, child, marked(mark));
    const ended = await closed;
    const lateMillis = performance.now() + patienceSeconds * 1000;
    let pids = marked(mark);
    // A process that is ending has no name any more before it lets go of its sockets.
    while ((pids.length > 0 || stillListening(ports).length > 0) && performance.now() < lateMillis) {
      await sleep(lookMillis);
      pids = marked(mark);
    }
    // Nobody can take back what it has begun when it is killed: the folder says by its name that it is not whole.
    const isKilled = way?.signal === 'SIGKILL' && way.target === 'parent';
    const isWhole = /^exit [01]\b/.test(ended);
    const kept = isKilled ? /^(tmp|\.results\.partial.*)$/ : isWhole ? /^(tmp|results)(\/|$)/ : /^tmp$/;
    const left = [
      ...pids.map((pid) => `process ${pid}`),
      ...stillListening(ports).map((port) => `port ${port}`),
      ...filesBelow(folder).filter((file) => !kept.test(file)),
      ...filesBelow(temporary),
    ];
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    return {
      way,
      atSeconds: over && way === null ? (performance.now() - begun) / 1000 : atSeconds,
      processes,
      ports: ports.size,
      ended,
      left,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function strike({ target, signal }: Way, { pid }: ChildProcess, all: readonly number[]): void {
  const parts = all.filter((one) => one !== pid);
  // Where no part has started yet there is the parent alone.
  const struck = target === 'group' ? -pid! : target === 'part' ? (parts[all.length >> 1] ?? parts[0] ?? pid!) : pid!;
  try {
    process.kill(struck, signal);
  } catch (error) {
    // It ended by itself between the look and the blow.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Starts of a live run that are ended at random moments leave nothing behind. */
export const liveTeardownFigure: Figure = {
  name: 'live-teardown',
  summary: 'ten starts of a live run, each ended at a random moment: no process, port or file is left',
  takes: 'a seed, 1 by default',
  async measure({ quick, words, print }) {
    const random = new Stream(keyOf(Number(words[0] ?? 1), 'moments', 'teardown'));
    // One that nobody ends says how long the others would last on this machine.
    const whole = await torn(null, 0, 0);
    const all: Torn[] = [whole];
    for (const [index, way] of ways.entries()) {
      // The first comes at once; the others at any moment.
      const atSeconds = index === 0 ? 0.001 : random.uniform() * whole.atSeconds;
      if (quick && ![0, 1, 8, 9].includes(index)) continue;
      all.push(await torn(way, atSeconds, index + 1));
    }
    print(
      alignedTable(
        [
          ['ended by', 'after, s', 'processes seen', 'ports seen', 'how the command ended', 'left behind'],
          ...all.map(({ way, atSeconds, processes, ports, ended, left }) => [
            way?.title ?? 'nobody',
            atSeconds.toFixed(3),
            String(processes),
            String(ports),
            ended,
            left.join(', ') || 'nothing',
          ]),
        ],
        ['left', 'right', 'right', 'right', 'left', 'left'],
      ),
    );
    return [
      atLeast('starts that were ended', all.length - 1, quick ? 4 : 10),
      atLeast(
        'processes that were seen at once, of the fullest start',
        Math.max(...all.map((one) => one.processes)),
        5,
      ),
      atLeast('ports that were seen, of the fullest start', Math.max(...all.map((one) => one.ports)), 5),
      none(
        'what starts left behind',
        all.flatMap(({ left }) => left),
      ),
    ];
  },
};
