import type { CostDimension, MinimalSet } from '../../metrics/results/ablation.ts';
import { clopperPearsonInterval } from '../../metrics/statistics/proportion.ts';
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

/**
 * Attacks that were seen to come back under these controls by so many replications; none where none was. By the exact interval: of few
 * attempts Wilson's lower end is too high, and one chance success of eight would count as a return.
 */
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
      return (clopperPearsonInterval(successes, attempts)?.[0] ?? 0) > heldAt(attack);
    });
    if (back.length > 0) return back;
  }
  return [];
}

/** Attacks that are not shown to be held under these controls by all replications; what comes back soon is all that is told then. */
async function openUnder(set: NamedSet, ground: SearchGround): Promise<readonly Attack[]> {
  const { runs, terms, attacks, replications } = ground;
  const back = await seenBack(set, ground, replications);
  if (back.length > 0) return back;
  return attacks.filter((attack) => isHeld(attack, tallyOf(runs.of({ set, attack }, replications, terms))) !== true);
}

/**
 * The controls of a profile that are enough against these attacks, with none among them that can be missed; `cheapest` has all controls of
 * the profile in the order in which they are rather kept. Every answer is by runs: few at first; where what they lead to does not hold by
 * all of them, the controls that lack against the attacks that come in are sought by all of them and added. What can be missed then is
 * taken out, the dearest first.
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
  for (;;) {
    const attacks = await openUnder(setOf(controls), ground);
    const rest = cheapest.filter((control) => !controls.includes(control));
    if (attacks.length === 0 || rest.length === 0) break;
    const kept = controls;
    const lacking = await enoughOf(
      rest,
      async (some) => (await openUnder(setOf([...kept, ...some]), { ...ground, attacks })).length === 0,
    );
    controls = [...kept, ...lacking];
  }
  const { left, without } = await withoutMissable(
    cheapest.filter((control) => controls.includes(control)),
    setOf,
    ground,
  );
  return {
    orders: [order],
    attacks: ground.attacks.map(({ id }) => id),
    controls: left.toSorted(),
    without,
    irreducible: without.every(({ letsIn }) => letsIn.length > 0),
  };
}

/** Takes out what can be missed, the dearest first, until no control that is left can go without an attack that is not shown to be held. */
async function withoutMissable(
  controls: readonly ControlId[],
  setOf: (controls: readonly ControlId[]) => NamedSet,
  ground: SearchGround,
): Promise<{ readonly left: readonly ControlId[]; readonly without: MinimalSet['without'] }> {
  const without: MinimalSet['without'][number][] = [];
  for (const control of controls.toReversed()) {
    const rest = controls.filter((one) => one !== control);
    if ((await openUnder(setOf(rest), ground)).length === 0) return withoutMissable(rest, setOf, ground);
    const back = await seenBack(setOf(rest), ground, ground.replications);
    without.unshift({ control, letsIn: back.map(({ id }) => id) });
  }
  return { left: controls, without };
}
