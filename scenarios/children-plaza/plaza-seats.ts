import type { AgeBand } from '../../sim/framework/messages/plaza.ts';
import { seatAuthority } from '../kit/seats/authority.ts';
import type { AuthoritySeats } from '../kit/seats/authority.ts';
import { Seating, register } from '../kit/seating.ts';
import type { Register, Seats } from '../kit/seating.ts';
import type { PlazaParameters } from './parameters.ts';

/** True ages, as bands: a fact of the cast. */
export type TrueAge = Exclude<AgeBand, 'unknown'>;

/** Everybody by number: the authority, avatar agents, the plaza, characters, then people: guardians, children, teens, adults. */
export interface PlazaSeats {
  readonly register: Register;
  readonly authority: AuthoritySeats;
  readonly avatarAgents: Seats<'avatar-agent'>;
  readonly plaza: Seats<'entity-agent'>;
  readonly characters: Seats<'ai-agent'>;
  readonly persons: Seats<'person'>;
  /** True age of each person. */
  readonly ages: readonly TrueAge[];
  /** Guardian of each person as a node, -1 for one who has none: minors have them in turn. */
  readonly guardian: Int32Array;
  /** Where adults who are nobody's guardian begin, as an index of persons. */
  readonly firstAdult: number;
}

/** Numbers everybody. */
export function seatPlaza({ guardians, children, teens, adults, characters, doors }: PlazaParameters): PlazaSeats {
  const seating = new Seating();
  const party = 'plaza';
  const authority = seatAuthority(seating);
  const avatarAgents = seating.take('avatar-agent', { name: 'avatar-agent.plaza', party, count: doors });
  const plaza = seating.take('entity-agent', { name: 'entity-agent.plaza', party });
  const characterSeats = seating.take('ai-agent', { name: 'characters', party, count: characters });
  const minors = children + teens;
  const groups = [
    ['guardian', guardians],
    ['child', children],
    ['teen', teens],
    ['adult', adults],
  ] as const;
  const names = groups.flatMap(([name, many]) => Array.from({ length: many }, (_, index) => `${name}-${index + 1}`));
  const persons = seating.take('person', {
    name: 'persons',
    party: 'people',
    count: names.length,
    nameEach: (index) => names[index]!,
  });
  const isMinor = (person: number): boolean => person >= guardians && person < guardians + minors;
  return {
    register: register(seating),
    authority,
    avatarAgents,
    plaza,
    characters: characterSeats,
    persons,
    ages: groups.flatMap(([name, many]) => new Array<TrueAge>(many).fill(name === 'guardian' ? 'adult' : name)),
    guardian: Int32Array.from(names, (_, person) =>
      isMinor(person) ? persons.first + ((person - guardians) % guardians) : -1,
    ),
    firstAdult: guardians + minors,
  };
}

/** Whether a true age is a minor's. */
export const isMinorAge = (age: TrueAge): boolean => age !== 'adult';
/** Rank of the highest rating that is for a true age. */
export const rankOfAge: Readonly<Record<TrueAge, number>> = { child: 0, teen: 1, adult: 2 };
