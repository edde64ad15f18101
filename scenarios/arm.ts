import type { Replication } from '../metrics/results/replication.ts';
import { summarise } from '../metrics/results/summarise.ts';
import type { Round } from '../metrics/results/summarise.ts';
import type { ArmSummary } from '../metrics/results/summary.ts';
import type { Attack } from '../sim/framework/attack.ts';
import { replicate, seedOf } from './replicate.ts';
import type { Onlooker, RunPlan } from './replicate.ts';

/** How often an arm is repeated. */
export type Repetition =
  | { readonly kind: 'replications'; readonly count: number }
  /** Until the intervals of the scenario's headline metrics are within this share of their values on either side. */
  | { readonly kind: 'precision'; readonly relative: number };

/** An arm: one profile under one or more sets of attacks, each set in runs of its own that share random numbers. */
export interface ArmPlan extends Omit<RunPlan, 'attacks' | 'observers'> {
  /** Sets of attacks; an empty list is the honest arm. */
  readonly attackSets: readonly (readonly Attack[])[];
  readonly repetition: Repetition;
  /** Also run without attack, for what only a comparison can show. */
  readonly withBaseline: boolean;
  /** Follows the facts of each run. */
  readonly observe?: (run: { readonly attacks: readonly Attack[]; readonly index: number }) => RunPlan['observers'];
}

/** Told when a run of an arm begins and while it goes on. */
export interface ArmOnlooker extends Onlooker {
  begins?(label: string, done: number, of: number | null): void;
}

/** Fewest and most replications when a precision is asked for: fewer say nothing, more are a study's business (assumption). */
const fewest = 5;
const most = 400;

/** Runs an arm to the end of its repetitions. */
export function runArm(plan: ArmPlan, onlooker: ArmOnlooker): ArmSummary {
  const sets = plan.attackSets.length === 0 ? [[]] : plan.attackSets;
  const compared = plan.withBaseline && plan.attackSets.length > 0;
  const perRound = sets.length + (compared ? 1 : 0);
  const count = plan.repetition.kind === 'replications' ? plan.repetition.count : null;
  const rounds: Round[] = [];
  do {
    const index = rounds.length;
    const once = (attacks: readonly Attack[], place: number): Replication => {
      const label = `${plan.profile.name} · ${attacks.map((attack) => attack.id).join('+') || 'honest'}`;
      onlooker.begins?.(label, index * perRound + place, count === null ? null : count * perRound);
      const observers = plan.observe?.({ attacks, index });
      const watched = observers === undefined ? {} : { observers };
      return replicate({ ...plan, attacks, seed: seedOf(plan.seed, index), ...watched }, onlooker);
    };
    const honest = compared ? once([], 0) : null;
    rounds.push({ runs: sets.map((attacks, set) => once(attacks, set + (compared ? 1 : 0))), honest });
  } while (!enough(plan, rounds.length, () => summarised(plan, rounds)));
  return summarised(plan, rounds);
}

const summarised = (plan: ArmPlan, rounds: readonly Round[]): ArmSummary =>
  summarise(
    {
      scenario: plan.scenario.name,
      parameters: plan.parameters,
      seed: plan.seed,
      profile: plan.profile.name,
      without: plan.profile.without,
      suite: plan.suite,
      world: 'virtual',
      attackSets: plan.attackSets.map((set) => set.map(({ id, name }) => ({ id, name }))),
      claims: plan.scenario.claims,
    },
    rounds,
  );

function enough(plan: ArmPlan, rounds: number, summary: () => ArmSummary): boolean {
  const { repetition, scenario } = plan;
  if (repetition.kind === 'replications') return rounds >= repetition.count;
  if (rounds < fewest) return false;
  if (rounds >= most) return true;
  const { metrics } = summary();
  const headline = Object.entries(metrics).filter(([name]) =>
    scenario.headline.some((id) => name === id || name.startsWith(`${id}.`)),
  );
  return headline.every(([, { value, ci95 }]) => {
    if (value === null) return true;
    if (ci95 === null) return false;
    const half = (ci95[1] - ci95[0]) / 2;
    return half <= repetition.relative * Math.abs(value) || half === 0;
  });
}
