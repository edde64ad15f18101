import type { AgeBand } from '../../sim/framework/messages/plaza.ts';
import type { Settlement } from '../kit/settlement.ts';
import { seatAuthority } from '../kit/seats/authority.ts';
import type { AuthoritySeats } from '../kit/seats/authority.ts';
import { Seating, register } from '../kit/seating.ts';
import type { Register, Seats } from '../kit/seating.ts';
import { settlementOf, seatSettlers } from './settlement-seats.ts';
import type { PlazaParameters } from './parameters.ts';

/** True ages, as bands: a fact of the cast. */
export type TrueAge = Exclude<AgeBand, 'unknown'>;

/** A plaza of another platform, with one avatar agent. */
export interface OtherPlaza {
  readonly avatarAgent: Seats<'avatar-agent'>;
  readonly plaza: Seats<'entity-agent'>;
}

/**
 * Everybody by number: the authority, avatar agents, the plaza, characters, the other plazas, their authority where it is another one, the
 * ledger and the keepers where there are any, then people: guardians, children, teens, adults, neighbours, who are adults too, accounts
 * that nobody uses, and persons with wallets.
 */
export interface PlazaSeats {
  readonly register: Register;
  /** The authority of the first plaza and of all people, and that of the other plazas where it is another one. */
  readonly authorities: readonly AuthoritySeats[];
  /** Place of the authority of a party. */
  readonly federationOf: (party: string) => number;
  readonly authorityOf: (party: string) => AuthoritySeats;
  /** Who settles virtual assets on a ledger; null where there is none. */
  readonly settlement: Settlement | null;
  readonly avatarAgents: Seats<'avatar-agent'>;
  readonly plaza: Seats<'entity-agent'>;
  readonly characters: Seats<'ai-agent'>;
  readonly others: readonly OtherPlaza[];
  readonly persons: Seats<'person'>;
  /** True age of each person. */
  readonly ages: readonly TrueAge[];
  /** Guardian of each person as a node, -1 for one who has none: minors have them in turn. */
  readonly guardian: Int32Array;
  /** Where adults who are nobody's guardian begin, as an index of persons. */
  readonly firstAdult: number;
  /** Where those begin who are at home at another plaza, as an index of persons. */
  readonly firstNeighbour: number;
  /** Where accounts begin that were signed up by anybody and that nobody uses, as an index of persons. */
  readonly firstNewcomer: number;
  /** Avatar agent at home of each person: minors go with their guardian. */
  readonly home: Int32Array;
}

/** Numbers everybody. */
export function seatPlaza(values: PlazaParameters): PlazaSeats {
  const { guardians, children, teens, adults, neighbours, newcomers, characters, doors, plazas } = values;
  const seating = new Seating();
  const party = 'plaza';
  const authority = seatAuthority(seating);
  const avatarAgents = seating.take('avatar-agent', { name: 'avatar-agent.plaza', party, count: doors });
  const plaza = seating.take('entity-agent', { name: 'entity-agent.plaza', party });
  const characterSeats = seating.take('ai-agent', { name: 'characters', party, count: characters });
  const others = Array.from({ length: plazas - 1 }, (_, index): OtherPlaza => {
    const name = `other-plaza-${index + 1}`;
    const avatarAgent = seating.take('avatar-agent', { name: `avatar-agent.${name}`, party: name });
    return { avatarAgent, plaza: seating.take('entity-agent', { name: `entity-agent.${name}`, party: name }) };
  });
  const authorities = values.authorities === 'two' ? [authority, seatAuthority(seating, 1)] : [authority];
  const abroad = new Set([...others.map(({ plaza: { party: other } }) => other), authorities.at(-1)!.auditLog.party]);
  const federationOf = (one: string): number => (authorities.length > 1 && abroad.has(one) ? 1 : 0);
  const platforms = [party, ...others.map(({ plaza: { party: other } }) => other)];
  const settlers = values.wallets > 0 ? seatSettlers(seating, platforms) : null;
  const minors = children + teens;
  const groups = [
    ['guardian', guardians],
    ['child', children],
    ['teen', teens],
    ['adult', adults],
    ['neighbour', neighbours],
    ['newcomer', newcomers],
  ] as const;
  const names = groups.flatMap(([name, many]) => Array.from({ length: many }, (_, index) => `${name}-${index + 1}`));
  const persons = seating.take('person', {
    name: 'persons',
    party: 'people',
    count: names.length,
    nameEach: (index) => names[index]!,
  });
  const firstAdult = guardians + minors;
  const firstNeighbour = firstAdult + adults;
  const firstNewcomer = firstNeighbour + neighbours;
  const homeOf = (person: number): number => {
    if (person >= firstNeighbour && person < firstNewcomer)
      return others[(person - firstNeighbour) % others.length]!.avatarAgent.first;
    return avatarAgents.first + ((isMinor(person) ? (person - guardians) % guardians : person) % doors);
  };
  const isMinor = (person: number): boolean => person >= guardians && person < guardians + minors;
  /** What is brought to a person is kept by the platform where it is at home; accounts that nobody uses have theirs abroad. */
  const platformOf = (person: number): number => {
    if (person < firstNeighbour) return 0;
    return person < firstNewcomer ? 1 + ((person - firstNeighbour) % others.length) : 1;
  };
  const settlement = settlers && settlementOf(settlers, seating, persons, platformOf, values);
  return {
    register: register(seating),
    authorities,
    federationOf,
    authorityOf: (one) => authorities[federationOf(one)]!,
    settlement,
    avatarAgents,
    plaza,
    characters: characterSeats,
    others,
    persons,
    ages: groups.flatMap(([name, many]) =>
      new Array<TrueAge>(many).fill(name === 'child' || name === 'teen' ? name : 'adult'),
    ),
    guardian: Int32Array.from(names, (_, person) =>
      isMinor(person) ? persons.first + ((person - guardians) % guardians) : -1,
    ),
    firstAdult,
    firstNeighbour,
    firstNewcomer,
    home: Int32Array.from(names, (_, person) => homeOf(person)),
  };
}

/** Whether a true age is a minor's. */
export const isMinorAge = (age: TrueAge): boolean => age !== 'adult';
/** Rank of the highest rating that is for a true age. */
export const rankOfAge: Readonly<Record<TrueAge, number>> = { child: 0, teen: 1, adult: 2 };
