/**
 * PHOLD and the hard loads in paired runs: every measurement is a process of its own, the contenders take turns, and
 * the medians count.
 *
 *     npm run build && node dist/sim/kernel/phold.bench.js [rounds] [--json]
 */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Agenda } from './agenda.ts';
import { hardLoads } from './hard-loads.ts';
import { HeapAgenda } from './heap-agenda.ts';
import { Kernel } from './kernel.ts';
import { contenders } from './phold-contenders.ts';
import { phold, pholdOnKernel } from './phold.ts';

const SEED = 1;
const PENDING = [1000, 100_000, 1_000_000];
const clock = (): number => performance.now() / 1000;
const eventsFor = (name: string): number => (name === 'object-heap' ? 1_000_000 : 4_000_000);

const measurePhold = (name: string, pending: number): number => {
  const load = { pending, events: eventsFor(name), seed: SEED, clock };
  if (name === 'kernel') return pholdOnKernel({ kernel: new Kernel(), ...load }).eventsPerSecond;
  return phold({ agenda: contenders[name]!(pending), ...load }).eventsPerSecond;
};

const measureLoad = (name: string, load: string): number => {
  let state = SEED;
  const draw = (below: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.floor(((state >>> 0) / 4_294_967_296) * below);
  };
  // Once for the compiler, and once for the result.
  hardLoads[load]!(name === 'heap' ? new HeapAgenda() : new Agenda(), draw);
  const start = clock();
  const events = hardLoads[load]!(name === 'heap' ? new HeapAgenda() : new Agenda(), draw);
  return events / (clock() - start);
};

const inOwnProcess = (...args: string[]): number =>
  Number(execFileSync(process.execPath, [fileURLToPath(import.meta.url), ...args]));

const median = (values: readonly number[]): number => values.toSorted((x, y) => x - y)[values.length >> 1]!;

/** Median rate of one contender, and the median of how many times faster the first one was in the same round. */
interface Standing {
  readonly name: string;
  readonly rate: number;
  readonly ratio: number;
}

/** Measures every name in turn, `rounds` times. */
const inTurns = (names: readonly string[], rounds: number, measure: (name: string) => number): Standing[] => {
  const rates = names.map((): number[] => []);
  for (let round = 0; round < rounds; round++) names.forEach((name, index) => rates[index]!.push(measure(name)));
  return names.map((name, index) => {
    const own = rates[index]!;
    return { name, rate: median(own), ratio: median(own.map((rate, round) => rates[0]![round]! / rate)) };
  });
};

const [kind = '5', name = '', load = ''] = process.argv.slice(2);
if (kind === 'phold') {
  process.stdout.write(String(measurePhold(name, Number(load))));
} else if (kind === 'load') {
  process.stdout.write(String(measureLoad(name, load)));
} else {
  const rounds = Number(kind) || 5;
  const rows: { load: string; name: string; eventsPerSecond: number; ladderRatio: number }[] = [];
  const report = (load: string, standings: readonly Standing[]): void => {
    for (const { name, rate, ratio } of standings) {
      rows.push({ load, name, eventsPerSecond: Math.round(rate), ladderRatio: Number(ratio.toFixed(2)) });
      const figures = `${(rate / 1e6).toFixed(2).padStart(7)} M events/s  ladder ${ratio.toFixed(2).padStart(5)} times`;
      process.stderr.write(`${figures}  ${name.padEnd(16)} ${load}\n`);
    }
  };
  const queues = ['ladder', 'heap', 'flatqueue', 'flatqueue-array', 'object-heap', 'kernel'];
  for (const pending of PENDING) {
    const measure = (queue: string): number => inOwnProcess('phold', queue, String(pending));
    report(`PHOLD, ${pending} pending`, inTurns(queues, rounds, measure));
  }
  for (const hard of Object.keys(hardLoads)) {
    report(
      hard,
      inTurns(['ladder', 'heap'], rounds, (queue) => inOwnProcess('load', queue, hard)),
    );
  }
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? null, cores: cpus().length, seed: SEED, rounds };
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ machine, rows }, null, 2)}\n`);
  else process.stderr.write(`${JSON.stringify(machine)}\n`);
}
