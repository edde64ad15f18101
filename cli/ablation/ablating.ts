import { join } from 'node:path';
import { ablationText } from './ablation-text.ts';
import type { AblationOutput } from './ablate-request.ts';
import { exitCodes, json, type CommandIo } from '../command-io.ts';
import type { AblationRequest, Engine, Watch } from '../engine.ts';
import type { ProgressLine } from '../progress.ts';
import { abortable } from '../interruption.ts';
import { shellWords } from '../repeat.ts';
import { citationText, writeFiles } from '../report-files.ts';
import { fillFolder, probeFolder, realDisk } from '../staged-folder.ts';
import { openJournal } from './run-journal.ts';

/** Carries out an ablation and says what came of it; a folder is written whole or not at all. */
export async function carryOutAblation(
  request: AblationRequest,
  { out, json: asJson }: AblationOutput,
  engine: Engine,
  { io, line, watch }: { readonly io: CommandIo; readonly line: ProgressLine; readonly watch: Watch },
): Promise<number> {
  const disk = io.disk ?? realDisk;
  // Whether there is a place for the files is asked before all the work.
  if (out !== null) probeFolder(out, disk);
  const journal = out === null ? null : openJournal(out, disk);
  const left = (): string =>
    journal === null
      ? 'no run is kept: --out keeps those that are done'
      : `${journal.runs.size} runs are kept in ${journal.path}; go on with: ${request.command} ${shellWords(['--out', out!])}`;
  const { manifest, result } = await abortable((signal) => engine.ablate(request, watch, { signal, journal }), left);
  if (out !== null)
    await fillFolder(out, disk, async (path) => {
      disk.writeFileSync(join(path, 'manifest.json'), json(manifest));
      disk.writeFileSync(join(path, 'ablation.json'), json(result));
      const { reportFiles } = await import('../../dashboards/study/study-report.ts');
      const shown = { result: { kind: 'ablation', ablation: result } as const, manifest: { ...manifest } };
      writeFiles(path, reportFiles({ ...shown, citation: citationText(disk) }), disk);
    });
  journal?.drop();
  line.clear();
  const where = out === null ? '' : `\nablation: ${join(out, 'ablation.json')}\nreport: ${join(out, 'report.html')}\n`;
  io.stdout(asJson ? json(result) : ablationText(result) + where);
  return exitCodes.done;
}
