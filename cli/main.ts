import { ConservationFault } from '../metrics/oracle/books.ts';
import { carryOutAblation } from './ablation/ablating.ts';
import { carryOutCalibration } from './calibrating.ts';
import { exitCodes, json, type CommandIo } from './command-io.ts';
import { describedScenario, sceneText } from './describing.ts';
import { differenceText } from './difference-text.ts';
import { difference } from './difference.ts';
import type { Engine, Watch } from './engine.ts';
import { faultLine, FaultyRequest, LiveFault, quoted } from './fault.ts';
import { codeOf, ended, Interrupted } from './interruption.ts';
import { listed, listingText } from './listing.ts';
import { runLog, type LogLevel } from './log.ts';
import { benchText, chosenAnchors, validateText } from './measurements.ts';
import { ownFault, withOwnFiles } from './own-files/own-files.ts';
import { written } from './own-files/templates.ts';
import { namesFrom } from './node-names.ts';
import { progressLine, type ProgressLine } from './progress.ts';
import { readRequest, type Request } from './request.ts';
import { carryOutReproduction } from './reproducing.ts';
import { readNamedFile } from './results-folder.ts';
import { carryOutRun } from './running.ts';
import { realDisk } from './staged-folder.ts';
import { shownWords } from './store-url.ts';
import { worldsText } from './worlds/worlds-text.ts';

const watchWith = (io: CommandIo, line: ProgressLine, level: LogLevel | 'silent', isOwn: boolean): Watch => {
  const clock = { nowNs: 0 };
  const write = (text: string): void => {
    line.clear();
    io.stderr(text);
  };
  const log = runLog(level, clock, write);
  return { progress: (state) => line.show(state), log, clock, fact: null, lookUp: null, isOwn };
};

const carryOut = async (request: Request, engine: Engine, io: CommandIo, line: ProgressLine): Promise<number> => {
  const isOwn = engine.catalogue.ownPlaces !== undefined;
  const watch = watchWith(io, line, request.command === 'run' ? request.output.log : 'silent', isOwn);
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
    case 'init':
      io.stdout(`${written(request.what, request.file, io.disk ?? realDisk)}\n`);
      return exitCodes.done;
    case 'run':
      return carryOutRun(request.run, request.output, engine, { io, line, watch });
    case 'sweep':
      return (await import('./studies/sweeping.ts')).carryOutSweep(request.sweep, engine, { io, line });
    case 'worker':
      await (
        await import('./studies/queue/working.ts')
      ).carryOutWork(request.worker, engine, { stderr: io.stderr, ended });
      return exitCodes.done;
    case 'query':
      return (await import('./studies/querying.ts')).carryOutQuery(request, io);
    case 'ablate':
      return carryOutAblation(request.ablation, request.output, engine, { io, line, watch });
    case 'describe': {
      const scene = engine.describe(request.scene);
      io.stdout(
        request.json
          ? json(describedScenario(request.scene, scene))
          : sceneText(request.scene, scene, engine.catalogue),
      );
      return exitCodes.done;
    }
    case 'calibrate':
      return carryOutCalibration(request.calibration, request.output, engine, { io, line, watch });
    case 'bench': {
      const result = await engine.bench(watch);
      line.clear();
      io.stdout(request.json ? json(result) : benchText(result));
      return exitCodes.done;
    }
    case 'validate': {
      const result = await engine.validate(await chosenAnchors(request.only, engine), watch);
      line.clear();
      io.stdout(request.json ? json(result) : validateText(result));
      return result.rows.some((row) => row.verdict === 'fail') ? exitCodes.claimFailed : exitCodes.done;
    }
    case 'validate-worlds': {
      const result = await engine.validateWorlds(request.worlds, watch);
      line.clear();
      io.stdout(request.json ? json(result) : worldsText(result));
      return result.rows.some((row) => row.verdict === 'fail') ? exitCodes.claimFailed : exitCodes.done;
    }
    case 'diff': {
      const found = difference(request.one, request.other, namesFrom(engine));
      io.stdout(request.json ? json(found) : differenceText(found));
      return found.equal === false ? exitCodes.claimFailed : exitCodes.done;
    }
    case 'report':
      io.stdout(`report: ${(await import('./report-anew.ts')).reportAnew(request.folder, io.disk ?? realDisk)}\n`);
      return exitCodes.done;
    case 'reproduce':
      return carryOutReproduction(request, engine, { io, line, watch });
    case 'export':
      return (await import('./exporting.ts')).carryOutExport(request, io);
    case 'dashboard':
      // A server and all that it needs: loaded by the one command that serves.
      await (
        await import('./dashboard/command.ts')
      ).carryOutDashboard(request, engine, {
        stdout: io.stdout,
        stderr: io.stderr,
        environment: process.env,
        ended,
      });
      return exitCodes.done;
  }
};

/** Carries out one command line (without the program's name) and gives its exit code. Only streams and named files change. */
export async function main(argv: readonly string[], io: CommandIo, given: Engine): Promise<number> {
  let engine = given;
  try {
    engine = await withOwnFiles(argv, given);
  } catch (error) {
    if (!(error instanceof FaultyRequest)) throw error;
    io.stderr(`${error.message}\n`);
    return exitCodes.wrongRequest;
  }
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
    if (error instanceof Interrupted) {
      io.stderr(`metarange: ${error.message}; ${error.left}\n`);
      return codeOf(error);
    }
    if (error instanceof ConservationFault || error instanceof LiveFault) {
      io.stderr(`metarange: void: ${error.message}\n`);
      return exitCodes.voidRun;
    }
    const own = ownFault(argv, error);
    if (own !== undefined) {
      io.stderr(`${faultLine(own)}\n`);
      return exitCodes.wrongRequest;
    }
    // A defect of ours: what it computed must not be believed either, and its trace is what a report of it needs.
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    io.stderr(
      `metarange: void: a defect\n${trace}\nagain: metarange ${shownWords(argv).map(quoted).join(' ')}\nhint: report it with these lines\n`,
    );
    return exitCodes.voidRun;
  }
}
