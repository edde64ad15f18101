import type { FeedGround } from '../metrics/feed/feed.ts';
import type { Replication } from '../metrics/results/replication.ts';
import { shortfall } from '../metrics/results/precision.ts';
import { isLook } from '../metrics/statistics/sequential.ts';
import { headlineOf, precisionSoFar, summarise } from '../metrics/results/summarise.ts';
import type { ArmFrame, HeadlineValues, Round } from '../metrics/results/summarise.ts';
import type { ArmSummary } from '../metrics/results/summary.ts';
import type { Attack } from '../sim/framework/attack.ts';
import type { FactObserver } from '../sim/framework/fact.ts';
import { titleOf } from '../sim/framework/title.ts';
import { controls } from '../sim/controls/catalogue.ts';
import { replicating, seedOf } from './replicate.ts';
import type { Onlooker, RunPlan } from './replicate.ts';
import { finished } from './steps.ts';
import type { Steps } from './steps.ts';

/** How often an arm is repeated. */
export type Repetition =
  | { readonly kind: 'replications'; readonly count: number }
  /** Until the intervals of the scenario's headline metrics are within this share of their values on either side. */
  | {
      readonly kind: 'precision';
      readonly relative: number;
      /** Replications, at most: 400. */ readonly most?: number;
    };

/** Takes down one run of an arm: what its facts are about before the first, all of them, and what came of it. */
export interface RunKeeper {
  begins(ground: FeedGround): void;
  readonly facts: FactObserver;
  ends(replication: Replication): void;
}

/** What a run's plan needs for its keeper. */
export const keptBy = (keeper: RunKeeper | undefined): Pick<RunPlan, 'observers' | 'begins'> =>
  keeper === undefined ? {} : { observers: [keeper.facts], begins: (ground) => keeper.begins(ground) };

/** An arm: one profile under one or more sets of attacks, each set in runs of its own that share random numbers. */
export interface ArmPlan extends Omit<RunPlan, 'attacks' | 'observers' | 'begins'> {
  /** Sets of attacks; an empty list is the honest arm. */
  readonly attackSets: readonly (readonly Attack[])[];
  readonly repetition: Repetition;
  /** Also run without attack, for what only a comparison can show. */
  readonly withBaseline: boolean;
  /** Takes down each run, where somebody wants it. */
  readonly keep?: (run: { readonly attacks: readonly Attack[]; readonly index: number }) => RunKeeper | undefined;
}

/** Told when a run of an arm begins and while it goes on. */
export interface ArmOnlooker extends Onlooker {
  begins?(label: string, done: number, of: number | null): void;
}

/** Replications at most when a precision is asked for: more are a study's business (assumption). */
const usualMost = 400;

/** Runs an arm to the end of its repetitions, in steps. */
export function* runningArm(plan: ArmPlan, onlooker: ArmOnlooker): Steps<ArmSummary> {
  const sets = plan.attackSets.length === 0 ? [[]] : plan.attackSets;
  const compared = plan.withBaseline && plan.attackSets.length > 0;
  const perRound = sets.length + (compared ? 1 : 0);
  const count = plan.repetition.kind === 'replications' ? plan.repetition.count : null;
  const rounds: Round[] = [];
  const headlines: HeadlineValues[] = [];
  let stillShort = '';
  const once = function* (attacks: readonly Attack[], place: number): Steps<Replication> {
    const index = rounds.length;
    const label = `${plan.profile.name} · ${attacks.map((attack) => attack.id).join('+') || 'honest'}${stillShort}`;
    onlooker.begins?.(label, index * perRound + place, count === null ? null : count * perRound);
    const keeper = plan.keep?.({ attacks, index });
    const run = { ...planFor(plan, attacks), seed: seedOf(plan.seed, index), ...keptBy(keeper) };
    const replication = yield* replicating(run, onlooker);
    keeper?.ends(replication);
    return replication;
  };
  for (;;) {
    const honest = compared ? yield* once([], 0) : null;
    const runs: Replication[] = [];
    for (const attacks of sets) runs.push(yield* once(attacks, runs.length + (compared ? 1 : 0)));
    const round = { runs, honest };
    rounds.push(round);
    headlines.push(headlineOf(round, plan.scenario.headline));
    const missing = missingYet(plan, headlines, stillShort);
    if (missing === null) return summarised(plan, rounds);
    stillShort = missing;
  }
}

/** Runs an arm to the end of its repetitions. */
export const runArm = (plan: ArmPlan, onlooker: ArmOnlooker): ArmSummary => finished(runningArm(plan, onlooker));

/** A plan with these attacks; where nobody attacks no chain plays either. */
export function planFor<Plan extends Pick<RunPlan, 'chain'>>(
  { chain, ...plan }: Plan,
  attacks: readonly Attack[],
): Omit<Plan, 'chain'> & Pick<RunPlan, 'chain' | 'attacks'> {
  return { ...plan, attacks, ...(chain === undefined || attacks.length === 0 ? {} : { chain }) };
}

/** Null where there are replications enough; else what is still missing, in words where there are any: those of the last look between looks. */
function missingYet(plan: ArmPlan, rounds: readonly HeadlineValues[], last: string): string | null {
  const { repetition } = plan;
  if (repetition.kind === 'replications') return rounds.length >= repetition.count ? null : '';
  const most = repetition.most ?? usualMost;
  if (rounds.length >= most) return null;
  if (!isLook(rounds.length, most)) return last;
  const frame = frameOf(plan);
  const precision = precisionSoFar(frame, frame.precision!, rounds);
  if (precision.met || Object.keys(precision.reached).length === 0) return null;
  return ` (${shortfall(precision, 1)})`;
}

/** What an arm's summary says of its plan. */
export type FramedPlan = Pick<
  ArmPlan,
  'scenario' | 'parameters' | 'seed' | 'profile' | 'suite' | 'attackSets' | 'attacker' | 'repetition' | 'ownMetrics'
>;

/** The frame of an arm's summary, in either world. */
export const frameOf = (plan: FramedPlan, world: ArmFrame['world'] = 'virtual'): ArmFrame => ({
  scenario: plan.scenario.name,
  parameters: plan.parameters,
  seed: plan.seed,
  profile: plan.profile.name,
  without: plan.profile.without,
  suite: plan.suite,
  world,
  attackSets: plan.attackSets,
  ...(plan.attacker === undefined ? {} : { attacker: `${plan.attacker.id} ${plan.attacker.name}` }),
  claims: plan.scenario.claims,
  controls: Object.fromEntries(
    [...controls, ...(plan.profile.own ?? [])].map((control) => [control.id, titleOf(control)]),
  ),
  ownMetrics: plan.ownMetrics,
  ...(plan.repetition.kind === 'replications'
    ? {}
    : { precision: { relative: plan.repetition.relative, headline: plan.scenario.headline } }),
});

const summarised = (plan: ArmPlan, rounds: readonly Round[]): ArmSummary => summarise(frameOf(plan), rounds);
