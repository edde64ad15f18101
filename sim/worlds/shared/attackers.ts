import type { Agenda } from '../../framework/agenda.ts';
import type { Attack, AttackId } from '../../framework/attack.ts';
import type { KillChain } from '../../framework/kill-chain.ts';
import { eachByItself } from './agendas/each-by-itself.ts';
import { inSequence } from './agendas/in-sequence.ts';
import { Knowledge } from './knowledge.ts';
import type { LearningMind } from './knowledge.ts';

/** Who attacks in a run: how it chooses, and for each place of its repertoire the mind that acts there. */
export interface Attackers {
  readonly agenda: Agenda;
  readonly minds: readonly LearningMind[];
}

/**
 * Those who attack. Without a chain each attack is an attacker of its own, which knows nothing of the others; a chain is carried out by
 * one. Throws where a stage of the chain does not play.
 */
export function attackersOf(
  { attacks, chain }: { readonly attacks: readonly Attack[]; readonly chain?: KillChain },
  now: () => number,
): Attackers {
  if (chain === undefined || chain.order === 'parallel')
    return { agenda: eachByItself(attacks.length), minds: attacks.map(() => new Knowledge(now).mind()) };
  const placeOf = (wanted: AttackId): number => {
    const place = attacks.findIndex(({ id }) => id === wanted);
    if (place < 0) throw new RangeError(`${chain.id} ${chain.name} needs ${wanted}, which does not play`);
    return place;
  };
  const mind = new Knowledge(now).mind();
  return { agenda: inSequence(chain, placeOf), minds: attacks.map(() => mind) };
}
