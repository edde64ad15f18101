import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolders } from '../sim/worlds/live/stores/make-folders.ts';
import type { Disk } from './staged-folder.ts';

// Above the source, or above what was built of it.
const places = ['../CITATION.cff', '../../CITATION.cff'].map((place) => new URL(place, import.meta.url));

/** Text of CITATION.cff, which comes with the package. */
export function citationText(disk: Pick<Disk, 'existsSync'>): string {
  const found = places.find((place) => disk.existsSync(place));
  return found === undefined ? '' : readFileSync(found, 'utf8');
}

/** Writes files by their names into a folder that is staged as a whole. */
export function writeFiles(folder: string, files: ReadonlyMap<string, string>, disk: Disk): void {
  for (const [name, text] of files) {
    const path = join(folder, name);
    makeFolders(dirname(path), { disk });
    disk.writeFileSync(path, text);
  }
}

/** What begins the name of a report in the making within its folder. */
export const reportStaging = '.report.partial-';

/** Puts a report into a folder that has other files: page, figures and tables all together, or none of them. */
export function placeReport(folder: string, files: ReadonlyMap<string, string>, disk: Disk): string {
  const staged = disk.mkdtempSync(join(folder, reportStaging));
  const names = [...new Set([...files.keys()].map((name) => name.split('/')[0]!))];
  const undo: (() => void)[] = [];
  const move = (from: string, to: string): void => {
    disk.renameSync(from, to);
    undo.push(() => disk.renameSync(to, from));
  };
  try {
    writeFiles(join(staged, 'new'), files, disk);
    disk.mkdirSync(join(staged, 'old'));
    // Figures that the new report lacks must not stay beside it.
    for (const name of ['report.html', 'figures', 'tables']) {
      if (disk.existsSync(join(folder, name))) move(join(folder, name), join(staged, 'old', name));
      if (names.includes(name)) move(join(staged, 'new', name), join(folder, name));
    }
  } catch (error) {
    for (const back of undo.toReversed()) back();
    throw error;
  } finally {
    disk.rmSync(staged, { recursive: true, force: true });
  }
  return join(folder, 'report.html');
}
