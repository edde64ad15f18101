import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bookOf } from '../../metrics/catalogue.ts';
import type { StudyResult } from '../../metrics/results/study.ts';
import { exportedTables, exportTables } from '../../metrics/store/export-tables.ts';
import { schemaOf } from '../../metrics/store/identity.ts';
import { StoreFault } from '../../metrics/store/store-fault.ts';
import { StudyStore } from '../../metrics/store/study-store.ts';
import { layOut } from '../../scenarios/studies/lay-out.ts';
import type { Cell } from '../../scenarios/studies/order.ts';
import { levelsOf } from '../../scenarios/studies/points.ts';
import { playStudy } from '../../scenarios/studies/play-study.ts';
import type { StudyProgress } from '../../scenarios/studies/play-study.ts';
import { studyOutcome } from '../../scenarios/studies/study-outcome.ts';
import { factorName } from '../../sim/framework/study.ts';
import type { Study } from '../../sim/framework/study.ts';
import { exitCodes, json } from '../command-io.ts';
import type { CommandIo } from '../command-io.ts';
import type { Catalogue, Engine } from '../engine.ts';
import { FaultyRequest, quoted } from '../fault.ts';
import { endings, Interrupted } from '../interruption.ts';
import type { ProgressLine } from '../progress.ts';
import { lockDigest, machine } from '../manifest.ts';
import { citationText, placeReport } from '../report-files.ts';
import { realDisk } from '../staged-folder.ts';
import { checkStaging } from './check-stage.ts';
import { namesOf } from './names-of.ts';
import { crewOfProcesses } from './pool.ts';
import { commitFiles, openFolder, partialOf, storeFile } from './study-folder.ts';
import { studyText } from './study-text.ts';
import type { SweepRequest } from './sweep-request.ts';

const product = 'metarange';

/**
 * The version that names runs: the range's, with a digest of the user's own files on which runs depend. A package counts by its name,
 * and what a file imports does not count.
 */
const versionOf = ({ version, catalogue }: Engine): string => {
  const playing = (catalogue.ownPlaces ?? []).filter(({ plays }) => plays);
  if (playing.length === 0) return version;
  const hash = createHash('sha256');
  for (const { from } of playing) hash.update(`${from}\n`).update(/\.m?[jt]s$/.test(from) ? readFileSync(from) : '');
  return `${version} with own files ${hash.digest('hex').slice(0, 16)}`;
};

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

/** A fault of the store is one of the folder that was named. */
const asFaulty = (error: unknown, folder: string): unknown =>
  error instanceof StoreFault ? new FaultyRequest(error.message, `--out ${quoted(folder)}`, error.nearest) : error;

/** Plays a study into its folder, or goes on with it, and says what it came to. */
export async function carryOutSweep(
  request: SweepRequest,
  engine: Engine,
  { io, line }: { readonly io: CommandIo; readonly line: ProgressLine },
): Promise<number> {
  const { study, out, command } = request;
  const disk = io.disk ?? realDisk;
  const startedAt = new Date().toISOString();
  const version = versionOf(engine);
  const names = namesOf(engine.catalogue);
  const cells = layOut(study, names);
  checkStaging(cells, names, study.name);
  openFolder(out, disk);
  try {
    const store = await StudyStore.open(join(out, storeFile), identityOf(study, cells, version, command), cells);
    try {
      const place = { request, engine, cells, version, store, io, line };
      const { result, crew, replications } = await played(place);
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
        crew,
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
      await store.close();
    }
  } catch (error) {
    throw asFaulty(error, out);
  }
}

/** All that a study is played with. */
interface Place {
  readonly request: SweepRequest;
  readonly engine: Engine;
  readonly cells: readonly Cell[];
  readonly version: string;
  readonly store: StudyStore;
  readonly io: CommandIo;
  readonly line: ProgressLine;
}

async function played({ request, engine, cells, version, store, io, line }: Place): Promise<{
  readonly result: StudyResult;
  readonly crew: string;
  readonly replications: number;
}> {
  const { study, workers, command } = request;
  const { catalogue } = engine;
  const book = bookOf(catalogue.own?.metrics);
  const crew = crewOfProcesses(workers, { own: ownPlaces(catalogue) });
  const stop = new AbortController();
  const listeners = endings.map((ending) => {
    const left = (): string => `${store.done().size} runs are kept; go on with: ${command}`;
    return [ending, () => stop.abort(new Interrupted(ending, left()))] as const;
  });
  for (const [ending, listener] of listeners) process.on(ending, listener);
  try {
    const { signal } = stop;
    const progress = progressOf(line, io.now);
    const state = { repetition: study.repetition, cells, version, crew, ledger: store, book, signal, progress };
    const done = await playStudy(state);
    const result = await studyOutcome({
      study,
      cells,
      played: done,
      ledger: store,
      version,
      product: { name: product, version: engine.version },
      command,
      machine: { ...machine() },
      book,
      ...(catalogue.own === undefined ? {} : { ownMetrics: catalogue.own.metrics }),
    });
    return { result, crew: crew.name, replications: done.replications };
  } finally {
    await crew.close();
    for (const [ending, listener] of listeners) process.off(ending, listener);
  }
}

const ownPlaces = ({ ownPlaces: places = [] }: Catalogue): readonly string[] =>
  places.filter(({ plays }) => plays).map(({ from }) => from);

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
