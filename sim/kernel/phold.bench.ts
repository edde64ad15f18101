/**
 * PHOLD and the hard loads in paired runs: every measurement is a process of its own, the contenders take turns, and the medians count.
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
  const events = eventsFor(name);
  if (name === 'kernel') return pholdOnKernel({ kernel: new Kernel(), pending, events, seed: SEED, clock }).eventsPerSecond;
  return phold({ agenda: contenders[name]!(pending), pending, events, seed: SEED, clock }).eventsPerSecond;
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

const inOwnProcess = (...args: string[]): number => Number(execFileSync(process.execPath, [fileURLToPath(import.meta.url), ...args]));

const median = (values: readonly number[]): number => values.toSorted((x, y) => x - y)[values.length >> 1]!;

/** Measures every name in turn, `rounds` times, and returns the median rate of each and the median of its ratio to the first name. */
const inTurns = (names: readonly string[], rounds: number, measure: (name: string) => number): Record<string, { rate: number; ratio: number }> => {
  const rates = names.map((): number[] => []);
  for (let round = 0; round < rounds; round++) names.forEach((name, index) => rates[index]!.push(measure(name)));
  return Object.fromEntries(
    names.map((name, index) => [name, { rate: median(rates[index]!), ratio: median(rates[0]!.map((first, round) => first / rates[index]![round]!)) }]),
  );
};

const [kind = '5', name = '', load = ''] = process.argv.slice(2);
if (kind === 'phold') {
  process.stdout.write(String(measurePhold(name, Number(load))));
} else if (kind === 'load') {
  process.stdout.write(String(measureLoad(name, load)));
} else {
  const rounds = Number(kind) || 5;
  const rows: { load: string; name: string; eventsPerSecond: number; ladderRatio: number }[] = [];
  const report = (load: string, results: Record<string, { rate: number; ratio: number }>): void => {
    for (const [name, { rate, ratio }] of Object.entries(results)) {
      rows.push({ load, name, eventsPerSecond: Math.round(rate), ladderRatio: Number(ratio.toFixed(2)) });
      process.stderr.write(`${(rate / 1e6).toFixed(2).padStart(7)} M events/s  ladder ${ratio.toFixed(2).padStart(5)} times  ${name.padEnd(16)} ${load}\n`);
    }
  };
  const queues = ['ladder', 'heap', 'flatqueue', 'flatqueue-array', 'object-heap', 'kernel'];
  for (const pending of PENDING) {
    report(`PHOLD, ${pending} pending`, inTurns(queues, rounds, (queue) => inOwnProcess('phold', queue, String(pending))));
  }
  for (const hard of Object.keys(hardLoads)) report(hard, inTurns(['ladder', 'heap'], rounds, (queue) => inOwnProcess('load', queue, hard)));
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? null, cores: cpus().length, seed: SEED, rounds };
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ machine, rows }, null, 2)}\n`);
  else process.stderr.write(`${JSON.stringify(machine)}\n`);
}
