import { Assessment } from '../metrics/assessment.ts';
import { metrics } from '../metrics/catalogue.ts';
import type { FeedGround } from '../metrics/feed/feed.ts';
import type { Replication } from '../metrics/results/replication.ts';
import type { Attack } from '../sim/framework/attack.ts';
import type { CostTables } from '../sim/framework/costs.ts';
import type { Suite } from '../sim/framework/crypto.ts';
import type { Trace } from '../sim/framework/environment.ts';
import { points } from '../sim/framework/figure.ts';
import type { FactObserver } from '../sim/framework/fact.ts';
import type { Profile } from '../sim/framework/profile.ts';
import type { Cast, ParameterValues, Scenario } from '../sim/framework/scenario.ts';
import { keyOf } from '../sim/kernel/stream.ts';
import { controls } from '../sim/controls/catalogue.ts';
import { controlTable } from '../sim/controls/profiles.ts';
import { costTables } from '../sim/crypto/costs/cost-tables.ts';
import { opensslSuite } from '../sim/crypto/openssl/suite.ts';
import { symbolicSuite } from '../sim/crypto/symbolic/suite.ts';
import { VirtualWorld } from '../sim/worlds/virtual/world.ts';

/** One run of one arm: everything that its facts depend on. */
export interface RunPlan {
  readonly scenario: Scenario;
  readonly parameters: ParameterValues;
  readonly profile: Profile;
  readonly attacks: readonly Attack[];
  /** Whole number from 0; `seedOf` gives those of further replications. */
  readonly seed: number;
  readonly suite: 'symbolic' | 'openssl';
  readonly costs?: CostTables;
  readonly trace?: Trace;
  readonly untilNs?: number;
  /** Attempts begin after this moment, ns. */
  readonly attackFromNs?: number;
  /** Multiplies the rate of attempts. */
  readonly intensity?: number;
  /** The command that runs it again, for errors. */
  readonly again: string;
  /** More that follow the facts; they cannot change the run. */
  readonly observers?: readonly FactObserver[];
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
}

const suites: Readonly<Record<RunPlan['suite'], () => Suite>> = { symbolic: symbolicSuite, openssl: opensslSuite };

/** The scenario cannot be staged with these values; the message says what does not fit. */
export class StagingFault extends RangeError {
  override readonly name = 'StagingFault';
}

function staged(plan: RunPlan): Cast {
  try {
    return plan.scenario.build(plan.parameters, plan.seed, plan.trace);
  } catch (error) {
    if (error instanceof RangeError) throw new StagingFault(error.message, { cause: error });
    throw error;
  }
}

/** Sets a run up: the cast on stage, controls at their places, the oracle and the metrics watching. */
export function prepare(plan: RunPlan): PreparedRun {
  const built = staged(plan);
  const untilNs = Math.min(plan.untilNs ?? Infinity, built.untilNs);
  const cast = { ...built, untilNs };
  const standing = controlTable(plan.profile);
  // The world makes its labels as it is set up, before the first fact; the assessment reads them only later.
  const labels = {
    get attempts() {
      return world.labels.attempts;
    },
    attemptOf: (label: number) => world.labels.attemptOf(label),
    stepOf: (label: number) => world.labels.stepOf(label),
  };
  const placed = cast.placements.toSorted((a, b) => a.first - b.first);
  const honest = placed.reduce((most, one) => Math.max(most, one.first + one.count), 0);
  const nameOf = (node: number): string => (node < honest ? cast.household.nameOf(node) : `attacker ${node - honest}`);
  const frame = {
    warmUpNs: cast.warmUpNs,
    untilNs,
    controls: [...new Set(Object.values(standing).flat())],
    nodes: honest,
    roleOf: (node: number) => (node < honest ? cast.household.roleOf(node) : 'attacker'),
    partyOf: (node: number) =>
      placed.findLast((one) => one.first <= node && node < one.first + one.count)?.party ?? 'outside',
  };
  const truth = { attacks: plan.attacks, labels, entitlements: cast.entitlements };
  const assessment = new Assessment({ frame, metrics, truth, nameOf });
  const populations = placed.map(({ name, first, count, party, component }) => ({
    name,
    role: component.role as string,
    party,
    first,
    count,
  }));
  const followers = plan.follow === undefined ? [] : [plan.follow({ frame, truth, nameOf, populations })];
  const world: VirtualWorld = new VirtualWorld({
    cast,
    seed: plan.seed,
    suite: suites[plan.suite](),
    controls,
    tables: [standing],
    tableOf: () => 0,
    costs: plan.costs ?? costTables,
    attacks: plan.attacks,
    observers: [assessment, ...(plan.observers ?? [])],
    followers,
    ...(plan.attackFromNs === undefined ? {} : { attackFromNs: plan.attackFromNs }),
    ...(plan.intensity === undefined ? {} : { intensity: plan.intensity }),
  });
  return { world, cast, untilNs, assessment };
}

/** Runs a plan to its end and says what was observed. */
export function replicate(plan: RunPlan, onlooker: Onlooker): Replication {
  const begun = onlooker.seconds();
  const { world, untilNs, assessment } = prepare(plan);
  const slices = onlooker.progress === undefined ? 1 : (onlooker.slices ?? 100);
  for (let slice = 1; slice <= slices; slice++) {
    world.run(slice === slices ? untilNs : Math.floor((untilNs * slice) / slices));
    world.recorder.show();
    onlooker.progress?.(world.kernel.now, untilNs, world.kernel.events);
  }
  const digest = world.recorder.digest();
  const observed = assessment.close({
    run: { scenario: plan.scenario.name, seed: plan.seed, again: plan.again },
    inside: world.inFlight(points),
    costs: world.costs(),
  });
  return {
    ...observed,
    seed: plan.seed,
    digest,
    events: world.kernel.events,
    wallSeconds: onlooker.seconds() - begun,
  };
}
