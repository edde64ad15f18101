import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { reportFiles, type ReportedFolder } from '../dashboards/study/study-report.ts';
import { FaultyRequest, quoted } from './fault.ts';
import { citationText, placeReport } from './report-files.ts';
import { checked, readJson, writeReportAnew } from './results-folder.ts';
import { isSystemError, systemReason, type Disk } from './staged-folder.ts';
import { ablationSchema, anyManifestSchema, studySchema } from './study-schema.ts';

const flag = 'metarange report';

/** Reads a folder of a study or of an ablation; null where it is neither. */
function readStudied(folder: string, disk: Disk): ReportedFolder | null {
  const read = <Value>(name: string, schema: Parameters<typeof checked<Value>>[0]): Value => {
    const path = join(folder, name);
    return checked(schema, readJson(path, flag), { flag, name: path });
  };
  const has = (name: string): boolean => existsSync(join(folder, name));
  const study = has('study.json');
  if (!study && !has('ablation.json')) return null;
  return {
    result: study
      ? { kind: 'study', study: read('study.json', studySchema) }
      : { kind: 'ablation', ablation: read('ablation.json', ablationSchema) },
    manifest: has('manifest.json') ? read('manifest.json', anyManifestSchema) : null,
    citation: citationText(disk),
  };
}

/** Writes the report of a folder anew, whatever was played into it: whole, or not at all. */
export function reportAnew(folder: string, disk: Disk): string {
  const studied = readStudied(folder, disk);
  if (studied === null) return writeReportAnew(folder, disk);
  try {
    return placeReport(folder, reportFiles(studied), disk);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new FaultyRequest(
      `cannot write (${systemReason(error)})`,
      `${flag} ${quoted(folder)}`,
      'a folder that can be written',
    );
  }
}
