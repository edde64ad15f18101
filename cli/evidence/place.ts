import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { machine } from '../manifest.ts';

/** Folder of the repository, above `dist`. */
export const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** The built command. */
export const command = fileURLToPath(new URL('../metarange.js', import.meta.url));

/** The built program that runs figures and their parts. */
export const entry = fileURLToPath(new URL('../evidence.js', import.meta.url));

/** Wall clock, s; for rates only. */
export const seconds = (): number => performance.now() / 1000;

/** This machine in one line. */
export function machineLine(): string {
  const { node, openssl, cpu, cores } = machine();
  return `Node ${node}, OpenSSL ${openssl}, ${cpu}, ${cores} cores`;
}

/** What rates are by: the wall clock, or this process's own CPU time, which tells more where others load the machine. */
export type Pace = 'wall' | 'cpu';

/** A clock of that pace, s. */
export const paceOf = (pace: Pace): (() => number) => (pace === 'wall' ? seconds : cpuSeconds);

/** CPU time of this process so far, s. */
export const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Heap and buffers of this process, bytes; without garbage where it was started so that it can collect it. */
export function heldBytes(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** The pace that was asked for: the word `cpu` asks for CPU time. */
export const askedPace = (words: readonly string[]): Pace => (words.includes('cpu') ? 'cpu' : 'wall');

/** How a program ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** What a program is started with beside its words. */
export interface Surroundings {
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** It says what it does on this program's standard error, and nothing of that is taken down. */
  readonly heard?: true;
}

/** Runs a program to its end and takes down what it says. Throws where it cannot be started. */
export function carriedOut(program: string, words: readonly string[], around: Surroundings = {}): Ended {
  const begun = seconds();
  const { error, status, stdout, stderr } = spawnSync(program, words, {
    cwd: around.folder ?? repository,
    env: { ...process.env, ...around.environment },
    encoding: 'utf8',
    maxBuffer: 1 << 29,
    stdio: ['ignore', 'pipe', around.heard === true ? 'inherit' : 'pipe'],
  });
  if (error !== undefined) throw error;
  return { code: status ?? -1, stdout, stderr, seconds: seconds() - begun };
}

/**
 * Runs a part of a figure in a process of its own, so that its memory and its compiled code are its own, and gives the
 * document that it printed. Throws with what it said where it failed.
 */
export function partApart<Result>(
  part: string,
  setting: object,
  flags: readonly string[] = [],
  around: Surroundings = {},
): Result {
  const ended = carriedOut(process.execPath, [...flags, entry, 'part', part, JSON.stringify(setting)], around);
  if (ended.code !== 0)
    throw new Error(`part ${part} ${JSON.stringify(setting)} ended with ${ended.code}\n${ended.stderr}`);
  return JSON.parse(ended.stdout) as Result;
}
