import type { CalibrationRequest } from './calibrate/calibration.ts';
import { calibrationText } from './calibrate/calibration-text.ts';
import { exitCodes, json, type CommandIo } from './command-io.ts';
import { isCostFile } from './cost-file.ts';
import type { Engine, Watch } from './engine.ts';
import { quoted } from './fault.ts';
import { interruptible } from './interruption.ts';
import type { ProgressLine } from './progress.ts';
import type { CalibrationOutput } from './request.ts';
import { probeFile, writeWholeFile, type Replaceable } from './staged-file.ts';
import { realDisk } from './staged-folder.ts';

/** What a file of cost tables may take the place of. */
const costFile: Replaceable = { is: isCostFile, what: 'cost tables', example: 'costs.json' };

/** Measures this machine and says what came of it; a file is written whole or not at all. */
export async function carryOutCalibration(
  request: CalibrationRequest,
  { out, json: asJson }: CalibrationOutput,
  engine: Engine,
  { io, line, watch }: { readonly io: CommandIo; readonly line: ProgressLine; readonly watch: Watch },
): Promise<number> {
  const disk = io.disk ?? realDisk;
  return interruptible(async (lookUp) => {
    // Whether there is a place for the file is asked before all the work.
    if (out !== null) probeFile(out, costFile, disk);
    const document = await engine.calibrate(request, { ...watch, lookUp });
    line.clear();
    const text = json(document);
    if (out !== null) writeWholeFile(out, text, costFile, disk);
    const where = out === null ? '' : `\ncosts: ${out}\nuse: metarange run SCENARIO --costs ${quoted(out)}\n`;
    io.stdout(asJson ? text : calibrationText(document, engine.catalogue.costs) + where);
    return exitCodes.done;
  });
}
