import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunResult } from '../metrics/results/summary.ts';
import { carryOutDashboard } from './dashboard/command.ts';
import { benchText, validateText } from './measurements.ts';
import { difference, type Difference } from './difference.ts';
import type { Engine, RunRequest, Watch } from './engine.ts';
import { FaultyRequest, faultLine, oneLine, quoted, VoidRun } from './fault.ts';
import { listed, listingText } from './listing.ts';
import { runLog, type LogLevel } from './log.ts';
import { nearestName } from './nearest.ts';
import { outcomeText } from './outcome.ts';
import { progressLine, type ProgressLine } from './progress.ts';
import { readRequest, type Request, type RunOutput } from './request.ts';
import {
  fillFolder,
  probeFolder,
  readNamedFile,
  summaryDocument,
  writeReportAnew,
  writeResults,
} from './results-folder.ts';

/** The streams of one call of the command, and the terminal behind them. */
export interface CommandIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Whether the standard error is a terminal. */
  readonly isTerminal: boolean;
  readonly columns: number;
  /** Wall clock, ms, for the progress line only. */
  readonly now: () => number;
}

/** Exit codes of the command. */
export const exitCodes = { done: 0, claimFailed: 1, wrongRequest: 2, voidRun: 3 } as const;

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

const watchWith = (io: CommandIo, line: ProgressLine, level: LogLevel | 'silent', fact: Watch['fact']): Watch => {
  const clock = { nowNs: 0 };
  const write = (text: string): void => {
    line.clear();
    io.stderr(text);
  };
  return { progress: (state) => line.show(state), log: runLog(level, clock, write), clock, fact };
};

/** Facts go to their file in lumps: a line at a time would cost a system call each. */
const factFile = (path: string): { readonly take: (line: string) => void; readonly flush: () => void } => {
  let held: string[] = [];
  const flush = (): void => {
    if (held.length > 0) appendFileSync(path, `${held.join('\n')}\n`);
    held = [];
  };
  const take = (line: string): void => {
    held.push(line);
    if (held.length >= 4096) flush();
  };
  return { take, flush };
};

const inspect = async (run: RunRequest, node: string, engine: Engine, watch: Watch): Promise<unknown> => {
  const found = await engine.inspect!(run, node, watch);
  if ('state' in found) return found.state;
  throw new FaultyRequest(`unknown node ${quoted(node)}`, '--inspect', nearestName(node, found.nodes));
};

const runWithFolder = async (
  run: RunRequest,
  folder: string,
  facts: boolean,
  engine: Engine,
  watch: Watch,
): Promise<RunResult> => {
  if (!facts) {
    probeFolder(folder);
    const result = await engine.run(run, watch);
    await fillFolder(folder, async (path) => writeResults(result, path));
    return result;
  }
  return fillFolder(folder, async (path) => {
    const file = factFile(join(path, 'facts.jsonl'));
    const result = await engine.run(run, { ...watch, fact: file.take });
    file.flush();
    writeResults(result, path);
    return result;
  });
};

const carryOutRun = async (
  run: RunRequest,
  output: RunOutput,
  engine: Engine,
  io: CommandIo,
  line: ProgressLine,
): Promise<number> => {
  const watch = watchWith(io, line, output.log, null);
  if (output.inspect !== null) {
    const state = await inspect(run, output.inspect, engine, watch);
    line.clear();
    io.stdout(json({ node: output.inspect, untilNs: run.untilNs, state }));
    return exitCodes.done;
  }
  const result =
    output.out === null
      ? await engine.run(run, watch)
      : await runWithFolder(run, output.out, output.facts, engine, watch);
  line.clear();
  const where = output.out === null ? '' : `\nreport: ${join(output.out, 'report.html')}\n`;
  io.stdout(
    output.json ? json({ ...summaryDocument(result), manifest: result.manifest }) : outcomeText(result) + where,
  );
  const failed = result.arms.some((arm) => arm.claims.some((claim) => claim.verdict === 'false'));
  return failed ? exitCodes.claimFailed : exitCodes.done;
};

