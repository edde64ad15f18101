import fs from 'node:fs';
import { dirname, resolve } from 'node:path';

/** The calls by which folders are made. */
type FolderDisk = Pick<typeof fs, 'existsSync' | 'mkdirSync' | 'readdirSync' | 'rmdirSync' | 'statSync'>;

/**
 * Makes a folder with all that are missing above it, and gives the topmost that it made, if any; where one cannot be made, none of them
 * stays. One by one: Node's own `recursive` tries for ever where a file system has no such folder and takes none, as `/proc` does.
 */
export function makeFolders(
  folder: string,
  { disk = fs, mode = 0o777 }: { readonly disk?: FolderDisk; readonly mode?: number } = {},
): string | undefined {
  const asked = [resolve(folder)];
  while (!disk.existsSync(dirname(asked.at(-1)!))) asked.push(dirname(asked.at(-1)!));
  const made: string[] = [];
  try {
    for (const path of asked.toReversed()) if (isMade(path, mode, disk)) made.push(path);
  } catch (error) {
    // Another command may have begun to use one.
    for (const path of made.toReversed()) if (disk.readdirSync(path).length === 0) disk.rmdirSync(path);
    throw error;
  }
  return made[0];
}

/** Makes one folder; false where it is there, as another command may have made it meanwhile. */
function isMade(path: string, mode: number, disk: FolderDisk): boolean {
  try {
    disk.mkdirSync(path, { mode });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Of the root some systems say EISDIR.
    const isThere = code === 'EEXIST' || code === 'EISDIR';
    if (isThere && disk.statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return false;
    throw error;
  }
}
