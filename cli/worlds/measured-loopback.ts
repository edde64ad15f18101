import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { MeasuredLoopback } from '../../scenarios/worlds/twin.ts';

const echoEntry = fileURLToPath(new URL('../echo-part.js', import.meta.url));

/** Round trips that are measured, a message of usual length each, some time apart: a busy line would never sleep (assumption). */
const trips = 400;
const tripBytes = 256;
const pauseMillis = 2;
/** Timers that are measured. */
const timers = 200;
/** Values that are kept of each: quantiles, evenly spaced. */
const kept = 20;

/** So many quantiles of what was measured, evenly spaced from the lowest. */
export function quantilesOf(values: readonly number[], count: number): readonly number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return Array.from({ length: count }, (_, index) => sorted[Math.floor(((index + 0.5) / count) * sorted.length)]!);
}

const ownCpuNs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1e3;
};

const cpuOf = async (child: ChildProcess): Promise<number> => {
  const answer = once(child, 'message') as Promise<[{ readonly cpuMicros: number }]>;
  child.send('cpu');
  const [{ cpuMicros }] = await answer;
  return cpuMicros * 1e3;
};

const tripNs = async (socket: Socket, bytes: Buffer): Promise<number> => {
  const begun = performance.now();
  const answered = once(socket, 'data');
  socket.write(bytes);
  await answered;
  return (performance.now() - begun) * 1e6;
};

/** Trips with a pause before each, which must come back; gives the processor time that all took, less that of the pauses. */
async function pacedCpuNs(
  socket: Socket,
  bytes: Buffer,
  cpuNs: () => Promise<number>,
): Promise<readonly [number, readonly number[]]> {
  const rest = async (): Promise<void> => {
    for (let trip = 0; trip < trips; trip++) await wait(pauseMillis);
  };
  const begunNs = await cpuNs();
  await rest();
  const restedNs = await cpuNs();
  const tripsNs: number[] = [];
  for (let trip = 0; trip < trips; trip++) {
    await wait(pauseMillis);
    tripsNs.push(await tripNs(socket, bytes));
  }
  return [(await cpuNs()) - restedNs - (restedNs - begunNs), tripsNs];
}

/** A round trip within this process, a pause before each: processor time, ns. */
async function ownTripCpuNs(bytes: Buffer): Promise<number> {
  const server = createServer({ noDelay: true }, (heard) => {
    heard.on('error', () => heard.destroy());
    heard.on('data', (back) => heard.write(back));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', noDelay: true });
  try {
    await once(socket, 'connect');
    for (let trip = 0; trip < trips; trip++) await tripNs(socket, bytes);
    const [cpuNs] = await pacedCpuNs(socket, bytes, async () => ownCpuNs());
    return cpuNs / trips;
  } finally {
    socket.destroy();
    server.close();
  }
}

/** How long the end of the other process is waited for once the line to it broke, ms (assumption). */
const endMillis = 1_000;

/** Does work with the other process. Rejects in one line as soon as that ends: what it was to say will never come. */
async function whileThere<Result>(child: ChildProcess, work: () => Promise<Result>): Promise<Result> {
  const ended = new Promise<never>((_resolve, reject) => {
    const tell = (how: string): void =>
      reject(new Error(`the other end of the loopback ended before its time (${how})`));
    child.once('error', ({ message }) => tell(message));
    child.once('exit', (code, signal) => tell(signal ?? `exit code ${code}`));
  });
  const worked = work().catch(async (error: unknown) => {
    // A line that breaks is mostly heard of before the end of who held it, which says more.
    await Promise.race([ended, wait(endMillis)]);
    throw error;
  });
  return Promise.race([worked, ended]);
}

/** Half of each round trip between two processes, less what both compute for it in a loop and what waking takes: what neither can help. */
async function delays(entry: string): Promise<Pick<MeasuredLoopback, 'delayNs' | 'wakeNs'>> {
  const child = fork(entry, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  try {
    return await whileThere(child, () => delaysTo(child));
  } finally {
    child.kill();
  }
}

async function delaysTo(child: ChildProcess): Promise<Pick<MeasuredLoopback, 'delayNs' | 'wakeNs'>> {
  const [{ port }] = (await once(child, 'message')) as [{ readonly port: number }];
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  // Whoever waits for an answer hears of it there; nobody may be waiting at the moment.
  socket.on('error', () => socket.destroy());
  try {
    await once(socket, 'connect');
    const bytes = Buffer.alloc(tripBytes, 7);
    for (let trip = 0; trip < trips; trip++) await tripNs(socket, bytes);
    const bothNs = async (): Promise<number> => ownCpuNs() + (await cpuOf(child));
    const begunNs = await bothNs();
    for (let trip = 0; trip < trips; trip++) await tripNs(socket, bytes);
    const busyNs = ((await bothNs()) - begunNs) / trips;
    const [cpuNs, tripsNs] = await pacedCpuNs(socket, bytes, bothNs);
    socket.destroy();
    const wakeNs = Math.max(0, (cpuNs / trips - (await ownTripCpuNs(bytes))) / 2);
    const delayOf = (ns: number): number => Math.max(0, (ns - busyNs) / 2 - wakeNs);
    return { delayNs: quantilesOf(tripsNs.map(delayOf), kept), wakeNs };
  } finally {
    socket.destroy();
  }
}

/** How late timers come that are set as the live world sets them: to whole milliseconds, never too early. */
async function lags(): Promise<readonly number[]> {
  const found: number[] = [];
  for (let timer = 0; timer < timers; timer++) {
    // Every part of a millisecond is asked for equally often.
    const asked = 1 + ((timer * 7) % timers) / timers;
    const begun = performance.now();
    await wait(Math.ceil(asked));
    found.push(Math.max(0, performance.now() - begun - asked) * 1e6);
  }
  return found;
}

/** Measures this machine's loopback and timers. `entry`: the built file that the other process runs. Rejects where that ends. */
export const measuredLoopback = async (entry = echoEntry): Promise<MeasuredLoopback> => ({
  ...(await delays(entry)),
  timerLagNs: quantilesOf(await lags(), kept),
});
