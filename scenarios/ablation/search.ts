import type { CostDimension, MinimalSet } from '../../metrics/results/ablation.ts';
import { wilsonInterval } from '../../metrics/statistics/proportion.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import type { ProfileName } from '../../sim/framework/profile.ts';
import { isHeld, tallyOf } from './cells.ts';
import { enoughOf } from './enough.ts';
import { heldAt } from './plan.ts';
import type { Runs, Terms } from './runs.ts';
import { onlyThese } from './sets.ts';
import type { NamedSet } from './sets.ts';

/** What a search stands on. */
export interface SearchGround {
  readonly runs: Runs;
  readonly terms: Terms;
  readonly replications: number;
  readonly profile: ProfileName;
  /** Attacks that all controls together hold. */
  readonly attacks: readonly Attack[];
}

/** Replications after which a set is given up where an attack is back already: most come back at once. */
const looks = (replications: number): readonly number[] =>
  [...new Set([1, 4, replications])].filter((count) => count <= replications);

/** Attacks that come back under these controls: none where all are held, else those of which it was seen first, and null where it could not be seen. */
async function backUnder(set: NamedSet, ground: SearchGround): Promise<readonly Attack[] | null> {
  const { runs, terms, attacks } = ground;
  for (const replications of looks(ground.replications)) {
    await runs.play(
      attacks.map((attack) => ({ set, attack })),
      replications,
      terms,
    );
    const back = attacks.filter((attack) => {
      const { attempts, successes } = tallyOf(runs.of({ set, attack }, replications, terms));
      return (wilsonInterval(successes, attempts)?.[0] ?? 0) > heldAt(attack);
    });
    if (back.length > 0) return back;
  }
  const held = attacks.every(
    (attack) => isHeld(attack, tallyOf(runs.of({ set, attack }, ground.replications, terms))) === true,
  );
  return held ? [] : null;
}

/**
 * The controls of a profile that are enough against these attacks, with none among them that can be missed; `cheapest` has all controls of
 * the profile in the order in which they are rather kept. Every answer is by runs; that none can be missed is looked at once more in the end.
 */
export async function minimalSet(
  cheapest: readonly ControlId[],
  order: CostDimension,
  ground: SearchGround,
): Promise<Omit<MinimalSet, 'set'>> {
  const setOf = (controls: readonly ControlId[]): NamedSet =>
    onlyThese(ground.profile, controls, { id: 'tried', kind: 'found' });
  const controls = await enoughOf(cheapest, async (some) => (await backUnder(setOf(some), ground))?.length === 0);
  const without: MinimalSet['without'][number][] = [];
  for (const control of controls) {
    const back = await backUnder(setOf(controls.filter((one) => one !== control)), ground);
    without.push({ control, letsIn: (back ?? []).map(({ id }) => id) });
  }
  return {
    orders: [order],
    attacks: ground.attacks.map(({ id }) => id),
    controls: controls.toSorted(),
    without,
    irreducible: without.every(({ letsIn }) => letsIn.length > 0),
  };
}
