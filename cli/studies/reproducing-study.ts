import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { StoreFault } from '../../metrics/store/store-fault.ts';
import { seedOf } from '../../scenarios/replicate.ts';
import type { NamedOrder } from '../../scenarios/studies/crew.ts';
import { layOut } from '../../scenarios/studies/lay-out.ts';
import type { Cell, RunRecord } from '../../scenarios/studies/order.ts';
import { keyOfCell } from '../../scenarios/studies/play-study.ts';
import type { Level, Study } from '../../sim/framework/study.ts';
import { exitCodes, json } from '../command-io.ts';
import type { CommandIo } from '../command-io.ts';
import type { Engine } from '../engine.ts';
import { FaultyRequest, oneLine, quoted } from '../fault.ts';
import { lockDigest, machine } from '../manifest.ts';
import { placeChanges } from '../place-changes.ts';
import type { ProgressLine } from '../progress.ts';
import { checked, readJson } from '../results-folder.ts';
import { alignedTable } from '../table.ts';
import { checkStaging } from './check-stage.ts';
import { checkStudy } from './check-study.ts';
import { chosenRuns, keptRuns, saidIn, sampleOf, valuesIn } from './kept-runs.ts';
import type { KeptRun } from './kept-runs.ts';
import { namesOf } from './names-of.ts';
import { placesThatPlay, playedVersion } from './played-version.ts';
import { crewOfProcesses } from './pool.ts';
import { storeFile } from './study-folder.ts';
import { checkShape } from './study-shape.ts';

/** Which runs of a study's folder are to be played again, and how it is told. */
export interface StudyReproductionRequest {
  readonly folder: string;
  /** `3` for a cell, `3/1` for one replication of it, with commas; null for all. */
  readonly only: string | null;
  /** So many of them, drawn by the study's seed; null for all. */
  readonly sample: number | null;
  readonly json: boolean;
}

/** A run that came to something else than then. */
interface PartedRun {
  readonly cell: number;
  readonly replication: number;
  readonly levels: Readonly<Record<string, Level>>;
  readonly seed: number;
  readonly expected: string;
  /** Null where it gave nothing, and why. */
  readonly found: string | null;
  readonly failure: string | null;
}

/** Whether runs of a study were found again. */
interface StudyReproduction {
  readonly equal: boolean;
  readonly study: string;
  /** Runs of the store, and how many of them were played again. */
  readonly runs: number;
  readonly played: number;
  /** By replication and cell. */
  readonly differs: readonly PartedRun[];
  /** Values of the first of them that are others; empty where it gave nothing, or all are the same. */
  readonly firstValues: readonly { readonly name: string; readonly was: number | null; readonly is: number | null }[];
  readonly warnings: readonly string[];
}

const text = z.string();
const manifestShape = z.looseObject({
  schemaVersion: z.literal(1),
  product: z.looseObject({ version: text }),
  study: z.looseObject({ id: text }),
  machine: z.looseObject({ node: text, openssl: text, cpu: text }),
  lockDigest: text.nullable(),
});

const command = 'metarange reproduce';

/** Plays runs of a study's folder again, and says whether they came to the digests that its store has. */
export async function carryOutStudyReproduction(
  request: StudyReproductionRequest,
  engine: Engine,
  { io, line }: { readonly io: CommandIo; readonly line: ProgressLine },
): Promise<number> {
  try {
    const found = await reproduced(request, engine, line);
    line.clear();
    for (const warning of found.warnings) io.stderr(`warning: ${warning}\n`);
    io.stdout(request.json ? json(found) : reproductionText(found));
    return found.equal ? exitCodes.done : exitCodes.claimFailed;
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    throw new FaultyRequest(oneLine(error.message, 300), `${command} ${quoted(request.folder)}`, error.nearest);
  }
}

/** The fault of a study that was ended, or of one of its shards: what was played is kept, but not yet which study it is. */
async function unfinished(folder: string, store: string): Promise<FaultyRequest> {
  const goesOn = oneLine(await saidIn(store, 'command'), 400);
  return new FaultyRequest(
    `no manifest.json beside the store of ${quoted(folder)}: its study has not come to its end`,
    command,
    `${goesOn}, then metarange reproduce (shards: --gather)`,
  );
}

async function reproduced(
  { folder, only, sample }: StudyReproductionRequest,
  engine: Engine,
  line: ProgressLine,
): Promise<StudyReproduction> {
  const path = join(folder, 'manifest.json');
  const store = join(folder, storeFile);
  if (!existsSync(path)) throw await unfinished(folder, store);
  const manifest = checked(manifestShape, readJson(path, command), { flag: command, name: path });
  // A manifest is anybody's text: its study is read as one of a file is, and its command is never looked at.
  checkShape(manifest.study, manifest.study.id);
  const study = checkStudy(manifest.study as unknown as Study, [], engine.catalogue);
  const version = await saidIn(store, 'version');
  checkOwn(version, playedVersion(engine), folder);
  const names = namesOf(engine.catalogue);
  const cells = layOut(study, names);
  const kept = await keptRuns(store);
  if (kept.length === 0)
    throw new FaultyRequest('no run in the store', `${command} ${quoted(folder)}`, 'a study that was played');
  const asked = only === null ? kept : chosenRuns(kept, only);
  const chosen = sample === null ? asked : sampleOf(asked, sample, study.seed);
  checkKeys(chosen, cells, { version, folder });
  checkStaging(cells, names, study.name);

  const again = await playedAgain(chosen, cells, { engine, line });
  const differs = chosen.flatMap((run): readonly PartedRun[] => {
    const now = again.get(run.key)!;
    if (!('failure' in now) && now.digest === run.digest) return [];
    const { cell, replication, digest: expected } = run;
    const [found, failure] = 'failure' in now ? [null, now.failure] : [now.digest, null];
    const { levels } = cells[cell]!;
    return [{ cell, replication, levels, seed: seedOf(study.seed, replication), expected, found, failure }];
  });
  const first = chosen.find(
    ({ cell, replication }) => differs[0]?.cell === cell && differs[0].replication === replication,
  );
  const firstNow = first && again.get(first.key)!;
  return {
    equal: differs.length === 0,
    study: study.name,
    runs: kept.length,
    played: chosen.length,
    differs,
    firstValues:
      firstNow === undefined || 'failure' in firstNow ? [] : changed(await valuesIn(store, first!.key), firstNow),
    warnings: [
      ...(version === playedVersion(engine) || version.split(' ')[0] !== engine.version
        ? []
        : ['the files of your own are not those that these runs were played with']),
      ...placeChanges(manifest, {
        product: { version: engine.version },
        machine: machine(),
        lockDigest: lockDigest(),
      }),
    ],
  };
}

