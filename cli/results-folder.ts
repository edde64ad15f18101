import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { ArmSummary, RunResult } from '../metrics/results/summary.ts';
import { report } from '../dashboards/report/report.ts';
import { FaultyRequest, quoted } from './fault.ts';
import { nearestName } from './nearest.ts';
import { manifestSchema, summarySchema } from './results-schema.ts';

/** Files that a results folder holds; a folder with anything else in it is not ours to replace. */
const ownFiles: readonly string[] = ['manifest.json', 'summary.json', 'report.html', 'facts.jsonl'];

/** Results as `summary.json` and `run --json` give them: the first arm's, with all arms where there are several. */
export const summaryDocument = (result: RunResult): object =>
  result.arms.length > 1 ? { ...result.arms[0], arms: result.arms } : { ...result.arms[0] };

const pretty = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/** What the file system refuses, as against a fault of the request or a defect of ours. */
const isSystemError = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'code' in error;

const systemReason = (error: NodeJS.ErrnoException): string => error.code ?? error.message;

const nearestFolder = (path: string): string => {
  let folder = dirname(path);
  while (!(existsSync(folder) && statSync(folder).isDirectory()) && dirname(folder) !== folder)
    folder = dirname(folder);
  return quoted(folder);
};

/** A folder in the making beside its target; the target changes only in `commit`, by renaming. */
export interface StagedFolder {
  /** Where files are written until then. */
  readonly path: string;
  commit(): void;
  /** Takes back everything, folders above the target that were made for it included. */
  discard(): void;
}

/** Begins a results folder. Throws a fault where it cannot be written, or where it would replace a stranger's files. */
export function stageFolder(folder: string): StagedFolder {
  const where = `--out ${quoted(folder)}`;
  // Through a link, results go where it points: renaming the link away would leave them elsewhere.
  const target = existsSync(folder) ? realpathSync(folder) : resolve(folder);
  let made: string | undefined;
  let path: string;
  try {
    if (lstatSync(target, { throwIfNoEntry: false })) {
      if (!existsSync(target) || !statSync(target).isDirectory())
        throw new FaultyRequest('not a folder', where, quoted(`${folder}-results`));
      const stranger = readdirSync(target).find((name) => !ownFiles.includes(name));
      if (stranger !== undefined) {
        throw new FaultyRequest(
          `folder holds ${quoted(stranger)}, which is not a result`,
          where,
          `a new folder, such as ${quoted(join(folder, 'results'))}`,
        );
      }
      if (statSync(target).dev !== statSync(dirname(target)).dev) {
        const nearest = quoted(join(folder, 'results'));
        throw new FaultyRequest('folder is a mount point, which cannot be replaced as a whole', where, nearest);
      }
    }
    made = mkdirSync(dirname(target), { recursive: true });
    path = mkdtempSync(join(dirname(target), `.${basename(target)}.partial-`));
    // A temporary folder is its owner's alone; results are as readable as any other folder of this user.
    chmodSync(path, 0o777 & ~process.umask());
  } catch (error) {
    if (made !== undefined) rmSync(made, { recursive: true });
    if (!isSystemError(error)) throw error;
    throw new FaultyRequest(`cannot write (${systemReason(error)})`, where, `a folder under ${nearestFolder(target)}`);
  }
  return {
    path,
    commit() {
      const old = `${path}.old`;
      if (existsSync(target)) renameSync(target, old);
      try {
        renameSync(path, target);
      } catch (error) {
        if (existsSync(old)) renameSync(old, target);
        throw error;
      }
      rmSync(old, { recursive: true, force: true });
    },
    discard() {
      rmSync(path, { recursive: true, force: true });
      if (made !== undefined && existsSync(made)) rmSync(made, { recursive: true });
    },
  };
}

/** Fills a results folder: whole, or not at all. A full disk, or the like, is a fault of the request. */
export async function fillFolder<Value>(folder: string, fill: (path: string) => Promise<Value>): Promise<Value> {
  const staged = stageFolder(folder);
  try {
    const value = await fill(staged.path);
    staged.commit();
    return value;
  } catch (error) {
    staged.discard();
    if (!isSystemError(error) || error.syscall === undefined) throw error;
    const nearest = 'a folder with room for the results';
    throw new FaultyRequest(`cannot write (${systemReason(error)})`, `--out ${quoted(folder)}`, nearest);
  }
}

