import { attackers } from '../attacks/attackers/catalogue.ts';
import { attacks } from '../attacks/catalogue.ts';
import { chains } from '../attacks/chains/catalogue.ts';
import { metricRows } from '../metrics/catalogue.ts';
import type { FeedGround } from '../metrics/feed/feed.ts';
import type { ArmSummary, RunResult } from '../metrics/results/summary.ts';
import { runningArm } from '../scenarios/arm.ts';
import type { ArmOnlooker, ArmPlan, RunKeeper } from '../scenarios/arm.ts';
import type { ValidationProgress } from '../scenarios/anchors/validate.ts';
import { scenarios } from '../scenarios/catalogue.ts';
import { factLines } from '../scenarios/fact-lines.ts';
import { runLine } from '../scenarios/run-lines.ts';
import type { RunOfArm } from '../scenarios/run-lines.ts';
import { nodeCalled, nodeGroups, nodeNames, nodesWith } from '../scenarios/nodes.ts';
import { prepare } from '../scenarios/replicate.ts';
import { chainStudy } from '../scenarios/studied-chains.ts';
import { stageParts, UnstagedAttack } from '../scenarios/stage-needs.ts';
import { staged, StagingFault } from '../scenarios/staged.ts';
import { finished, type Steps } from '../scenarios/steps.ts';
import { studies } from '../scenarios/studies/catalogue.ts';
import { controls } from '../sim/controls/catalogue.ts';
import { controlsOf } from '../sim/controls/profiles.ts';
import { costTables } from '../sim/crypto/costs/cost-tables.ts';
import { profileNames } from '../sim/framework/profile.ts';
import type { ProfileName } from '../sim/framework/profile.ts';
import { FaultyRequest } from './fault.ts';
import { breakable } from './interruption.ts';
import { machine, manifestOf, setsOf, version } from './manifest.ts';
import { nearestName } from './nearest.ts';
import { profileColumnsOf } from './outcome-rows.ts';
import type { AttackPlan, Engine, Inspection, RunRequest, Scene, SceneRequest, TakeLine, Watch } from './engine.ts';

const profileSummaries: Readonly<Record<ProfileName, string>> = {
  none: 'nothing is protected: identities are claimed, everything is in clear',
  transport: 'channels like TLS with a proved responder',
  identity: 'both ends prove who they are, with short-lived and revocable credentials',
  access: 'messages count once and only while fresh; least privilege and bound tokens',
  data: 'objects sealed end to end, minimised, checked; outside results verified; storage encrypted',
  framework: 'everything, with rate limits, admission and a detector',
};

const seconds = (): number => performance.now() / 1000;

/** What every run of a request has in common. */
export const runPlan = (request: RunRequest) => ({
  ...(request.attacks.mode === 'together' && request.attacks.chain !== undefined
    ? { chain: request.attacks.chain }
    : {}),
  scenario: request.scenario,
  parameters: request.parameters,
  seed: request.seed,
  suite: request.suite,
  again: request.command,
  ownMetrics: request.ownMetrics,
  ...(request.costs === null ? {} : { costs: request.costs.tables }),
  ...(request.trace === null ? {} : { trace: request.trace.recording }),
  ...(request.attacker === null ? {} : { attacker: request.attacker }),
  ...(request.untilNs === null ? {} : { untilNs: request.untilNs }),
});

/** What cannot be staged was asked wrongly: values that are each in range may not go together. */
const asFaulty = (error: unknown, attacks?: AttackPlan): never => {
  if (error instanceof UnstagedAttack) {
    const { need, instead } = error;
    // Who asks for a chain wants all of it: terms on which it is staged help, another part of this stage does not.
    if (attacks?.mode === 'together' && attacks.chain !== undefined)
      throw new FaultyRequest(error.message, '--attack', attacks.chain.again);
    const nearest = instead.length === 0 ? 'what the stage has' : nearestName(need, instead);
    throw new FaultyRequest(error.message, '--attack', `${nearest} (all: metarange describe SCENARIO)`);
  }
  if (error instanceof StagingFault)
    throw new FaultyRequest(error.message, '--set', 'the defaults: metarange describe SCENARIO');
  throw error;
};

/** Does what may not be stageable; what does not fit is a wrong request. */
function orFaulty<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    return asFaulty(error);
  }
}

// What few commands need is loaded by those that do: a command begins in half the time.
const liveRuns = () => import('./live-run.ts');

/** Takes down a run of an arm in lines: its facts, and at its end what their labels and nodes stand for. */
function keeping(run: RunOfArm, fact: TakeLine, over: TakeLine | undefined): RunKeeper {
  const name = `${run.profile} ${run.attacks.map((attack) => attack.id).join('+') || 'honest'} ${run.replication}`;
  let known: FeedGround | undefined;
  return {
    begins: (ground) => (known = ground),
    facts: factLines(name, fact),
    ends: (replication) => over?.(runLine(name, run, known!, replication)),
  };
}

