import { join } from 'node:path';
import { ablationText } from './ablation-text.ts';
import type { AblationOutput } from './ablate-request.ts';
import { exitCodes, json, type CommandIo } from '../command-io.ts';
import type { AblationRequest, Engine, Watch } from '../engine.ts';
import type { ProgressLine } from '../progress.ts';
import { citationText, writeFiles } from '../report-files.ts';
import { fillFolder, probeFolder, realDisk } from '../staged-folder.ts';

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
  const { manifest, result } = await engine.ablate(request, watch);
  if (out !== null)
    await fillFolder(out, disk, async (path) => {
      disk.writeFileSync(join(path, 'manifest.json'), json(manifest));
      disk.writeFileSync(join(path, 'ablation.json'), json(result));
      const { reportFiles } = await import('../../dashboards/study/study-report.ts');
      const shown = { result: { kind: 'ablation', ablation: result } as const, manifest: { ...manifest } };
      writeFiles(path, reportFiles({ ...shown, citation: citationText(disk) }), disk);
    });
  line.clear();
  const where = out === null ? '' : `\nablation: ${join(out, 'ablation.json')}\nreport: ${join(out, 'report.html')}\n`;
  io.stdout(asJson ? json(result) : ablationText(result) + where);
  return exitCodes.done;
}
