import { join } from 'node:path';
import type { RunResult } from '../metrics/results/summary.ts';
import { exitCodes, json, type CommandIo } from './command-io.ts';
import type { Engine, RunRequest, Watch } from './engine.ts';
import { FaultyRequest, quoted } from './fault.ts';
import type { LookUp } from './interruption.ts';
import { nearestNames } from './nearest.ts';
import { outcomeText } from './outcome.ts';
import { compactJson, plainState } from './plain-state.ts';
import type { ProgressLine } from './progress.ts';
import type { RunOutput } from './request.ts';
import { summaryDocument, writeResults } from './results-folder.ts';
import { fillFolder, probeFolder, realDisk, type Disk } from './staged-folder.ts';

/** Lines go to their file in lumps: a line at a time would cost a system call each. */
const lineFile = (path: string, disk: Disk): { readonly take: (line: string) => void; readonly flush: () => void } => {
  let held: string[] = [];
  const flush = (): void => {
    if (held.length > 0) disk.appendFileSync(path, `${held.join('\n')}\n`);
    held = [];
  };
  const take = (line: string): void => {
    held.push(line);
    if (held.length >= 4096) flush();
  };
  return { take, flush };
};

/** Names that an unknown node may have meant, in one line. */
const suggestedNodes = 3;

const inspect = async (
  run: RunRequest,
  node: string,
  engine: Engine,
  watch: Watch,
): Promise<{ readonly document: object; readonly warnings: readonly string[] }> => {
  const found = await engine.inspect!(run, node, watch);
  if ('nodes' in found) {
    const near = nearestNames(node, found.nodes, suggestedNodes).join(', ') || 'none';
    const list = `metarange describe ${run.scenario.name} --nodes`;
    throw new FaultyRequest(`unknown node ${quoted(node)}`, '--inspect', `${near} (all: ${list})`);
  }
  const { node: name, profile, attacks, atNs, state, warnings } = found;
  return {
    document: { node: name, profile, attacks, seed: run.seed, untilNs: atNs, state: plainState(state) },
    warnings,
  };
};

/** Runs a request, and keeps its results in a folder where one is named. */
export const runWithFolder = async (
  run: RunRequest,
  { out: folder, facts }: Pick<RunOutput, 'out' | 'facts'>,
  engine: Engine,
  watch: Watch,
  disk: Disk,
): Promise<RunResult> => {
  if (folder === null) return engine.run(run, watch);
  if (!facts) {
    probeFolder(folder, disk);
    const result = await engine.run(run, watch);
    await fillFolder(folder, disk, async (path) => writeResults(result, path, disk));
    return result;
  }
  return fillFolder(folder, disk, async (path: string, lookUp: LookUp) => {
    const file = lineFile(join(path, 'facts.jsonl'), disk);
    const runs = lineFile(join(path, 'runs.jsonl'), disk);
    const result = await engine.run(run, { ...watch, fact: file.take, run: runs.take, lookUp });
    file.flush();
    runs.flush();
    writeResults(result, path, disk);
    return result;
  });
};

/** Carries out a run, or looks at one node of it, and says what came of it. */
export const carryOutRun = async (
  run: RunRequest,
  output: RunOutput,
  engine: Engine,
  { io, line, watch }: { readonly io: CommandIo; readonly line: ProgressLine; readonly watch: Watch },
): Promise<number> => {
  if (output.inspect !== null) {
    const { document, warnings } = await inspect(run, output.inspect, engine, watch);
    line.clear();
    for (const warning of warnings) io.stderr(`warning: ${warning}\n`);
    io.stdout(`${compactJson(document)}\n`);
    return exitCodes.done;
  }
  const { out, facts } = output;
  const disk = io.disk ?? realDisk;
  const result = await runWithFolder(run, { out, facts }, engine, watch, disk);
  line.clear();
  const where = out === null ? '' : `\nreport: ${join(out, 'report.html')}\n`;
  io.stdout(
    output.json
      ? json({ ...summaryDocument(result), manifest: result.manifest })
      : outcomeText(result, run.ownMetrics) + where,
  );
  const failed = result.arms.some((arm) => arm.claims.some((claim) => claim.verdict === 'false'));
  return failed ? exitCodes.claimFailed : exitCodes.done;
};
