import type { Replication } from '../../metrics/results/replication.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import type { CostTables } from '../../sim/framework/costs.ts';
import type { Cast, Scenario } from '../../sim/framework/scenario.ts';
import { replicate, seedOf } from '../replicate.ts';
import { staged } from '../staged.ts';
import type { LiveRunner } from './live-runner.ts';
import { comparedProfiles } from './row.ts';
import type { ComparedProfile } from './row.ts';
import { trafficOf } from './service-sample.ts';
import type { AttackTerms, ComparisonEffort, ComparisonTerms } from './terms.ts';
import type { Traffic } from './traffic.ts';
import { isSettled, nothingTried, together } from './verdict.ts';
import type { AttackCount } from './verdict.ts';
import type { AttackCell } from './verdict-rows.ts';

/** What attacks are tried with in both worlds. */
export interface AttackStage {
  readonly terms: ComparisonTerms;
  readonly effort: ComparisonEffort;
  readonly attacks: readonly Attack[];
  /** The scenario as the virtual world plays it. */
  readonly twin: Scenario;
  readonly costs: CostTables;
  readonly runner: LiveRunner;
  readonly again: string;
  readonly seconds: () => number;
}

/** The cells of the comparison: every attack under every profile. */
export const cellsOf = ({
  attacks,
}: ComparisonTerms): readonly { readonly terms: AttackTerms; readonly profile: ComparedProfile }[] =>
  attacks.flatMap((terms) => comparedProfiles.map((profile) => ({ terms, profile })));

const countOf = ({ attacks }: Pick<Replication, 'attacks'>, { refusedAttacks }: Traffic): AttackCount => ({
  attempts: attacks.reduce((sum, tally) => sum + tally.attempts, 0),
  successes: attacks.reduce((sum, tally) => sum + tally.successes, 0),
  refusals: Object.fromEntries(refusedAttacks),
});

/** Tries one attack under one profile, the same run in both worlds, over and over until it is settled or was tried often enough. */
export async function tryCell(
  {
    terms: { attack: id, durationSeconds, intensity, parameters = {} },
    profile: name,
  }: ReturnType<typeof cellsOf>[number],
  { terms, effort, attacks, twin, costs, runner, again, seconds }: AttackStage,
): Promise<AttackCell> {
  const attack = attacks.find((one) => one.id === id);
  if (attack === undefined) throw new RangeError(`no attack ${id} to compare`);
  let cell: AttackCell = {
    attack: id,
    profile: name,
    runs: 0,
    virtual: nothingTried,
    live: nothingTried,
    voided: null,
  };
  while (cell.runs < effort.mostAttackedRuns && !isSettled([cell.virtual, cell.live])) {
    const plan = {
      scenario: terms.scenario,
      parameters: { ...terms.attacked, durationSeconds, ...parameters },
      profile: { name, without: [] },
      attacks: [attack],
      seed: seedOf(effort.seed, cell.runs),
      intensity,
      again,
    };
    const cast: Cast = staged(plan);
    const [there, here] = [trafficOf(cast), trafficOf(cast)];
    let replication: Replication;
    try {
      ({ replication } = await runner.play({ ...plan, observers: [there] }));
    } catch (error) {
      const voided = runner.voidedBy(error);
      if (voided === null) throw error;
      return { ...cell, voided };
    }
    const virtual = replicate({ ...plan, scenario: twin, costs, suite: 'symbolic', observers: [here] }, { seconds });
    cell = {
      ...cell,
      runs: cell.runs + 1,
      virtual: together(cell.virtual, countOf(virtual, here)),
      live: together(cell.live, countOf(replication, there)),
    };
  }
  return cell;
}
