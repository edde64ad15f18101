import { prepare } from '../../scenarios/replicate.ts';
import { valuesAt } from '../../scenarios/values.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import type { AttackerClass } from '../../sim/framework/attacker.ts';
import { points } from '../../sim/framework/figure.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import type { Profile } from '../../sim/framework/profile.ts';
import type { ParameterValues, Scenario } from '../../sim/framework/scenario.ts';
import type { AttemptRecord } from '../../sim/framework/truth.ts';

/** Where and on what terms a class plays. */
export interface ClassTerms {
  readonly scenario: Scenario;
  readonly under: Profile;
  readonly seed: number;
  readonly set: ParameterValues;
}

/** What a class came to in a run. */
export interface ClassPlay {
  readonly attempts: readonly AttemptRecord[];
  readonly judged: number;
  readonly successes: number;
  /** Moments of successes, ns, in order. */
  readonly succeededNs: readonly number[];
}

/** Takes down when attempts came to their goals. */
const momentsOfSuccess = (moments: number[]): Metric => ({
  id: 'M900',
  name: 'moments-of-success',
  summary: 'when attempts came to their goals',
  unit: '1',
  formula: 'number of them',
  values: ['count'],
  scale: 'amount',
  about: 'attack',
  fold: () => ({
    block: () => undefined,
    attempt: ({ successNs }) => void (successNs !== null && moments.push(successNs)),
    value: () => ({ count: { value: moments.length, n: moments.length } }),
  }),
});

/** A run of a class with a repertoire. */
export function playedBy(
  attacker: AttackerClass,
  repertoire: readonly Attack[],
  { scenario, under, seed, set }: ClassTerms,
): ClassPlay {
  const again = 'npm run evidence -- attackers';
  const succeededNs: number[] = [];
  const { world, untilNs, assessment } = prepare({
    scenario,
    parameters: { ...valuesAt(scenario, 'smoke'), ...set },
    profile: under,
    attacks: repertoire,
    attacker,
    seed,
    suite: 'symbolic',
    ownMetrics: [momentsOfSuccess(succeededNs)],
    again,
  });
  world.run(untilNs);
  world.recorder.digest();
  const run = { scenario: scenario.name, seed, again };
  const observed = assessment.close({ run, inside: world.inFlight(points), costs: world.costs() });
  const sum = (of: 'attempts' | 'successes'): number => observed.attacks.reduce((all, attack) => all + attack[of], 0);
  return {
    attempts: world.labels.attempts,
    judged: sum('attempts'),
    successes: sum('successes'),
    succeededNs: succeededNs.toSorted((a, b) => a - b),
  };
}

/** What attempts spent of an item together. */
export const spentBy = (attempts: readonly AttemptRecord[], item: keyof AttemptRecord['spent']): number =>
  attempts.reduce((all, { spent }) => all + spent[item]!, 0);
