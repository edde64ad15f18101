import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { bookOf } from '../../metrics/catalogue.ts';
import type { StudyResult } from '../../metrics/results/study.ts';
import { exportedTables, exportTables } from '../../metrics/store/export-tables.ts';
import { schemaOf } from '../../metrics/store/identity.ts';
import type { StoreIdentity } from '../../metrics/store/identity.ts';
import { StoreFault } from '../../metrics/store/store-fault.ts';
import { StudyStore } from '../../metrics/store/study-store.ts';
import type { Crew } from '../../scenarios/studies/crew.ts';
import { layOut } from '../../scenarios/studies/lay-out.ts';
import type { Cell } from '../../scenarios/studies/order.ts';
import { levelsOf } from '../../scenarios/studies/points.ts';
import { playStudy } from '../../scenarios/studies/play-study.ts';
import type { StudyProgress } from '../../scenarios/studies/play-study.ts';
import { shardsOf } from '../../scenarios/studies/shards.ts';
import type { Shard } from '../../scenarios/studies/shards.ts';
import { studyOutcome } from '../../scenarios/studies/study-outcome.ts';
import { factorName } from '../../sim/framework/study.ts';
import type { Study } from '../../sim/framework/study.ts';
import { exitCodes, json } from '../command-io.ts';
import type { CommandIo } from '../command-io.ts';
import type { Engine } from '../engine.ts';
import { FaultyRequest, quoted } from '../fault.ts';
import { abortable } from '../interruption.ts';
import type { ProgressLine } from '../progress.ts';
import { lockDigest, machine } from '../manifest.ts';
import { citationText, placeReport } from '../report-files.ts';
import { isSystemError, realDisk, systemReason } from '../staged-folder.ts';
import { checkStaging } from './check-stage.ts';
import { gathered } from './gathered.ts';
import { crewOfShards } from './crew-of-shards.ts';
import { namesOf } from './names-of.ts';
import { placesThatPlay, playedVersion } from './played-version.ts';
import { crewOfProcesses } from './pool.ts';
import { shardFolder } from './shard-folders.ts';
import { commitFiles, dropPartials, openFolder, partialOf, storeFile } from './study-folder.ts';
import { studyText } from './study-text.ts';
import type { SweepRequest } from './sweep-request.ts';

const product = 'metarange';

/** What a store of this study must say of itself. */
const identityOf = (study: Study, cells: readonly Cell[], version: string, command: string) => ({
  schemaVersion: schemaOf,
  version,
  study: `${study.id} ${study.name}`,
  scenario: study.scenario,
  seed: String(study.seed),
  factors: study.factors.map((factor) => `${factorName(factor)} ${levelsOf(factor).join(' ')}`).join(', '),
  cells: createHash('sha256').update(JSON.stringify(cells)).digest('hex'),
  command,
});

/** A fault of the store, or of the disk that it is on, is one of the folder that was named. */
export function asFaulty(error: unknown, folder: string): unknown {
  const where = `--out ${quoted(folder)}`;
  if (error instanceof StoreFault) return new FaultyRequest(error.message, where, error.nearest);
  if (!isSystemError(error) || error.syscall === undefined) return error;
  return new FaultyRequest(`cannot write (${systemReason(error)})`, where, 'a folder with room for the results');
}

/** Plays a study into its folder, or goes on with it, and says what it came to. */
export async function carryOutSweep(
  request: SweepRequest,
  engine: Engine,
  { io, line }: { readonly io: CommandIo; readonly line: ProgressLine },
): Promise<number> {
  const { study, by, command } = request;
  const out = by.kind === 'shard' ? shardFolder(request.out, by.shard) : request.out;
  const disk = io.disk ?? realDisk;
  const startedAt = new Date().toISOString();
  const version = playedVersion(engine);
  const names = namesOf(engine.catalogue);
  const cells = layOut(study, names);
  const identity = identityOf(study, cells, version, command);
  checkStaging(cells, names, study.name);
  const say = (words: string): void => {
    line.clear();
    io.stderr(`${words}\n`);
  };
  try {
    // Where nobody can play, nothing is written.
    const crew = await crewFor({ request, engine, version, identity, cells, say });
    try {
      openFolder(out, disk);
      const store = await StudyStore.open(join(out, storeFile), identity, cells, gathered);
      try {
        dropPartials(out, disk);
        const place = { request, engine, cells, version, store, crew, io, line };
        if (by.kind === 'shard') return await carryOutShard(place, by.shard, out);
        const { result, replications } = await outcome(place);
        await exportTables(store, replications, (file) => partialOf(out, file));
        disk.writeFileSync(partialOf(out, 'study.json'), json(result));
        const manifest = {
          schemaVersion: Number(schemaOf),
          product: result.study.product,
          command,
          study,
          replications,
          runs: result.study.runs,
          digest: result.study.digest,
          crew: crew.name,
          machine: machine(),
          lockDigest: lockDigest(),
          startedAt,
        };
        disk.writeFileSync(partialOf(out, 'manifest.json'), json(manifest));
        commitFiles(out, [...exportedTables.map(({ file }) => file), 'study.json', 'manifest.json'], disk);
        const { reportFiles } = await import('../../dashboards/study/study-report.ts');
        const shown = { result: { kind: 'study', study: result } as const, manifest: { ...manifest } };
        placeReport(out, reportFiles({ ...shown, citation: citationText(disk) }), disk);
        line.clear();
        io.stdout(
          request.json ? json(result) : `${studyText(result)}files: ${out} (metarange query ${out} "..." asks)\n`,
        );
        return result.failures.length === 0 ? exitCodes.done : exitCodes.voidRun;
      } finally {
        // Of what could not be written to its end, nothing is left.
        dropPartials(out, disk);
        await store.close();
      }
    } finally {
      await crew.close();
    }
  } catch (error) {
    throw asFaulty(error, out);
  }
}