/** Says early whether a results folder can be written, and leaves no trace of having asked. */
export function probeFolder(folder: string): void {
  stageFolder(folder).discard();
}

/** Writes manifest, summary and report into a staged folder. */
export function writeResults(result: RunResult, folder: string): void {
  writeFileSync(join(folder, 'manifest.json'), pretty(result.manifest));
  writeFileSync(join(folder, 'summary.json'), pretty(summaryDocument(result)));
  writeFileSync(join(folder, 'report.html'), report(result));
}

/** Results as they were read back: the manifest is absent where only a summary file was named. */
export interface SavedResults {
  readonly path: string;
  readonly manifest: RunResult['manifest'] | null;
  readonly arms: readonly ArmSummary[];
  /** Path of the facts, where they were written. */
  readonly facts: string | null;
}

/** Bytes of a file that the request names; its fault names a file of the same folder where there is one. */
export function readNamedFile(path: string, flag: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const folder = dirname(resolve(path));
    const isFolder = existsSync(folder) && statSync(folder).isDirectory();
    const near = isFolder ? nearestFile(basename(path), readdirSync(folder)) : nearestFolder(resolve(path));
    throw new FaultyRequest(`cannot read ${quoted(path)} (${systemReason(error)})`, flag, near);
  }
}

const nearestFile = (name: string, names: readonly string[]): string => {
  const near = nearestName(name, names.slice(0, 2000));
  return names.length === 0 ? 'an existing file' : quoted(near);
};

const readJson = (path: string, flag: string): unknown => {
  const bytes = readNamedFile(path, flag);
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new FaultyRequest(
      `not JSON (${quoted(String(error))})`,
      `${flag} ${quoted(path)}`,
      'a file that metarange run --out wrote',
    );
  }
};

/** Reads a results folder, or a summary file alone. Throws the fault of what is missing or broken. */
export function readResults(path: string, flag: string): SavedResults {
  const isFolder = existsSync(path) && statSync(path).isDirectory();
  const file = isFolder ? join(path, 'summary.json') : path;
  const check = <Value>(
    schema: { safeParse(value: unknown): SafeParse<Value> },
    name: string,
    value: unknown,
  ): Value => {
    const read = schema.safeParse(value);
    if (read.success) return read.data;
    const issue = read.error.issues[0]!;
    const message = `${quoted(issue.path.map(String).join('.'))}: ${issue.message.replaceAll(/\s+/g, ' ').slice(0, 160)}`;
    throw new FaultyRequest(
      `broken results, ${message}`,
      `${flag} ${quoted(name)}`,
      'a file that metarange run --out wrote',
    );
  };
  const { arms, ...first } = check(summarySchema, file, readJson(file, flag));
  const manifest = isFolder
    ? check(manifestSchema, join(path, 'manifest.json'), readJson(join(path, 'manifest.json'), flag))
    : null;
  const facts = isFolder ? join(path, 'facts.jsonl') : null;
  return {
    path,
    manifest,
    arms: arms ?? [first],
    facts: facts !== null && statSync(facts, { throwIfNoEntry: false })?.isFile() ? facts : null,
  };
}

type SafeParse<Value> =
  | { readonly success: true; readonly data: Value }
  | {
      readonly success: false;
      readonly error: {
        readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
      };
    };

/** Writes `report.html` of a results folder anew: whole, or not at all. */
export function writeReportAnew(folder: string): string {
  const saved = readResults(folder, 'metarange report');
  if (saved.manifest === null)
    throw new FaultyRequest('not a folder', `metarange report ${quoted(folder)}`, quoted(dirname(folder)));
  const text = report({ manifest: saved.manifest, arms: saved.arms });
  const path = join(folder, 'report.html');
  const staged = `${path}.partial-${process.pid}`;
  try {
    writeFileSync(staged, text);
    renameSync(staged, path);
  } catch (error) {
    rmSync(staged, { force: true });
    if (!isSystemError(error)) throw error;
    throw new FaultyRequest(
      `cannot write (${systemReason(error)})`,
      `metarange report ${quoted(folder)}`,
      'a folder that can be written',
    );
  }
  return path;
}
