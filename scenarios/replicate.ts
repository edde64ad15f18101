import { Assessment } from '../metrics/assessment.ts';
import { metrics as catalogued } from '../metrics/catalogue.ts';
import type { FeedGround } from '../metrics/feed/feed.ts';
import type { Replication } from '../metrics/results/replication.ts';
import type { Attack } from '../sim/framework/attack.ts';
import type { AttackerClass } from '../sim/framework/attacker.ts';
import type { Control } from '../sim/framework/control.ts';
import type { CostTables } from '../sim/framework/costs.ts';
import type { KillChain } from '../sim/framework/kill-chain.ts';
import type { Metric } from '../sim/framework/metric.ts';
import type { Suite } from '../sim/framework/crypto.ts';
import { points } from '../sim/framework/figure.ts';
import type { FactObserver } from '../sim/framework/fact.ts';
import type { Profile } from '../sim/framework/profile.ts';
import type { Cast } from '../sim/framework/scenario.ts';
import type { LabelTable } from '../sim/framework/truth.ts';
import { keyOf } from '../sim/kernel/stream.ts';
import { controls } from '../sim/controls/catalogue.ts';
import { controlTable } from '../sim/controls/profiles.ts';
import { costTables } from '../sim/crypto/costs/cost-tables.ts';
import { opensslSuite } from '../sim/crypto/openssl/suite.ts';
import { symbolicSuite } from '../sim/crypto/symbolic/suite.ts';
import { partiesOf } from './nodes.ts';
import { partyProfiles } from './party-profiles.ts';
import { checkClass, checkStage } from './stage-needs.ts';
import { staged } from './staged.ts';
import type { StagedPlan } from './staged.ts';
import { finished } from './steps.ts';
import type { Steps } from './steps.ts';
import type { RecordedCast } from './trace.ts';
import { VirtualWorld } from '../sim/worlds/virtual/world.ts';

/** How cryptography can be done, the usual way first. */
export const suiteNames = ['symbolic', 'openssl'] as const satisfies readonly Suite['name'][];
export type SuiteName = Suite['name'];

/** One run of one arm: everything that its facts depend on. */
export interface RunPlan extends StagedPlan {
  readonly profile: Profile;
  readonly attacks: readonly Attack[];
  readonly suite: SuiteName;
  readonly costs?: CostTables;
  readonly untilNs?: number;
  /** Attempts begin after this moment, ns. */
  readonly attackFromNs?: number;
  /** Controls with other settings than those of the catalogue, in the place of these. */
  readonly reset?: readonly Control[];
  /** Metrics of a user's own, folded beside the catalogue's. */
  readonly ownMetrics?: readonly Metric[];
  /** Multiplies the rate of attempts. */
  readonly intensity?: number;
  /** Whose attacks they are: of what class, and so with what budget. */
  readonly attacker?: AttackerClass;
  /** The chain whose stages the attacks are; each plays by itself where nothing is said. */
  readonly chain?: KillChain;
  /** The command that runs it again, for errors. */
  readonly again: string;
  /** More that follow the facts; they cannot change the run. */
  readonly observers?: readonly FactObserver[];
  /** Is given, before the first fact, what facts are about. */
  readonly begins?: (ground: FeedGround) => void;
  /** Makes one that is shown facts as they happen, between slices; it cannot change the run either. */
  readonly follow?: (ground: FeedGround) => FactObserver;
}

/** Who follows a run from outside: its wall clock, in seconds, and how far it has come. */
export interface Onlooker {
  seconds(): number;
  progress?(simulatedNs: number, untilNs: number, events: number): void;
  /** How often progress is told: 100 times where nothing is said. */
  readonly slices?: number;
}

/** Seed of replication `index`, counted from 0; the first is the seed itself, so that a single run is the first of many. */
export const seedOf = (seed: number, index: number): number =>
  index === 0 ? seed : keyOf(seed, index, 'replication')[0]!;

/** A run that has been set up but not yet begun. */
export interface PreparedRun {
  readonly world: VirtualWorld;
  readonly cast: Cast;
  readonly untilNs: number;
  readonly assessment: Assessment;
  /** What does not fit between the plan and what was staged: one must read it before trusting the results. */
  readonly warnings: readonly string[];
}

const suites: Readonly<Record<SuiteName, () => Suite>> = { symbolic: symbolicSuite, openssl: opensslSuite };

/** What the oracle and the metrics look at. */
export type AssessedPlan = Pick<RunPlan, 'profile' | 'attacks' | 'chain'>;

