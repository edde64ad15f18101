import type { Accord, Bar, Wills } from '../../sim/components/plaza-wills.ts';
import type { AgeBand } from '../../sim/framework/messages/plaza.ts';
import { seconds } from '../../sim/framework/time.ts';
import { Stream, keyOf } from '../../sim/kernel/stream.ts';
import type { PlazaParameters } from './parameters.ts';
import { isMinorAge } from './plaza-seats.ts';
import type { PlazaSeats } from './plaza-seats.ts';

/** Who claims what age, who knows whom, and who wants what of whom: facts of the cast that people act out. */
export interface Society {
  /** What each claims to be. */
  readonly claims: readonly AgeBand[];
  /** Those whom each knows, as nodes. */
  readonly circles: readonly (readonly number[])[];
  readonly wills: Wills;
  /** Those who visit other plazas, by index: people of the first plaza; neighbours do too. */
  readonly travellers: ReadonlySet<number>;
  /** Persons whose age no authority has assured, by index. */
  readonly unassured: ReadonlySet<number>;
  /** Those who use one secret for their accounts with all platforms, by index. */
  readonly reusers: ReadonlySet<number>;
  /** Roles in the story, by index: a child that tells its age truly, who bars whom from the beginning, and an adult whom no guardian allows anything. */
  readonly child: number;
  readonly barring: number;
  readonly barred: number;
  readonly stranger: number;
  /** A neighbour whom the child's guardian lets contact it. */
  readonly neighbour: number;
}

/** Draws `many` of `from`, in the order of their numbers. */
function drawn(stream: Stream, from: readonly number[], many: number): ReadonlySet<number> {
  const left = [...from];
  const found: number[] = [];
  while (found.length < many && left.length > 0) found.push(...left.splice(stream.below(left.length), 1));
  return new Set(found);
}

/** Makes the society of a plaza: the first adult bars the last but one, the second the third; the last is allowed nothing by anybody. */
export function societyOf(seats: PlazaSeats, values: PlazaParameters, seed: number): Society {
  const { ages, guardian, persons, firstAdult, firstNeighbour, firstNewcomer } = seats;
  const everybody = ages.map((_, person) => person);
  const minors = everybody.filter((person) => isMinorAge(ages[person]!));
  const adults = everybody.slice(firstAdult, firstNeighbour);
  const neighbours = everybody.slice(firstNeighbour, firstNewcomer);
  const [stranger, barred] = [adults.at(-1)!, adults.at(-2)!];
  const friends = adults.slice(0, -2);
  const nodeOf = (person: number): number => persons.first + person;

  // One minor at least tells its age as it is.
  const boasters = drawn(
    new Stream(keyOf(seed, 'plaza', 'boasters')),
    minors.slice(1),
    Math.ceil(values.boastShare * minors.length),
  );
  const friendOf = (minor: number): number => friends[(minor - minors[0]!) % friends.length]!;
  const neighbourOf = (minor: number): number => neighbours[(minor - minors[0]!) % neighbours.length]!;
  const accords = minors.flatMap((minor, order): readonly Accord[] =>
    [friendOf(minor), neighbourOf(minor)].map((friend) => ({
      guardian: guardian[minor]!,
      minor: nodeOf(minor),
      friend: nodeOf(friend),
      fromNs: 0,
      untilNs: seconds(values.withdrawAtSeconds + order),
    })),
  );
  const bars: readonly Bar[] = [
    { by: nodeOf(adults[0]!), of: nodeOf(barred), fromNs: 0 },
    { by: nodeOf(adults[1]!), of: nodeOf(adults[2]!), fromNs: seconds(values.barAtSeconds) },
  ];

  /** The next of a group, going round. */
  const next = (group: readonly number[], of: number, step: number): number =>
    group[(group.indexOf(of) + step) % group.length]!;
  const circleOf = (person: number): readonly number[] => {
    // Whom nobody uses knows nobody, and is known by nobody.
    if (person >= firstNewcomer) return [];
    if (minors.includes(person)) {
      const known = [next(minors, person, 1), next(minors, person, 2), friendOf(person), neighbourOf(person)].map(
        nodeOf,
      );
      return [guardian[person]!, ...known];
    }
    const charges = minors.filter((minor) => guardian[minor] === nodeOf(person));
    const befriended = minors.filter((minor) => friendOf(minor) === person || neighbourOf(minor) === person);
    const grown = everybody.filter((one) => !minors.includes(one) && one < firstNewcomer);
    return [next(grown, person, 1), next(grown, person, 2), ...charges, ...befriended].map(nodeOf);
  };

  // Those with a part in the story at the first plaza stay there.
  const mayGo = [friends.slice(1), minors.slice(1).toReversed()];
  const inTurn = friends.concat(minors).flatMap((_, turn) => mayGo.flatMap((group) => group.slice(turn, turn + 1)));

  return {
    claims: ages.map((age, person): AgeBand => (boasters.has(person) ? 'adult' : age)),
    circles: everybody.map(circleOf),
    wills: { bars, accords },
    reusers: drawn(
      new Stream(keyOf(seed, 'plaza', 'reusers')),
      everybody.slice(0, firstNewcomer),
      Math.ceil(values.reuseShare * firstNewcomer),
    ),
    unassured: new Set([...friends.slice(3, 3 + values.unassured), ...everybody.slice(firstNewcomer)]),
    child: minors[0]!,
    barring: adults[0]!,
    barred,
    stranger,
    travellers: new Set(inTurn.slice(0, values.travellers)),
    neighbour: neighbourOf(minors[0]!),
  };
}
