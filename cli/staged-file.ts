import { readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { makeFolders } from '../sim/worlds/live/stores/make-folders.ts';
import { FaultyRequest, quoted } from './fault.ts';
import { isSystemError, systemReason, type Disk } from './staged-folder.ts';

/** A file in the making beside its target, which changes only in `commit`, by renaming. */
interface StagedFile {
  commit(text: string): void;
  /** Takes back what was not committed, folders that were made for it included. */
  discard(): void;
}

/** What may stand at the target already and be replaced, with a word for it. */
export interface Replaceable {
  readonly is: (bytes: Uint8Array) => boolean;
  readonly what: string;
  /** A name that such a file could have. */
  readonly example: string;
}

/** Refuses a target that is no file, or is somebody else's. */
const checkTarget = (out: string, target: string, { is, what, example }: Replaceable, disk: Disk): void => {
  const where = `--out ${quoted(out)}`;
  if (!disk.lstatSync(target, { throwIfNoEntry: false })) return;
  if (!disk.existsSync(target)) throw new FaultyRequest('a link that leads nowhere', where, quoted(`${out}.json`));
  if (disk.statSync(target).isDirectory())
    throw new FaultyRequest('a folder, where a file is to be', where, quoted(join(out, example)));
  if (!disk.statSync(target).isFile()) throw new FaultyRequest('no file', where, quoted(`${out}.json`));
  if (!is(readFileSync(target)))
    throw new FaultyRequest(
      `file holds something else than ${what}`,
      where,
      `a new file, such as ${quoted(`${out}.json`)}`,
    );
};

function stageFile(out: string, replaceable: Replaceable, disk: Disk): StagedFile {
  const where = `--out ${quoted(out)}`;
  // Through a link the file goes where it points: renaming the link away would leave it elsewhere.
  const target = disk.existsSync(out) ? disk.realpathSync(out) : resolve(out);
  const folder = dirname(target);
  const refused = (error: unknown): never => {
    if (!isSystemError(error)) throw error;
    throw new FaultyRequest(`cannot write (${systemReason(error)})`, where, 'a file in a folder that can be written');
  };
  let made: string | undefined;
  let path: string | undefined;
  let isCommitted = false;
  const discard = (): void => {
    if (path !== undefined) disk.rmSync(path, { recursive: true, force: true });
    path = undefined;
    if (!isCommitted && made !== undefined && disk.existsSync(made)) disk.rmSync(made, { recursive: true });
    made = undefined;
  };
  try {
    checkTarget(out, target, replaceable, disk);
    made = makeFolders(folder, { disk });
    path = disk.mkdtempSync(join(folder, `.${basename(target)}.partial-`));
  } catch (error) {
    discard();
    return refused(error);
  }
  const staged = join(path, basename(target));
  return {
    commit(text) {
      try {
        disk.writeFileSync(staged, text);
        disk.renameSync(staged, target);
        isCommitted = true;
      } catch (error) {
        refused(error);
      }
    },
    discard,
  };
}

/** Says early whether a file can be written, by the fault where it cannot, and leaves no trace of having asked. */
export function probeFile(out: string, replaceable: Replaceable, disk: Disk): void {
  stageFile(out, replaceable, disk).discard();
}

/** Writes a file whole, or throws the fault of why not and leaves everything as it was. */
export function writeWholeFile(out: string, text: string, replaceable: Replaceable, disk: Disk): void {
  const staged = stageFile(out, replaceable, disk);
  try {
    staged.commit(text);
  } finally {
    staged.discard();
  }
}
