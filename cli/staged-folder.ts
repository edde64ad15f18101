import fs from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { makeFolders } from '../sim/worlds/live/stores/make-folders.ts';
import { FaultyRequest, quoted } from './fault.ts';
import { interruptible, type LookUp } from './interruption.ts';

/** What a folder holds that is written as a whole; one with anything else in it is not ours to replace. */
export interface FolderKind {
  readonly files: readonly string[];
  /** What its files are: `a result`. */
  readonly what: string;
  /** Name for a new one. */
  readonly example: string;
}

const resultFiles = ['manifest.json', 'summary.json', 'report.html', 'facts.jsonl', 'runs.jsonl', 'ablation.json'];
const resultsFolder: FolderKind = { files: resultFiles, what: 'a result', example: 'results' };

/** Folders that a report of a study or an ablation has beside it; those of a folder without either are a stranger's. */
export const reportFolders: readonly string[] = ['figures', 'tables'];

/** The calls by which results are written; tests put one that refuses in its place. */
export type Disk = Pick<
  typeof fs,
  | 'appendFileSync'
  | 'chmodSync'
  | 'existsSync'
  | 'lstatSync'
  | 'mkdirSync'
  | 'mkdtempSync'
  | 'readdirSync'
  | 'realpathSync'
  | 'renameSync'
  | 'rmdirSync'
  | 'rmSync'
  | 'statSync'
  | 'writeFileSync'
>;

/** The disk of this machine. */
export const realDisk: Disk = fs;

/** What the file system refuses, as against a fault of the request or a defect of ours. */
export const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error;

/** The system's word for what it refuses: `ENOSPC`. */
export const systemReason = (error: NodeJS.ErrnoException): string => error.code ?? error.message;

const nearestFolder = (path: string, disk: Disk): string => {
  let folder = dirname(path);
  while (!(disk.existsSync(folder) && disk.statSync(folder).isDirectory()) && dirname(folder) !== folder)
    folder = dirname(folder);
  return quoted(folder);
};

/** A folder in the making beside its target; the target changes only in `commit`, by renaming. */
interface StagedFolder {
  /** Where files are written until then. */
  readonly path: string;
  commit(): void;
  /** Takes back everything, folders above the target that were made for it included. */
  discard(): void;
}

/** Refuses a target that is no folder, holds a stranger's files, or cannot be replaced as a whole. */
function checkTarget(folder: string, target: string, disk: Disk, kind: FolderKind): void {
  const where = `--out ${quoted(folder)}`;
  if (!disk.lstatSync(target, { throwIfNoEntry: false })) return;
  if (!disk.existsSync(target) || !disk.statSync(target).isDirectory())
    throw new FaultyRequest('not a folder', where, quoted(`${folder}-${kind.example}`));
  const names = disk.readdirSync(target);
  const own = names.includes('ablation.json') ? [...kind.files, ...reportFolders] : kind.files;
  const stranger = names.find((name) => !own.includes(name));
  const inside = quoted(join(folder, kind.example));
  if (stranger !== undefined) {
    const what = `folder holds ${quoted(stranger)}, which is not ${kind.what}`;
    throw new FaultyRequest(what, where, `a new folder, such as ${inside}`);
  }
  if (disk.statSync(target).dev !== disk.statSync(dirname(target)).dev)
    throw new FaultyRequest('folder is a mount point, which cannot be replaced as a whole', where, inside);
}

/** Begins a folder. Throws a fault where it cannot be written, or where it would replace a stranger's files. */
function stageFolder(folder: string, disk: Disk, kind: FolderKind): StagedFolder {
  // Through a link, results go where it points: renaming the link away would leave them elsewhere.
  const target = disk.existsSync(folder) ? disk.realpathSync(folder) : resolve(folder);
  let made: string | undefined;
  let path: string | undefined;
  const discard = (): void => {
    if (path !== undefined) disk.rmSync(path, { recursive: true, force: true });
    if (made !== undefined && disk.existsSync(made)) disk.rmSync(made, { recursive: true });
  };
  try {
    checkTarget(folder, target, disk, kind);
    made = makeFolders(dirname(target), { disk });
    path = disk.mkdtempSync(join(dirname(target), `.${basename(target)}.partial-`));
    // A temporary folder is its owner's alone; results are as readable as any other folder of this user.
    disk.chmodSync(path, 0o777 & ~process.umask());
  } catch (error) {
    discard();
    if (!isSystemError(error)) throw error;
    const nearest = `a folder under ${nearestFolder(target, disk)}`;
    throw new FaultyRequest(`cannot write (${systemReason(error)})`, `--out ${quoted(folder)}`, nearest);
  }
  const staged = path;
  return {
    path: staged,
    commit() {
      const old = `${staged}.old`;
      if (disk.existsSync(target)) disk.renameSync(target, old);
      try {
        disk.renameSync(staged, target);
      } catch (error) {
        if (disk.existsSync(old)) disk.renameSync(old, target);
        throw error;
      }
      disk.rmSync(old, { recursive: true, force: true });
    },
    discard,
  };
}

/**
 * Fills a folder of a kind, of results where nothing is said: whole, or not at all. A full disk, or the like, is a fault of the request; a signal that comes
 * meanwhile ends the work where it looks up.
 */
export const fillFolder = <Value>(
  folder: string,
  disk: Disk,
  fill: (path: string, lookUp: LookUp) => Promise<Value>,
  kind = resultsFolder,
): Promise<Value> =>
  interruptible(async (lookUp) => {
    const staged = stageFolder(folder, disk, kind);
    try {
      const value = await fill(staged.path, lookUp);
      staged.commit();
      return value;
    } catch (error) {
      staged.discard();
      if (!isSystemError(error) || error.syscall === undefined) throw error;
      const nearest = 'a folder with room for the results';
      throw new FaultyRequest(`cannot write (${systemReason(error)})`, `--out ${quoted(folder)}`, nearest);
    }
  });

/** Says early whether a results folder can be written, and leaves no trace of having asked. */
export function probeFolder(folder: string, disk: Disk): void {
  stageFolder(folder, disk, resultsFolder).discard();
}
