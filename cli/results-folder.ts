import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { schemaVersion as knownSchema } from '../metrics/results/summary.ts';
import type { ArmSummary, RunResult } from '../metrics/results/summary.ts';
import { report } from '../dashboards/report/report.ts';
import { FaultyRequest, quoted } from './fault.ts';
import { anyFile, anyResults, nearestPath, type Sought } from './nearest-path.ts';
import { manifestSchema, summarySchema } from './results-schema.ts';
import { isSystemError, systemReason, type Disk } from './staged-folder.ts';

/** Results as `summary.json` and `run --json` give them: the first arm's, with all arms where there are several. */
export const summaryDocument = (result: RunResult): object =>
  result.arms.length > 1 ? { ...result.arms[0], arms: result.arms } : { ...result.arms[0] };

/** What stands for the nearest where a file is there, but is not what it should be. */
const written = 'what metarange run --out wrote';

const pretty = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/** Writes manifest, summary and report into a staged folder. */
export function writeResults(result: RunResult, folder: string, disk: Disk): void {
  disk.writeFileSync(join(folder, 'manifest.json'), pretty(result.manifest));
  disk.writeFileSync(join(folder, 'summary.json'), pretty(summaryDocument(result)));
  disk.writeFileSync(join(folder, 'report.html'), report(result));
}

/** Results as they were read back: the manifest is absent where only a summary file was named. */
export interface SavedResults {
  readonly path: string;
  readonly manifest: RunResult['manifest'] | null;
  readonly arms: readonly ArmSummary[];
  /** Path of the facts, where they were written. */
  readonly facts: string | null;
}

/** Bytes of a file that the request names; its fault names the nearest that there is. */
export function readNamedFile(path: string, flag: string, sought: Sought = anyFile): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const what = `cannot read ${quoted(path)} (${systemReason(error)})`;
    throw new FaultyRequest(what, flag, nearestPath(path, sought));
  }
}

/** What a JSON file holds; the fault of one that is missing or broken. */
export const readJson = (path: string, flag: string): unknown => {
  const bytes = readNamedFile(path, flag, anyResults);
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new FaultyRequest(`not JSON (${quoted(String(error))})`, `${flag} ${quoted(path)}`, written);
  }
};

/** A value of the shape that results have; the fault of one that is not, with the first place where it is not. */
export const checked = <Value>(
  schema: { safeParse(value: unknown): SafeParse<Value> },
  value: unknown,
  { flag, name, known = knownSchema }: { readonly flag: string; readonly name: string; readonly known?: number },
): Value => {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const { schemaVersion } = (value ?? {}) as { readonly schemaVersion?: unknown };
  if (typeof schemaVersion === 'number' && schemaVersion !== known)
    throw new FaultyRequest(
      `results of schema ${schemaVersion}, and this version knows ${known}`,
      `${flag} ${quoted(name)}`,
      'the version of metarange that wrote them',
    );
  const issue = read.error.issues[0]!;
  const message = `${quoted(issue.path.map(String).join('.'))}: ${issue.message.replaceAll(/\s+/g, ' ').slice(0, 160)}`;
  throw new FaultyRequest(`broken results, ${message}`, `${flag} ${quoted(name)}`, written);
};

/** Reads a results folder, or a summary file alone. Throws the fault of what is missing or broken. */
export function readResults(path: string, flag: string): SavedResults {
  const isFolder = existsSync(path) && statSync(path).isDirectory();
  const file = isFolder ? join(path, 'summary.json') : path;
  if (isFolder && !existsSync(file))
    throw new FaultyRequest(`no summary.json in ${quoted(path)} (ENOENT)`, flag, nearestPath(path, anyResults));
  const { arms, ...first } = checked(summarySchema, readJson(file, flag), { flag, name: file });
  const described = join(path, 'manifest.json');
  if (isFolder && !existsSync(described))
    throw new FaultyRequest(`no manifest.json in ${quoted(path)} (ENOENT)`, flag, written);
  const manifest = isFolder ? checked(manifestSchema, readJson(described, flag), { flag, name: described }) : null;
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
export function writeReportAnew(folder: string, disk: Disk): string {
  const saved = readResults(folder, 'metarange report');
  if (saved.manifest === null)
    throw new FaultyRequest('not a folder', `metarange report ${quoted(folder)}`, quoted(dirname(folder)));
  const text = report({ manifest: saved.manifest, arms: saved.arms });
  const path = join(folder, 'report.html');
  const staged = `${path}.partial-${process.pid}`;
  try {
    disk.writeFileSync(staged, text);
    disk.renameSync(staged, path);
  } catch (error) {
    disk.rmSync(staged, { force: true });
    if (!isSystemError(error)) throw error;
    throw new FaultyRequest(
      `cannot write (${systemReason(error)})`,
      `metarange report ${quoted(folder)}`,
      'a folder that can be written',
    );
  }
  return path;
}
