import { ageScope } from '../../sim/controls/age-assurance.ts';
import type { Household } from '../../sim/framework/control.ts';
import type { Tool } from '../../sim/framework/messages/plaza.ts';
import { sits } from '../kit/seating.ts';
import type { Works } from './library.ts';
import type { PlazaSeats } from './plaza-seats.ts';
import type { Society } from './society.ts';

/** Tools that every character was given: light, and nothing that tells of people. */
const givenTools: readonly Tool[] = ['light'];

/**
 * The defender's own rules and records: what controls judge by. Ages are those on record with the authority, assured by document or
 * estimation; of whom there is no record, no age is endorsed. What is truly allowed is declared apart, in the entitlements.
 */
export function householdOf(seats: PlazaSeats, society: Society, { foundRank }: Works, joinBits: number): Household {
  const { register, persons, ages, guardian, characters } = seats;
  const nameOf = (node: number): string => {
    const found = register.seatsOf(node);
    return found === undefined ? `outsider-${node}` : found.nameEach(node - found.first);
  };
  const guards = new Set(guardian);
  const scopes = ages.map((age, person): readonly string[] => [
    'say',
    ...(society.unassured.has(person) ? [] : [ageScope(age)]),
    ...(guards.has(persons.first + person) ? ['guard', 'lookup'] : []),
  ]);
  return {
    nodes: register.nodes,
    nameOf,
    roleOf: (node) => register.roleOf(node),
    // A guardian may speak for its own minors and ask after them; nobody has rights over anybody else.
    may: (person, kind, over) =>
      (kind === 'contactConsent' || kind === 'lookup') &&
      sits(over, persons) &&
      guardian[over - persons.first] === person,
    scopesOf: (node) => (sits(node, persons) ? scopes[node - persons.first]! : []),
    // Whoever comes in agrees to be let in and to have the wish carried out.
    consents: (subject) => sits(subject, persons),
    inputsFor: () => undefined,
    quantityOf: () => undefined,
    ratingOf: (content) => foundRank[content] ?? 0,
    joinBits,
    toolsOf: (node) => (sits(node, characters) ? givenTools : []),
  };
}