/** What those who follow a run in either world stand on; its labels are read once it goes on. */
export function groundOf(plan: AssessedPlan, cast: Cast, labels: () => LabelTable): FeedGround {
  const honest = cast.placements.reduce((most, one) => Math.max(most, one.first + one.count), 0);
  return {
    frame: {
      warmUpNs: cast.warmUpNs,
      untilNs: cast.untilNs,
      controls: [...new Set(Object.values(controlTable(plan.profile)).flat())],
      nodes: honest,
      roleOf: (node: number) => (node < honest ? cast.household.roleOf(node) : 'attacker'),
      partyOf: partiesOf(cast),
      ...(cast.environment.people === undefined
        ? {}
        : { people: (thing: number, nowNs: number) => cast.environment.people!(thing, nowNs) }),
      ...(cast.entitlements.endings === undefined ? {} : { endings: cast.entitlements.endings }),
      ...(cast.entitlements.identities === undefined ? {} : { identities: cast.entitlements.identities }),
    },
    truth: {
      attacks: plan.attacks,
      ...(plan.chain === undefined ? {} : { chain: plan.chain }),
      labels: {
        get attempts() {
          return labels().attempts;
        },
        attemptOf: (label: number) => labels().attemptOf(label),
        stepOf: (label: number) => labels().stepOf(label),
      },
      entitlements: cast.entitlements,
      nodes: honest,
    },
    populations: cast.placements.map(({ name, first, count, party, component }) => ({
      name,
      role: component.role as string,
      party,
      first,
      count,
    })),
    nameOf: (node) => (node < honest ? cast.household.nameOf(node) : `attacker ${node - honest}`),
  };
}

/** The oracle and the metrics that watch a run in either world. */
export const assessmentOf = (ground: FeedGround, own: readonly Metric[] = []): Assessment =>
  new Assessment({ ...ground, metrics: [...catalogued, ...own] });

/** Sets a run up: the cast on stage, controls at their places, the oracle and the metrics watching. */
export function prepare(plan: RunPlan): PreparedRun {
  const built = staged(plan);
  checkStage(plan.attacks, built.stage, plan.scenario.name);
  checkClass(plan.attacks, plan.attacker);
  const untilNs = Math.min(plan.untilNs ?? Infinity, built.untilNs);
  const cast = { ...built, untilNs };
  // The world makes its labels as it is set up, before the first fact; the assessment reads them only later.
  const ground = groundOf(plan, cast, () => world.labels);
  const assessment = assessmentOf(ground, plan.ownMetrics);
  const followers = plan.follow === undefined ? [] : [plan.follow(ground)];
  plan.begins?.(ground);
  const world: VirtualWorld = new VirtualWorld({
    cast,
    seed: plan.seed,
    suite: suites[plan.suite](),
    controls: [
      ...controls.map((one) => plan.reset?.find(({ id }) => id === one.id) ?? one),
      ...(plan.profile.own ?? []),
    ],
    ...partyProfiles(cast, plan.profile),
    costs: plan.costs ?? costTables,
    attacks: plan.attacks,
    observers: [assessment, ...(plan.observers ?? [])],
    followers,
    ...(plan.attackFromNs === undefined ? {} : { attackFromNs: plan.attackFromNs }),
    ...(plan.intensity === undefined ? {} : { intensity: plan.intensity }),
    ...(plan.attacker === undefined ? {} : { attacker: plan.attacker }),
    ...(plan.chain === undefined ? {} : { chain: plan.chain }),
  });
  return { world, cast, untilNs, assessment, warnings: misfits(plan, built, untilNs) };
}

const secondsText = (ns: number): string => `${Number((ns / 1e9).toFixed(3))} s`;

const misfits = (plan: RunPlan, built: RecordedCast, untilNs: number): readonly string[] => {
  const { warmUpNs, recordedNs } = built;
  const end = secondsText(untilNs);
  const asked = plan.untilNs ?? untilNs;
  const found: string[] = [];
  if (asked > untilNs) found.push(`the scenario ends at ${end}, before the ${secondsText(asked)} that were asked for`);
  if (untilNs <= warmUpNs)
    found.push(`the run ends at ${end}, inside the warm-up of ${secondsText(warmUpNs)}: nothing was measured`);
  if (recordedNs !== undefined && recordedNs < untilNs)
    found.push(`the recording ends at ${secondsText(recordedNs)}, the run at ${end}: its last row holds for the rest`);
  return found;
};

/** Runs a plan in up to a hundred steps, and says at the end what was observed. */
export function* replicating(plan: RunPlan, onlooker: Onlooker): Steps<Replication> {
  const begun = onlooker.seconds();
  const { world, untilNs, assessment, warnings } = prepare(plan);
  const slices = onlooker.progress === undefined ? 1 : (onlooker.slices ?? 100);
  for (let slice = 1; slice <= slices; slice++) {
    world.run(slice === slices ? untilNs : Math.floor((untilNs * slice) / slices));
    world.recorder.show();
    onlooker.progress?.(world.kernel.now, untilNs, world.kernel.events);
    yield;
  }
  const digest = world.recorder.digest();
  const observed = assessment.close({
    run: { scenario: plan.scenario.name, seed: plan.seed, again: plan.again },
    inside: world.inFlight(points),
    costs: world.costs(),
  });
  return {
    ...observed,
    warnings: [...warnings, ...observed.warnings],
    seed: plan.seed,
    digest,
    events: world.kernel.events,
    wallSeconds: onlooker.seconds() - begun,
  };
}

/** Runs a plan to its end and says what was observed. */
export const replicate = (plan: RunPlan, onlooker: Onlooker): Replication => finished(replicating(plan, onlooker));
