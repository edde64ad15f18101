import { ablationSchemaVersion } from '../../metrics/results/ablation.ts';
import type { AblationCell, AblationResult, ControlSet, MinimalSet } from '../../metrics/results/ablation.ts';
import { usualConfidence } from '../../metrics/statistics/interval.ts';
import { controlsOf } from '../../sim/controls/profiles.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import { checkStage } from '../stage-needs.ts';
import { staged } from '../staged.ts';
import type { Crew } from '../studies/crew.ts';
import { cellOf } from './cells.ts';
import { costOf, ownCost, priceOf } from './costs.ts';
import { frontsOf } from './fronts.ts';
import { lengthsOf } from './lengths.ts';
import { heldAt, honestParameters, inQuestion, parametersFor, saidOf } from './plan.ts';
import type { AblationPlan } from './plan.ts';
import { Runs } from './runs.ts';
import type { AskedCell, Telling, Terms } from './runs.ts';
import { minimalSet } from './search.ts';
import { eachAlone, givenSets, ladderTo, lessEach, onlyThese, ownOut } from './sets.ts';
import type { NamedSet } from './sets.ts';
import { warningsOf } from './warnings.ts';

/** Costs by which the searches take out the dearest first: those that are known of each control by itself. */
const searchedBy = ['cpuMicrosPerOperation', 'bytesPerOperation'] as const;

/** Who plays an ablation, and who is told how far it is. */
export interface By {
  readonly crew: Crew;
  readonly tell: Telling;
  readonly signal?: AbortSignal;
}

/**
 * Plays attacks under sets of controls until it is known what each control alone stops, what comes in without it, what it costs, and
 * which are enough. UnstagedAttack, or StagingFault, where the scenario has no place for one.
 */
export async function ablate(plan: AblationPlan, by: By): Promise<AblationResult> {
  const { attacks, profile, replications } = plan;
  for (const attack of attacks) {
    const cast = staged({ scenario: plan.scenario, parameters: parametersFor(attack, plan), seed: plan.seed });
    checkStage([attack], cast.stage, plan.scenario.name);
  }
  const runs = new Runs(plan, by);
  const lengths = await lengthsOf(plan, runs);
  const terms: Terms = (attack) =>
    attack === null
      ? { parameters: honestParameters(plan), untilSeconds: null }
      : { parameters: parametersFor(attack, plan), untilSeconds: lengths.get(attack)! };
  const of = (set: NamedSet, attack: Attack | null) => runs.of({ set, attack }, replications, terms);
  const everywhere = (sets: readonly NamedSet[]): readonly AskedCell[] =>
    sets.flatMap((set) => [null, ...attacks].map((attack) => ({ set, attack })));

  const controls = inQuestion(plan);
  const ladder = ladderTo(profile);
  const [none, full] = [ladder[0]!, ladder.at(-1)!];
  const less = lessEach(profile, controls);
  const alone = eachAlone(profile, controls);
  const given = givenSets(profile, plan.sets);
  const own = new Map(attacks.map((attack) => [attack, ownOut(profile, attack)]));
  /** Sets that only some attacks are played under: their own, and controls alone of which their file speaks. */
  const only = (attack: Attack): readonly NamedSet[] => [
    ...alone.filter(({ control }) => saidOf(attack, control!) !== null),
    own.get(attack)!,
  ];
  const apart = attacks.flatMap((attack) => only(attack).map((set) => ({ set, attack })));
  await runs.play([...everywhere([...ladder, ...less, ...given]), ...apart], replications, terms);

  // Each search may find a set, whose cells count as well.
  const count = attacks.length * (ladder.length + less.length + given.length + searchedBy.length) + apart.length;
  const beside = { confidence: 1 - (1 - usualConfidence) / count };
  const cell = (attack: Attack, set: NamedSet): AblationCell =>
    cellOf(attack, set, of(set, attack), { none: of(none, attack), full: of(full, attack), ...beside });
  // Only what all controls together hold can be asked of fewer.
  const holdable = attacks.filter((attack) => cell(attack, full).held === true);
  const minimal: MinimalSet[] = [];
  const found: NamedSet[] = [];
  for (const order of holdable.length === 0 ? [] : searchedBy) {
    const price = new Map(full.controls.map((id) => [id, ownCost(id, of(full, null))[order].value ?? 0]));
    const cheapest = full.controls.toSorted((one, other) => price.get(one)! - price.get(other)!);
    const one = await minimalSet(cheapest, order, { runs, terms, replications, profile, attacks: holdable });
    const same = minimal.findIndex((other) => other.controls.join() === one.controls.join());
    if (same >= 0) minimal[same] = { ...minimal[same]!, orders: [...minimal[same]!.orders, order] };
    else {
      const id = `found-${minimal.length + 1}`;
      minimal.push({ set: id, ...one });
      const standing = controlsOf({ name: profile, without: [] }).filter((control) =>
        one.controls.includes(control.id),
      );
      found.push(
        onlyThese(
          profile,
          standing.map((control) => control.id),
          { id, kind: 'found' },
        ),
      );
    }
  }
  await runs.play(everywhere(found), replications, terms);

  const whole = [...ladder, ...less, ...given, ...found];
  const cells = attacks.flatMap((attack) => [...whole, ...only(attack)].map((set) => cell(attack, set)));
  const told = [
    ...whole.map((set) => setOf(set, cells, attacks, costOf(of(set, null)))),
    ...[...alone, ...own.values()].map((set) => setOf(set, cells, attacks, null)),
  ];
  return {
    schemaVersion: ablationSchemaVersion,
    ablation: headOf(plan, runs),
    attacks: attacks.map((attack) => attackOf(attack, plan, terms)),
    controls: controls.map((control, place) => priceOf(control, of(full, null), of(less[place]!, null))),
    sets: told,
    cells,
    pareto: frontsOf(told),
    minimal,
    failures: runs.lost.map(({ set, attack, replication, failure }) => ({
      set: set.id,
      attack: attack?.id ?? null,
      replication,
      failure,
    })),
    warnings: warningsOf({ attacks, holdable, cells, minimal, lost: runs.lost.length, replications }),
  };
}

const headOf = ({ scenario, ...plan }: AblationPlan, runs: Runs): AblationResult['ablation'] => ({
  scenario: scenario.name,
  size: plan.size,
  set: plan.set,
  profile: plan.profile,
  seed: plan.seed,
  replications: plan.replications,
  runs: runs.count,
  digest: runs.digest,
  product: { name: 'metarange', version: plan.version },
  command: plan.command,
});

const attackOf = (attack: Attack, plan: AblationPlan, terms: Terms): AblationResult['attacks'][number] => ({
  id: attack.id,
  name: attack.name,
  untilSeconds: terms(attack).untilSeconds,
  parameters: parametersFor(attack, plan),
  heldAt: heldAt(attack),
  beatenBy: attack.beatenBy,
  notBeatenBy: attack.notBeatenBy,
});

/** A set with what it holds of the attacks that were played under it. */
function setOf(
  set: NamedSet,
  cells: readonly AblationCell[],
  attacks: readonly Attack[],
  cost: ControlSet['cost'],
): ControlSet {
  const own = cells.filter((cell) => cell.set === set.id);
  const held = own.filter((cell) => cell.held === true).map(({ attack }) => attack);
  const known = own.filter((cell) => cell.held !== null).map(({ attack }) => attack);
  const unknown = attacks.map(({ id }) => id).filter((id) => !known.includes(id));
  return { ...set, cost, held, unknown, protection: unknown.length === 0 ? held.length / attacks.length : null };
}
