import type { Claim } from '../../sim/framework/scenario.ts';
import type { Observations } from '../../metrics/results/replication.ts';
import type { Arm, Refuted } from '../../scenarios/kit/refuted.ts';
import { armText, fewestClaims, judgeClaim, planOfArm, refutedClaims, rightedArm } from '../../scenarios/refuted.ts';
import { replicate } from '../../scenarios/replicate.ts';
import { alignedTable } from '../table.ts';
import { atLeast, none, numberText } from './figure.ts';
import type { Figure } from './figure.ts';
import { chosenScenarios } from './honest.ts';
import { seconds } from './place.ts';

/** What a claim comes to in one of its arms, and in the same with nothing wrong in it. */
interface Tried {
  readonly claim: Claim;
  readonly arm: Arm;
  readonly righted: boolean | undefined;
  readonly wrong: boolean | undefined;
  readonly n: number;
}

/** Tries every claim of a scenario; claims share runs. */
function tried(refuted: Refuted): readonly Tried[] {
  const runs = new Map<string, Observations['values']>();
  const valuesOf = (arm: Arm): Observations['values'] => {
    const name = JSON.stringify(arm);
    const values = runs.get(name) ?? replicate(planOfArm(refuted, arm), { seconds }).values;
    runs.set(name, values);
    return values;
  };
  return (refuted.scenario.claims as readonly Claim[]).flatMap((claim) =>
    (refuted.arms[claim.name] ?? []).map((arm) => {
      const whole = rightedArm(arm);
      const { holds: wrong, n } = judgeClaim(claim, valuesOf(arm), arm);
      return { claim, arm, righted: judgeClaim(claim, valuesOf(whole), whole).holds, wrong, n };
    }),
  );
}

const verdict = (holds: boolean | undefined): string => (holds === undefined ? 'not judged' : String(holds));

/** Every claim of every scenario: true with all controls, false under some attack, fault or ablation. */
export const claimFigure: Figure = {
  name: 'claims',
  summary:
    'each claim of each scenario, five at least: false under a named attack, fault or ablation, and true in the same run without it',
  takes: '[ID...]',
  measure({ words, print }) {
    const ids = new Set(chosenScenarios(words, 'claims').map(({ id }) => id));
    const all = refutedClaims
      .filter(({ scenario }) => ids.has(scenario.id))
      .map((refuted) => ({ refuted, trials: tried(refuted) }));
    for (const { refuted, trials } of all) {
      print(
        alignedTable(
          [
            [`${refuted.scenario.id}: claim`, 'righted', 'there', 'n', 'false under'],
            ...trials.map(({ claim, arm, righted, wrong, n }) => [
              claim.name,
              verdict(righted),
              verdict(wrong),
              numberText(n),
              armText(arm),
            ]),
          ],
          ['left', 'left', 'left', 'right', 'left'],
        ),
      );
    }
    print(
      'righted: all controls of the framework stand and nothing is set otherwise; the attack stays where controls were out',
    );
    const named = (of: (one: Tried) => boolean): readonly string[] =>
      all.flatMap(({ refuted, trials }) =>
        trials.filter(of).map(({ claim, arm }) => `${refuted.scenario.id} ${claim.name} (${armText(arm)})`),
      );
    return [
      atLeast('scenarios', all.length, ids.size),
      none(
        `scenarios with fewer than ${fewestClaims} claims`,
        all
          .filter(({ refuted }) => refuted.scenario.claims.length < fewestClaims)
          .map(({ refuted }) => refuted.scenario.id),
      ),
      none(
        'claims that nothing is tried against',
        all.flatMap(({ refuted, trials }) =>
          (refuted.scenario.claims as readonly Claim[])
            .filter((claim) => trials.every((one) => one.claim !== claim))
            .map(({ name }) => `${refuted.scenario.id} ${name}`),
        ),
      ),
      none(
        'claims that are not false there',
        named(({ wrong, n }) => wrong !== false || n === 0),
      ),
      none(
        'claims that are not true in the same run righted',
        named(({ righted }) => righted !== true),
      ),
    ];
  },
};
