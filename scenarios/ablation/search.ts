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

/** Replications after which a set is given up where an attack is back already: most come back at once (assumption). */
const looks = (replications: number): readonly number[] =>
  [...new Set([1, few, replications])].filter((count) => count <= replications);
/** Replications that a search goes by at first; what it finds is then played in full (assumption: it saves nine tenths of the runs). */
const few = 4;

/** Attacks that were seen to come back under these controls by so many replications; none where none was. */
async function seenBack(
  set: NamedSet,
  { runs, terms, attacks }: SearchGround,
  most: number,
): Promise<readonly Attack[]> {
  for (const replications of looks(most)) {
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
  return [];
}

/** Whether all attacks are shown to be held under these controls, by all replications. */
async function allHeld(set: NamedSet, ground: SearchGround): Promise<boolean> {
  const { runs, terms, attacks, replications } = ground;
  if ((await seenBack(set, ground, replications)).length > 0) return false;
  return attacks.every((attack) => isHeld(attack, tallyOf(runs.of({ set, attack }, replications, terms))) === true);
}

/**
 * The controls of a profile that are enough against these attacks, with none among them that can be missed; `cheapest` has all controls of
 * the profile in the order in which they are rather kept. Every answer is by runs: few at first, and where what they lead to does not hold
 * by all of them, all from the beginning. That none can be missed is looked at once more in the end.
 */
export async function minimalSet(
  cheapest: readonly ControlId[],
  order: CostDimension,
  ground: SearchGround,
): Promise<Omit<MinimalSet, 'set'>> {
  const setOf = (controls: readonly ControlId[]): NamedSet =>
    onlyThese(ground.profile, controls, { id: 'tried', kind: 'found' });
  const most = Math.min(few, ground.replications);
  let controls = await enoughOf(cheapest, async (some) => (await seenBack(setOf(some), ground, most)).length === 0);
  if (!(await allHeld(setOf(controls), ground)))
    controls = await enoughOf(cheapest, (some) => allHeld(setOf(some), ground));
  const without: MinimalSet['without'][number][] = [];
  for (const control of controls) {
    const rest = setOf(controls.filter((one) => one !== control));
    const back = await seenBack(rest, ground, ground.replications);
    without.push({ control, letsIn: back.map(({ id }) => id) });
  }
  return {
    orders: [order],
    attacks: ground.attacks.map(({ id }) => id),
    controls: controls.toSorted(),
    without,
    irreducible: without.every(({ letsIn }) => letsIn.length > 0),
  };
}
