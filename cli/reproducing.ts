import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { ArmSummary, Manifest, RunResult } from '../metrics/results/summary.ts';
import { exitCodes, json, type CommandIo } from './command-io.ts';
import { armName, byName, fieldsThatDiffer, type FieldDifference } from './difference.ts';
import { differingFields } from './difference-text.ts';
import type { Engine, Watch } from './engine.ts';
import { FaultyRequest, oneLine, quoted } from './fault.ts';
import { placeChanges } from './place-changes.ts';
import type { ProgressLine } from './progress.ts';
import { recordedRun, type RecordedRun } from './recorded-run.ts';
import type { ReproductionRequest } from './request.ts';
import { readNamedFile, readResults, type SavedResults } from './results-folder.ts';
import { runWithFolder } from './running.ts';
import { realDisk } from './staged-folder.ts';
import { storeFile } from './studies/study-folder.ts';
import { alignedTable } from './table.ts';

/** Whether results were found again: each arm's digest then and now, and every value that is another. */
export interface Reproduction {
  readonly equal: boolean;
  readonly arms: readonly {
    readonly profile: string;
    readonly expected: string | null;
    readonly found: string | null;
  }[];
  readonly differs: readonly FieldDifference[];
  readonly warnings: readonly string[];
}

/** What a run came to, without how long it took, what it was called and how it is drawn. */
const measuredIn = ({ replications, simulatedSeconds, messages, metrics, ...arm }: ArmSummary): object => ({
  replications,
  simulatedSeconds,
  messages,
  metrics,
  attacks: Object.fromEntries(arm.attacks.map((outcome) => [outcome.id, outcome])),
  chains: arm.chains ?? [],
  violations: arm.violations,
  violationsTotal: arm.violationsTotal,
  refusals: arm.refusals,
  claims: Object.fromEntries(arm.claims.map(({ name, verdict }) => [name, verdict])),
});

const nowhere: Partial<ArmSummary> = { digest: null };

/** Compares saved results with new ones, arm by arm; what only the new ones have (a metric that came later) is no difference. */
function compared(saved: readonly ArmSummary[], found: readonly ArmSummary[]): Omit<Reproduction, 'warnings'> {
  const now = byName(found);
  const arms = [...byName(saved)].map(([profile, arm]) => ({ profile, arm, counterpart: now.get(profile) }));
  const digests = arms.map(({ profile, arm, counterpart }) => ({
    profile,
    expected: arm.digest,
    found: (counterpart ?? nowhere).digest ?? null,
  }));
  const differs = arms.flatMap(({ profile, arm, counterpart }) =>
    counterpart === undefined
      ? [{ field: profile, one: 'there', other: null }]
      : fieldsThatDiffer(measuredIn(arm), measuredIn(counterpart), profile).filter(({ one }) => one !== null),
  );
  const sameDigests = digests.every((arm) => arm.expected !== null && arm.expected === arm.found);
  return { equal: sameDigests && differs.length === 0, arms: digests, differs };
}

const reproductionText = ({ equal, arms, differs }: Reproduction, out: string | null, folder: string): string => {
  const rows = arms.map(({ profile, expected, found }) => [
    oneLine(profile, 80),
    expected === found ? 'equal' : 'differs',
    oneLine(expected ?? 'unknown', 64),
    expected === found ? '' : (found ?? 'not there'),
  ]);
  const table = alignedTable([['profile', 'digest', 'then', 'now'], ...rows], ['left', 'left', 'left', 'left']);
  const head = equal
    ? 'reproduced: every digest and every value is as it was'
    : arms.every((arm) => arm.expected === arm.found)
      ? 'not reproduced: the runs are the same fact for fact, and what is measured of them is not'
      : 'not reproduced';
  const hint =
    equal || differs.length === 0
      ? ''
      : out === null
        ? `hint: metarange reproduce ${quoted(folder)} --out FOLDER --facts keeps the new results for metarange diff\n`
        : `hint: metarange diff ${quoted(folder)} ${quoted(out)}\n`;
  return `${head}\n\n${table}\n${differs.length === 0 ? '' : `\n${differingFields(differs)}`}${hint}`;
};

/** Saved results of one run, and that run as it can be carried out again. */
const savedRun = (
  { folder, own }: ReproductionRequest,
  engine: Engine,
): { readonly saved: SavedResults; readonly manifest: Manifest; readonly again: RecordedRun } => {
  const saved = readResults(folder, 'metarange reproduce');
  const { manifest } = saved;
  if (manifest === null)
    throw new FaultyRequest(
      `no folder, and so no manifest ${quoted(folder)}`,
      'metarange reproduce',
      'a folder that metarange run --out wrote',
    );
  const again = recordedRun(manifest, { folder, own, engine, read: readNamedFile });
  const blank = saved.arms.find(({ digest }) => digest === null);
  if (blank !== undefined)
    throw new FaultyRequest(
      `no digest of ${quoted(armName(blank))}`,
      `metarange reproduce ${quoted(folder)}`,
      'results of metarange run',
    );
  return { saved, manifest, again };
};

/** Runs again what a results folder tells of, and says whether it came to the same. */
export async function carryOutReproduction(
  request: ReproductionRequest,
  engine: Engine,
  { io, line, watch }: { readonly io: CommandIo; readonly line: ProgressLine; readonly watch: Watch },
): Promise<number> {
  const { folder, out, facts, only, sample } = request;
  if (existsSync(join(folder, storeFile))) {
    if (out !== null) throw new FaultyRequest('runs of a study are compared, and not kept', '--out', 'no --out');
    const { carryOutStudyReproduction } = await import('./studies/reproducing-study.ts');
    return carryOutStudyReproduction({ folder, only, sample, json: request.json }, engine, { io, line });
  }
  if (only !== null || sample !== null)
    throw new FaultyRequest(
      `no study in ${quoted(folder)}, of which some runs could be played`,
      only === null ? '--sample' : '--only',
      `metarange reproduce ${quoted(folder)}`,
    );
  const { saved, manifest, again } = savedRun(request, engine);
  if (out !== null && existsSync(out) && realpathSync(folder) === realpathSync(out))
    throw new FaultyRequest(
      'the new results would replace those that they are compared with',
      '--out',
      '--out another-folder',
    );
  const result: RunResult = await runWithFolder(again.run, { out, facts }, engine, watch, io.disk ?? realDisk);
  line.clear();
  const found: Reproduction = {
    ...compared(saved.arms, result.arms),
    warnings: [...again.warnings, ...placeChanges(manifest, result.manifest)],
  };
  for (const warning of found.warnings) io.stderr(`warning: ${warning}\n`);
  io.stdout(request.json ? json(found) : reproductionText(found, out, folder));
  return found.equal ? exitCodes.done : exitCodes.claimFailed;
}
