import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { attacks } from '../attacks/catalogue.ts';
import { metricRows } from '../metrics/catalogue.ts';
import { schemaVersion } from '../metrics/results/summary.ts';
import type { Machine, Manifest, RunResult } from '../metrics/results/summary.ts';
import { validate } from '../scenarios/anchors/validate.ts';
import { runArm } from '../scenarios/arm.ts';
import { runBench } from '../scenarios/benches/bench.ts';
import { scenarios } from '../scenarios/catalogue.ts';
import { factLines } from '../scenarios/fact-lines.ts';
import { prepare, StagingFault } from '../scenarios/replicate.ts';
import { controls } from '../sim/controls/catalogue.ts';
import { controlsOf } from '../sim/controls/profiles.ts';
import type { Attack } from '../sim/framework/attack.ts';
import { profileNames } from '../sim/framework/profile.ts';
import type { ProfileName } from '../sim/framework/profile.ts';
import { FaultyRequest } from './fault.ts';
import type { AttackPlan, Engine, Inspection, RunRequest, Watch } from './engine.ts';

const packageFile = new URL('../../package.json', import.meta.url);
const lockFile = new URL('../../package-lock.json', import.meta.url);
const version = (JSON.parse(readFileSync(packageFile, 'utf8')) as { readonly version: string }).version;

const profileSummaries: Readonly<Record<ProfileName, string>> = {
  none: 'nothing is protected: identities are claimed, everything is in clear',
  transport: 'channels like TLS with a proved responder',
  identity: 'both ends prove who they are, with short-lived and revocable credentials',
  access: 'messages count once and only while fresh; least privilege and bound tokens',
  data: 'objects sealed end to end, minimised, checked; outside results verified; storage encrypted',
  framework: 'everything, with rate limits, admission and a detector',
};

/** This machine, as results name it. */
export const machine = (): Machine => ({
  node: process.versions.node,
  openssl: process.versions.openssl,
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
});

/** The sets of attacks of a plan; each set has runs of its own. */
export const setsOf = (plan: AttackPlan): readonly (readonly Attack[])[] => {
  if (plan.mode === 'none') return [];
  return plan.mode === 'each' ? plan.attacks.map((attack) => [attack]) : [plan.attacks];
};

/** All that is needed to repeat a request. */
export const manifestOf = (request: RunRequest, replications: number): Manifest => ({
  schemaVersion,
  product: { name: 'metarange', version },
  command: request.command,
  scenario: request.scenario.name,
  parameters: request.parameters,
  seed: request.seed,
  replications,
  profile: request.profiles.map((profile) => profile.name).join(', '),
  without: [...new Set(request.profiles.flatMap((profile) => profile.without))],
  attacks: setsOf(request.attacks).map((set) => set.map((attack) => attack.id).join('+')),
  suite: request.suite,
  world: 'virtual',
  costs: request.costs?.name ?? 'published tables',
  trace: request.trace === null ? null : { file: request.trace.file, sha256: request.trace.sha256 },
  machine: machine(),
  lockDigest: existsSync(lockFile) ? createHash('sha256').update(readFileSync(lockFile)).digest('hex') : null,
  startedAt: new Date().toISOString(),
});

const seconds = (): number => performance.now() / 1000;

/** What every run of a request has in common. */
export const runPlan = (request: RunRequest) => ({
  scenario: request.scenario,
  parameters: request.parameters,
  seed: request.seed,
  suite: request.suite,
  again: request.command,
  ...(request.costs === null ? {} : { costs: request.costs.tables }),
  ...(request.trace === null ? {} : { trace: request.trace.recording }),
  ...(request.untilNs === null ? {} : { untilNs: request.untilNs }),
});

/** What cannot be staged was asked wrongly: values that are each in range may not go together. */
export function orFaulty<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof StagingFault)
      throw new FaultyRequest(error.message, '--set', 'the defaults: metarange list scenarios');
    throw error;
  }
}

function run(request: RunRequest, watch: Watch): RunResult {
  const manifest = manifestOf(request, request.sampling.kind === 'replications' ? request.sampling.count : 0);
  const sets = setsOf(request.attacks);
  let finished = 0;
  let eventsBefore = 0;
  const arms = request.profiles.map((profile, place) => {
    let label = '';
    let done = 0;
    let of: number | null = null;
    let lastEvents = 0;
    return runArm(
      {
        ...runPlan(request),
        profile,
        attackSets: sets,
        repetition: request.sampling,
        withBaseline: true,
        observe: ({ attacks: set, index }) => {
          const { fact } = watch;
          if (fact === null) return [];
          return [factLines(`${profile.name} ${set.map((attack) => attack.id).join('+') || 'honest'} ${index}`, fact)];
        },
      },
      {
        seconds,
        begins: (name, already, all) => {
          eventsBefore += lastEvents;
          lastEvents = 0;
          label = name;
          done = place * (all ?? 0) + already;
          of = all === null ? null : all * request.profiles.length;
          finished = done;
          watch.log.info({ run: name }, 'run begins');
        },
        progress: (simulatedNs, untilNs, events) => {
          lastEvents = events;
          watch.clock.nowNs = simulatedNs;
          watch.progress({
            label,
            done: finished,
            of,
            share: simulatedNs / untilNs,
            simulatedSeconds: simulatedNs / 1e9,
            events: eventsBefore + events,
          });
        },
      },
    );
  });
  return { manifest: { ...manifest, replications: arms[0]?.replications ?? 0 }, arms };
}

function inspect(request: RunRequest, node: string, watch: Watch): Inspection {
  const plan = { ...runPlan(request), profile: request.profiles[0]!, attacks: setsOf(request.attacks)[0] ?? [] };
  const { world, cast, untilNs } = prepare(plan);
  const count = cast.household.nodes;
  const names: string[] = [];
  for (let number = 0; number < count; number++) {
    const name = cast.household.nameOf(number);
    if (name !== node && String(number) !== node) {
      if (names.length < 10_000) names.push(name);
      continue;
    }
    world.run(untilNs);
    watch.clock.nowNs = untilNs;
    return { state: world.inspect(number) };
  }
  return { nodes: names };
}

/** Progress of work that comes in pieces. */
const pieces =
  (watch: Watch) =>
  (label: string, done: number, of: number): void =>
    watch.progress({ label, done, of, share: 0, simulatedSeconds: 0, events: 0 });

/** The range behind the command: catalogues and what runs them, put together here and nowhere else. */
export const range: Engine = {
  version,
  catalogue: {
    scenarios,
    attacks,
    controls,
    metrics: metricRows,
    profiles: profileNames.map((name) => ({
      name,
      summary: profileSummaries[name],
      controls: controlsOf({ name, without: [] }).map((control) => control.id),
    })),
  },
  run: (request, watch) => orFaulty(() => run(request, watch)),
  bench: (watch) => {
    const { rows, load } = runBench({ clock: seconds, onProgress: pieces(watch) });
    return { rows, load, machine: { ...machine() } };
  },
  validate: (watch) => ({ rows: validate(pieces(watch)) }),
  inspect: (request, node, watch) => orFaulty(() => inspect(request, node, watch)),
};
