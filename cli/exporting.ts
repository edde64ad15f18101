import { navigatorLayer } from '../dashboards/exports/navigator.ts';
import { stixBundle } from '../dashboards/exports/stix.ts';
import { profileColumnsOf } from './outcome-rows.ts';
import type { RunResult } from '../metrics/results/summary.ts';
import type { ExportForm } from './command-words.ts';
import type { DatasetRequest } from './dataset/export-dataset.ts';
import { exitCodes, json, type CommandIo } from './command-io.ts';
import { FaultyRequest, quoted } from './fault.ts';
import { nearestName } from './nearest.ts';
import { readResults } from './results-folder.ts';
import { writeWholeFile, type Replaceable } from './staged-file.ts';
import { realDisk } from './staged-folder.ts';

/** What is to be taken out of a results folder. */
export interface ExportRequest {
  readonly folder: string;
  readonly form: ExportForm;
  /** The arm that gives a layer its scores; null for the first. */
  readonly profile: string | null;
  /** Where it goes; null for the standard output. */
  readonly out: string | null;
}

const isExport = (bytes: Uint8Array): boolean => {
  try {
    const held = JSON.parse(new TextDecoder().decode(bytes)) as { readonly type?: unknown; readonly domain?: unknown };
    return held.type === 'bundle' || held.domain === 'enterprise-attack' || held.domain === 'ics-attack';
  } catch {
    // What is no JSON is none of ours.
    return false;
  }
};
const exported: Replaceable = { is: isExport, what: 'a layer or bundle', example: 'layer.json' };

const documentOf = (result: RunResult, { form, profile }: ExportRequest): object => {
  if (form === 'stix') return stixBundle(result);
  const names = profileColumnsOf(result.arms);
  const at = profile === null ? 0 : names.indexOf(profile);
  if (at < 0) throw new FaultyRequest(`no arm ${quoted(profile!)}`, '--profile', nearestName(profile!, names));
  return navigatorLayer(result, result.arms[at]!, form === 'navigator' ? 'enterprise-attack' : 'ics-attack');
};

const datasetOf = ({ folder, profile, out }: ExportRequest): DatasetRequest => {
  if (profile !== null)
    throw new FaultyRequest('a data set holds all arms', '--profile', 'no --profile: every row says its profile');
  if (out === null)
    throw new FaultyRequest('no folder for the data set', '--out', `--out ${quoted(`${folder}-dataset`)}`);
  return { folder, out };
};

/** Writes the results of a folder in another form, whole or not at all. */
export async function carryOutExport(request: ExportRequest, io: CommandIo): Promise<number> {
  if (request.form === 'dataset')
    return (await import('./dataset/export-dataset.ts')).carryOutDataset(datasetOf(request), io);
  const where = `metarange export ${quoted(request.folder)}`;
  const { manifest, arms } = readResults(request.folder, 'metarange export');
  if (manifest === null) throw new FaultyRequest('not a folder', where, 'what metarange run --out wrote');
  if (request.form === 'stix' && request.profile !== null)
    throw new FaultyRequest('a bundle tells of all arms', '--profile', 'no --profile, or --as navigator');
  if (arms.every((arm) => arm.legend?.attacks === undefined))
    throw new FaultyRequest('results that do not say what their attacks are', where, `a new run: ${manifest.command}`);
  const text = json(documentOf({ manifest, arms }, request));
  if (request.out === null) {
    io.stdout(text);
    return exitCodes.done;
  }
  writeWholeFile(request.out, text, exported, io.disk ?? realDisk);
  io.stdout(`${request.form}: ${request.out}\n`);
  return exitCodes.done;
}