/** Whether a version names files of a user's own. */
const isWithOwn = (version: string): boolean => version.includes(' with own files ');

/** Code of a user's own takes part only where he names it, and only in runs that were played with some. */
function checkOwn(then: string, now: string, folder: string): void {
  if (isWithOwn(then) === isWithOwn(now)) return;
  const where = `${command} ${quoted(folder)}`;
  if (isWithOwn(then))
    throw new FaultyRequest(
      'these runs were played with code that is no part of the range',
      where,
      '--with FILE, once you trust it',
    );
  throw new FaultyRequest('these runs were played without files of a user’s own', '--with', 'no --with');
}

/** Refuses runs that the study of the manifest does not ask for, in this version: what differs then is the question, not the answer. */
function checkKeys(
  runs: readonly KeptRun[],
  cells: readonly Cell[],
  { version, folder }: { readonly version: string; readonly folder: string },
): void {
  const other = runs.find(
    ({ cell, replication, key }) => cells[cell] === undefined || keyOfCell(cells[cell], replication, version) !== key,
  );
  if (other === undefined) return;
  throw new FaultyRequest(
    `the run of cell ${other.cell}, replication ${other.replication} has other parameters than its study asks for in this version`,
    `${command} ${quoted(folder)}`,
    `metarange ${version.split(' ')[0]!.slice(0, 40)}, and the manifest that the sweep wrote`,
  );
}

/** Plays runs on all cores; cells that ask for one run share it. */
async function playedAgain(
  runs: readonly KeptRun[],
  cells: readonly Cell[],
  { engine, line }: { readonly engine: Engine; readonly line: ProgressLine },
): Promise<ReadonlyMap<string, RunRecord | { readonly failure: string }>> {
  const orders = new Map<string, NamedOrder>(
    runs.map(({ key, cell, replication }) => [key, { key, order: { ...cells[cell]!.order, replication } }]),
  );
  const again = new Map<string, RunRecord | { readonly failure: string }>();
  const tell = (): void =>
    line.show({
      label: 'runs played again',
      done: again.size,
      of: orders.size,
      share: 0,
      simulatedSeconds: 0,
      events: 0,
    });
  const crew = crewOfProcesses(availableParallelism(), { own: placesThatPlay(engine.catalogue) });
  try {
    tell();
    await crew.carryOut([...orders.values()], (run) => {
      again.set(run.key, run);
      tell();
    });
  } finally {
    await crew.close();
  }
  return again;
}

/** Values that were known then and are others now; what only the new run has may have come later. */
const changed = (then: ReadonlyMap<string, number | null>, { values }: RunRecord): StudyReproduction['firstValues'] =>
  [...then].flatMap(([name, before]) => {
    const now = values[name]?.value ?? null;
    return before === now ? [] : [{ name, was: before, is: now }];
  });

/** Differences that people are shown, at most. */
const shown = 10;

function reproductionText({ equal, study, runs, played, differs, firstValues }: StudyReproduction): string {
  const many = played === runs ? `all ${runs} runs` : `${played} of ${runs} runs`;
  const head = `${oneLine(study, 80)}: ${many} played again, ${equal ? 'each with the digest that the store has' : `${differs.length} came to something else`}\n`;
  const [first] = differs;
  if (first === undefined) return head;
  const levels = Object.entries(first.levels).map(([name, level]) => oneLine(`${name} ${level}`, 80));
  const where = `cell ${first.cell}${levels.length === 0 ? '' : ` (${levels.join(', ')})`}, replication ${first.replication}, seed ${first.seed}`;
  const how =
    first.failure === null
      ? `its digest was ${oneLine(first.expected, 64)}, is ${first.found}`
      : `it gave nothing: ${oneLine(first.failure, 300)}`;
  const value = (number: number | null): string =>
    number === null ? 'unknown' : String(Number(number.toPrecision(6)));
  const rows = firstValues.slice(0, shown).map(({ name, was, is }) => [oneLine(name, 80), value(was), value(is)]);
  const table =
    rows.length === 0
      ? ''
      : `\n${alignedTable([['value', 'was', 'is'], ...rows], ['left', 'right', 'right'])}\n${firstValues.length > shown ? `and ${firstValues.length - shown} more values\n` : ''}`;
  const others = differs.slice(1, shown).map(({ cell, replication }) => `${cell}/${replication}`);
  const rest =
    others.length === 0
      ? ''
      : `others, as cell/replication: ${others.join(', ')}${differs.length > shown ? ` and ${differs.length - shown} more` : ''}\n`;
  return `${head}the first: ${where}\n  ${how}\n${table}${rest}`;
}