/** What a crew is chosen by. */
interface CrewSetting {
  readonly request: SweepRequest;
  readonly engine: Engine;
  readonly version: string;
  readonly identity: StoreIdentity;
  readonly cells: readonly Cell[];
  readonly say: (words: string) => void;
}

/** Who plays the runs. */
async function crewFor({ request, engine, version, identity, cells, say }: CrewSetting): Promise<Crew> {
  const { by, out, workers, runMs } = request;
  if (by.kind === 'shards') return crewOfShards({ folder: out, identity, cells });
  if (by.kind !== 'engine') return crewOfProcesses(workers, { own: placesThatPlay(engine.catalogue), runMs });
  const { redisPlace } = await import('./queue/redis-place.ts');
  const { crewOverQueue } = await import('./queue/queue-crew.ts');
  return crewOverQueue({ place: await redisPlace(by.url), version, say });
}

/** All that a study is played with. */
interface Place {
  readonly request: SweepRequest;
  readonly engine: Engine;
  readonly cells: readonly Cell[];
  readonly version: string;
  readonly store: StudyStore;
  readonly crew: Crew;
  readonly io: CommandIo;
  readonly line: ProgressLine;
}

/** Plays one part of a study, into a store of its own; nothing is said of what it came to before all are gathered. */
async function carryOutShard(place: Place, shard: Shard, folder: string): Promise<number> {
  const { request, io, line, store } = place;
  let failed = 0;
  await endable(place, (signal) => {
    const { progress, ...play } = stateOf(place, signal);
    const told = (state: StudyProgress): void => {
      ({ failed } = state);
      progress(state);
    };
    const shardOf = shardsOf(place.cells, shard.of);
    return playStudy({ ...play, progress: told, mine: (cell, at) => shardOf(cell, at) === shard.index });
  });
  line.clear();
  const runs = store.done().size;
  const gather = `${request.command} --gather`;
  io.stdout(
    request.json
      ? json({ shard, runs, failed, folder, gather })
      : `shard ${shard.index} of ${shard.of}: ${runs} runs kept, ${failed} failed, in ${folder}\nonce all are there: ${gather}\n`,
  );
  return failed === 0 ? exitCodes.done : exitCodes.voidRun;
}

/** Plays a study and says what it came to. */
const outcome = (place: Place): Promise<{ readonly result: StudyResult; readonly replications: number }> =>
  endable(place, async (signal) => {
    const { request, engine, cells, version, store } = place;
    const { own } = engine.catalogue;
    const state = stateOf(place, signal);
    const done = await playStudy(state);
    const result = await studyOutcome({
      study: request.study,
      cells,
      played: done,
      ledger: store,
      version,
      product: { name: product, version: engine.version },
      command: request.command,
      machine: { ...machine() },
      book: state.book,
      ...(own === undefined ? {} : { ownMetrics: own.metrics }),
    });
    return { result, replications: done.replications };
  });

/** What is played and where it is kept. */
const stateOf = ({ request, engine, cells, version, store, crew, io, line }: Place, signal: AbortSignal) => ({
  repetition: request.study.repetition,
  cells,
  version,
  crew,
  ledger: store,
  book: bookOf(engine.catalogue.own?.metrics),
  signal,
  progress: progressOf(line, io.now),
});

/** Does work that a signal ends early, with what is kept. */
async function endable<Result>(
  { store, request, crew }: Place,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const by = request.by.kind === 'engine' ? ` --engine ${crew.name}` : '';
  const left = (): string => `${store.done().size} runs are kept; go on with: ${request.command}${by}`;
  return abortable(async (signal) => {
    try {
      return await work(signal);
    } finally {
      await crew.close();
    }
  }, left);
}

/** Runs done, of how many, how fast, and how long it will take. */
const progressOf = (line: ProgressLine, now: () => number): ((state: StudyProgress) => void) => {
  const begun = now();
  return ({ done, of, failed, kept }) => {
    const seconds = (now() - begun) / 1000;
    const rate = done === 0 || seconds <= 0 ? '' : `${Number((done / seconds).toPrecision(2))} runs/s`;
    const words = [rate, failed === 0 ? '' : `${failed} failed`, kept === 0 ? '' : `${kept} kept from before`];
    const label = words.filter((word) => word !== '').join(', ');
    line.show({ label, done, of, share: 0, simulatedSeconds: 0, events: 0 });
  };
};
