import { basename } from 'node:path';
import { FaultyRequest, quoted } from '../fault.ts';
import type { Template } from '../command-words.ts';
import { isSystemError, systemReason, type Disk } from '../staged-folder.ts';
import { attackTemplate } from './templates/attack.ts';
import { controlTemplate } from './templates/control.ts';
import { metricTemplate } from './templates/metric.ts';
import { scenarioTemplate } from './templates/scenario.ts';
import { studyTemplate } from './templates/study.ts';

/** Text of each template; `FILE` stands for the file's own name. */
const texts: Readonly<Record<Template, string>> = {
  scenario: scenarioTemplate,
  attack: attackTemplate,
  control: controlTemplate,
  metric: metricTemplate,
  study: studyTemplate,
};

/** A command line that runs what a template holds, as it is. */
const firstRuns: Readonly<Record<Template, (file: string) => string>> = {
  scenario: (file) => `metarange run ${file} --attack none`,
  attack: (file) => `metarange run meeting-room-mapping --attack ${file} --compare none,framework`,
  control: (file) => `metarange run meeting-room-mapping --with ${file} --attack none`,
  metric: (file) => `metarange run meeting-room-mapping --with ${file} --attack none`,
  study: (file) => `metarange sweep ${file} --out my-study`,
};

/** Writes a template into a new file and says what to do with it. Throws the fault of a file that is there or cannot be written. */
export function written(what: Template, file: string, disk: Disk): string {
  const where = `metarange init ${what}`;
  if (!/\.m?ts$/.test(file)) throw new FaultyRequest(`no TypeScript file ${quoted(file)}`, where, `my-${what}.ts`);
  const text = texts[what].replaceAll('FILE', basename(file));
  try {
    disk.writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const nearest = error.code === 'ENOENT' ? `a folder that is there: ${basename(file)}` : 'a new file: my-other.ts';
    throw new FaultyRequest(`cannot write ${quoted(file)} (${systemReason(error)})`, where, nearest);
  }
  return `${file}: ${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what} that runs as it is\nnext: ${firstRuns[what](file)}`;
}