/** Settles when the process is asked to end. */
const signalled = (): Promise<unknown> =>
  Promise.race((['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) => once(process, signal)));

const shownFields = 12;

// Facts come from a file that anybody may have written: no control characters on the terminal, no endless line.
const factText = (fact: string | null): string => (fact === null ? 'no more facts' : oneLine(fact, 400));

const differenceText = ({ equal, firstFact, fields }: Difference): string => {
  const head =
    equal === true ? 'equal: one digest' : equal === false ? 'they differ' : 'no digest to compare (unknown)';
  const fact =
    firstFact === null
      ? ''
      : `first fact that differs, line ${firstFact.line}:\n  ${factText(firstFact.one)}\n  ${factText(firstFact.other)}\n`;
  const lines = fields
    .slice(0, shownFields)
    .map(({ field, one, other }) => `  ${field}: ${one ?? 'absent'} | ${other ?? 'absent'}\n`);
  const more = fields.length > shownFields ? `  and ${fields.length - shownFields} more: --json shows all\n` : '';
  return `${head}\n${fact}${lines.join('')}${more}`;
};

const carryOut = async (request: Request, engine: Engine, io: CommandIo, line: ProgressLine): Promise<number> => {
  const watch = watchWith(io, line, 'silent', null);
  switch (request.command) {
    case 'help':
      io.stdout(request.text);
      return exitCodes.done;
    case 'list':
      io.stdout(
        request.json
          ? json({ [request.what]: listed(request.what, engine.catalogue) })
          : listingText(request.what, engine.catalogue),
      );
      return exitCodes.done;
    case 'run':
      return carryOutRun(request.run, request.output, engine, io, line);
    case 'bench': {
      const result = await engine.bench(watch);
      line.clear();
      io.stdout(request.json ? json(result) : benchText(result));
      return exitCodes.done;
    }
    case 'validate': {
      const result = await engine.validate(watch);
      line.clear();
      io.stdout(request.json ? json(result) : validateText(result));
      return result.rows.some((row) => row.verdict === 'fail') ? exitCodes.claimFailed : exitCodes.done;
    }
    case 'diff': {
      const found = difference(request.one, request.other);
      io.stdout(request.json ? json(found) : differenceText(found));
      return found.equal === false ? exitCodes.claimFailed : exitCodes.done;
    }
    case 'report':
      io.stdout(`report: ${writeReportAnew(request.folder)}\n`);
      return exitCodes.done;
    case 'dashboard':
      await carryOutDashboard(request, engine, {
        stdout: io.stdout,
        stderr: io.stderr,
        environment: process.env,
        ended: signalled,
      });
      return exitCodes.done;
  }
};

/** Carries out one command line (without the program's name) and gives its exit code. Only streams and named files change. */
export async function main(argv: readonly string[], io: CommandIo, engine: Engine): Promise<number> {
  const request = readRequest(argv, engine, readNamedFile);
  if ('nearest' in request) {
    io.stderr(`${faultLine(request)}\n`);
    return exitCodes.wrongRequest;
  }
  const line = progressLine({ isTerminal: io.isTerminal, columns: io.columns, write: io.stderr, now: io.now });
  try {
    return await carryOut(request, engine, io, line);
  } catch (error) {
    line.clear();
    if (error instanceof FaultyRequest) {
      io.stderr(`${error.message}\n`);
      return exitCodes.wrongRequest;
    }
    if (error instanceof VoidRun) {
      io.stderr(`metarange: void: ${error.message}\nagain: ${error.again}\nhint: ${error.hint}\n`);
      return exitCodes.voidRun;
    }
    // A defect of ours: what it computed must not be believed either, and its trace is what a report of it needs.
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    io.stderr(
      `metarange: void: a defect\n${trace}\nagain: metarange ${argv.map(quoted).join(' ')}\nhint: report it with these lines\n`,
    );
    return exitCodes.voidRun;
  }
}
