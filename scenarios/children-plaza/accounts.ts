import type { Leaked } from '../../sim/framework/attack.ts';
import type { Account } from '../../sim/framework/scenario.ts';
import { Stream, keyOf } from '../../sim/kernel/stream.ts';
import type { PlazaSeats } from './plaza-seats.ts';
import type { Society } from './society.ts';

/** Who has which secret where: a fact of the cast. */
export interface PlazaAccounts {
  /** Everybody's with every platform. */
  readonly accounts: readonly Account[];
  /** The secret with which each person comes in, at home. */
  readonly atHome: readonly string[];
}

/** A secret of 128 bits, which nobody guesses who has not seen it: that people choose worse ones is not modelled. */
function secretOf(seed: number, person: number, purpose: string): string {
  const stream = new Stream(keyOf(seed, person, purpose));
  return Array.from({ length: 4 }, () => stream.u32().toString(16).padStart(8, '0')).join('');
}

/** Gives everybody an account with every platform: who reuses secrets has one for all of them, anybody else one for each. */
export function accountsOf(seats: PlazaSeats, { reusers }: Society, seed: number): PlazaAccounts {
  const { avatarAgents, others, persons, home, register } = seats;
  const parties = [avatarAgents.party, ...others.map(({ avatarAgent }) => avatarAgent.party)];
  const secretAt = (party: string, person: number): string =>
    secretOf(seed, persons.first + person, reusers.has(person) ? 'secret' : `secret at ${party}`);
  return {
    accounts: parties.flatMap((party) =>
      Array.from(home, (_, person) => ({ party, person: persons.first + person, secret: secretAt(party, person) })),
    ),
    atHome: Array.from(home, (door, person) => secretAt(register.seatsOf(door)!.party, person)),
  };
}

/** What was stolen from another plaza of those who are at home at the first one; `left` are not in it. */
export function leakOf(
  { others, persons, home, firstNeighbour }: PlazaSeats,
  { accounts }: PlazaAccounts,
  left: ReadonlySet<number>,
): readonly Leaked[] {
  const { party: breached } = others[0]!.avatarAgent;
  return accounts.flatMap(({ party, person, secret }) => {
    const index = person - persons.first;
    const stolen = party === breached && index < firstNeighbour && !left.has(index);
    return stolen ? [{ person, secret, door: home[index]! }] : [];
  });
}
