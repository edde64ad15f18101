import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolders } from '../../sim/worlds/live/stores/make-folders.ts';
import { FaultyRequest, quoted } from '../fault.ts';
import { nearestPath } from '../nearest-path.ts';
import type { Sought } from '../nearest-path.ts';
import { reportStaging } from '../report-files.ts';
import { isSystemError, reportFolders, systemReason } from '../staged-folder.ts';
import type { Disk } from '../staged-folder.ts';

/** The database file of a study's folder. */
export const storeFile = 'study.duckdb';

/** What the folder of a shard in it is called: which part, and of how many. */
export const shardName = /^shard-(\d{1,6})-of-(\d{1,6})$/;

/** Files that a study's folder holds; a folder with anything else in it is not ours to write into. */
const ownFiles: readonly string[] = [
  storeFile,
  `${storeFile}.wal`,
  `${storeFile}.tmp`,
  'study.json',
  'manifest.json',
  'report.html',
  'values.csv',
  'values.parquet',
  'runs.parquet',
];

/** What ends the name of a file that is not written to its end. */
const partial = '.partial';

const isStaging = (name: string): boolean => name.startsWith(reportStaging);

/** Makes a study's folder where it is not there, and refuses one that is a file, a stranger's, or cannot be written. */
export function openFolder(folder: string, disk: Disk): void {
  const where = `--out ${quoted(folder)}`;
  try {
    if (disk.existsSync(folder) && !disk.statSync(folder).isDirectory())
      throw new FaultyRequest('not a folder', where, quoted(`${folder}-study`));
    makeFolders(folder, { disk });
    const names = disk.readdirSync(folder).map(String);
    // Where there is no store yet, a file of such a name is somebody else's.
    const own = names.includes(storeFile) ? [...ownFiles, ...(names.includes('study.json') ? reportFolders : [])] : [];
    const isOwn = (name: string): boolean =>
      own.includes(name.endsWith(partial) ? name.slice(0, -partial.length) : name) ||
      shardName.test(name) ||
      (own.length > 0 && isStaging(name));
    const stranger = names.find((name) => !isOwn(name));
    if (stranger !== undefined)
      throw new FaultyRequest(
        `folder holds ${quoted(stranger)}, which is not of a study`,
        where,
        `a new folder, such as ${quoted(join(folder, 'study'))}`,
      );
  } catch (error) {
    if (!isSystemError(error) || error instanceof FaultyRequest) throw error;
    throw new FaultyRequest(`cannot write (${systemReason(error)})`, where, 'a folder that can be written');
  }
}

/** Takes away what a killed command had begun to write: only for who has the store open, or it would be that of a command that runs. */
export function dropPartials(folder: string, disk: Disk): void {
  for (const name of disk.readdirSync(folder).map(String)) {
    if (name.endsWith(partial)) disk.rmSync(join(folder, name), { force: true });
    if (isStaging(name)) disk.rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** Where a file of the folder is written before it is whole. */
export const partialOf = (folder: string, file: string): string => join(folder, `${file}${partial}`);

/** Puts files that are whole in their places, in the place of older ones. */
export function commitFiles(folder: string, files: readonly string[], disk: Disk): void {
  for (const file of files) disk.renameSync(partialOf(folder, file), join(folder, file));
}

const anyStudy: Sought = { what: 'study folder', is: (path) => existsSync(join(path, storeFile)) };

/** The database file of a folder that a study was played into; a fault that names the nearest where there is none. */
export function storeIn(folder: string, where: string): string {
  if (!anyStudy.is(folder))
    throw new FaultyRequest(`no ${storeFile} in ${quoted(folder)} (ENOENT)`, where, nearestPath(folder, anyStudy));
  return join(folder, storeFile);
}
