import type { Agenda, Choice } from '../../../framework/agenda.ts';
import type { AttackId } from '../../../framework/attack.ts';
import { usualTries } from '../../../framework/kill-chain.ts';
import type { KillChain } from '../../../framework/kill-chain.ts';

/**
 * The stages of a chain one after the other. One that ends without what it gives is tried again after a rest, as often as it may; the
 * next begins at once when all that it takes is known. Then, or when a stage is given up, the play is over, and after a rest another
 * begins with nothing known. `placeOf`: where an attack stands in the repertoire.
 */
export function inSequence({ id, stages }: KillChain, placeOf: (attack: AttackId) => number): Agenda {
  let play = 0;
  const choice = (stage: number, trial: number): Choice => ({
    place: placeOf(stages[stage]!.attack),
    // A stage that follows another does so at once.
    rests: stage === 0 || trial > 1,
    part: { chain: id, play, stage, trial },
  });
  const anew = (): readonly Choice[] => {
    play++;
    return [choice(0, 1)];
  };
  return {
    first: anew,
    next({ part }, _gained, mind) {
      const { stage, trial } = part!;
      const { gives = [], tries = usualTries } = stages[stage]!;
      const areKnown = (things: readonly string[]): boolean => things.every((what) => mind.of(what) !== undefined);
      if (!areKnown(gives)) {
        if (trial < tries) return [choice(stage, trial + 1)];
      } else if (stage + 1 < stages.length && areKnown(stages[stage + 1]!.takes ?? [])) {
        return [choice(stage + 1, 1)];
      }
      mind.forget();
      return anew();
    },
  };
}