async function run(request: RunRequest, watch: Watch): Promise<RunResult> {
  const manifest = manifestOf(request, request.repetition.kind === 'replications' ? request.repetition.count : 0);
  const sets = setsOf(request.attacks);
  let finished = 0;
  let eventsBefore = 0;
  const arms: ArmSummary[] = [];
  for (const [place, profile] of request.profiles.entries()) {
    let label = '';
    let done = 0;
    let of: number | null = null;
    let lastEvents = 0;
    const plan: ArmPlan = {
      ...runPlan(request),
      profile,
      attackSets: sets,
      repetition: request.repetition,
      withBaseline: true,
      keep: ({ attacks: set, index }) =>
        watch.fact === null
          ? undefined
          : keeping({ profile: profile.name, attacks: set, replication: index }, watch.fact, watch.run),
    };
    const onlooker: ArmOnlooker = {
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
    };
    arms.push(
      request.world === 'live'
        ? await (await liveRuns()).liveArm(plan, onlooker, { store: request.store, mqtt: request.mqtt, log: watch.log })
        : await carriedOut(runningArm(plan, onlooker), watch),
    );
  }
  return { manifest: { ...manifest, replications: arms[0]?.replications ?? 0 }, arms };
}

/** Names that are looked through for one that could have been meant, of each role. */
const namesOfRole = 2000;

function inspect(request: RunRequest, word: string, watch: Watch): Inspection {
  const [profile] = request.profiles;
  const [first = [], ...others] = setsOf(request.attacks);
  const plan = { ...runPlan(request), profile: profile!, attacks: first };
  const cast = staged(plan);
  const number = nodeCalled(cast, word);
  if (number < 0) return { nodes: nodeNames(cast, namesOfRole) };
  const { world, untilNs, warnings } = prepare(plan);
  world.run(untilNs);
  watch.clock.nowNs = untilNs;
  const attacks = first.map(({ id }) => id);
  const among = `--inspect shows one run: under ${attacks.join('+')}, the first of ${others.length + 1} attacks; choose with --attack`;
  return {
    node: cast.household.nameOf(number),
    profile: profileColumnsOf([{ profile: profile!.name, without: profile!.without }])[0]!,
    attacks,
    atNs: untilNs,
    state: world.inspect(number),
    warnings: others.length === 0 ? warnings : [among, ...warnings],
  };
}

/** Nodes that are listed one by one, at most. */
const mostListed = 10_000;

function describe({ scenario, parameters, seed, nodes }: SceneRequest): Scene {
  const cast = staged({ scenario, parameters, seed });
  const { found, total } = nodes === null ? { found: [], total: 0 } : nodesWith(cast, nodes, mostListed);
  return { stage: stageParts(cast.stage), groups: nodeGroups(cast), found, total };
}

/** Carries out the steps of a run; between them the command may look up whether it was told to end. */
async function carriedOut<Result>(steps: Steps<Result>, { lookUp, isOwn }: Watch): Promise<Result> {
  if (lookUp === null) return finished(steps);
  const next = (): IteratorResult<void, Result> => steps.next();
  const oneStep = isOwn === true ? breakable(next) : next;
  for (;;) {
    await lookUp();
    const step = oneStep();
    if (step.done === true) return step.value;
  }
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
    attackers,
    chains: chains.map((chain) => ({ ...chain, again: chainStudy(chain).again })),
    controls,
    metrics: metricRows,
    profiles: profileNames.map((name) => ({
      name,
      summary: profileSummaries[name],
      controls: controlsOf({ name, without: [] }).map((control) => control.id),
    })),
    studies,
    costs: costTables,
  },
  run: (request, watch) => run(request, watch).catch((error: unknown) => asFaulty(error, request.attacks)),
  ablate: async (request, watch, keeping) => {
    const { playAblation } = await import('./ablation/play-ablation.ts');
    return playAblation(request, watch, keeping).catch(asFaulty);
  },
  bench: async (watch) => {
    const { runBench } = await import('../scenarios/benches/bench.ts');
    const { rows, load } = runBench({ clock: seconds, onProgress: pieces(watch) });
    return { rows, load, machine: { ...machine() } };
  },
  calibrate: async (request, watch) => {
    const { calibrateThisMachine } = await import('./calibrate/this-machine.ts');
    return calibrateThisMachine(request, { machine: machine(), version, watch, progress: pieces(watch) });
  },
  anchorIds: async () => (await import('../scenarios/anchors/validate.ts')).rowIds,
  validate: async (only, watch) => {
    const { validate } = await import('../scenarios/anchors/validate.ts');
    const onProgress = (state: ValidationProgress): void =>
      watch.progress({ ...state, simulatedSeconds: 0, events: 0 });
    return { rows: validate({ ...(only === null ? {} : { only }), clock: seconds, onProgress }) };
  },
  validateWorlds: async (request, watch) => {
    const { validateWorlds } = await import('./worlds/validate-worlds.ts');
    return validateWorlds(request, { machine: machine(), version, progress: pieces(watch) });
  },
  inspect: (request, node, watch) => orFaulty(() => inspect(request, node, watch)),
  describe: (request) => orFaulty(() => describe(request)),
  nodeNames: ({ scenario, parameters, seed }, nodes) => {
    const { household } = orFaulty(() => staged({ scenario, parameters, seed }));
    return nodes.map((node) =>
      node < household.nodes ? household.nameOf(node) : `attacker ${node - household.nodes}`,
    );
  },
};
