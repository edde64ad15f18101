import { faker as english } from '@faker-js/faker/locale/en';
import type { Faker } from '@faker-js/faker';
import { quantityOf } from '../../sim/components/things.ts';
import { epochMillis } from '../../sim/framework/time.ts';
import { Stream, keyOf } from '../../sim/kernel/stream.ts';
import type { House } from './house.ts';
import { seatsOfPlatform } from './seats/platform.ts';
import { sits } from './seating.ts';

/** Names of nodes, each unique: they stand in credentials. And of subjects as people say them. */
export interface Names {
  nameOf(node: number): string;
  subjectName(subject: number): string;
}

/** Rooms whose devices are given names of their own; the rest are numbered (assumption: naming takes 20 us each). */
const namedRooms = 64;
/** Persons who are given names of their own. */
const namedPersons = 2000;

/** What a name in a credential may hold. */
const plain = (text: string): string => text.replaceAll(/[^A-Za-z0-9 .'-]/g, '').trim();

/** Names persons, avatars, platforms, providers, and the devices of the first rooms, from a named stream. */
export function nameEverybody(house: House, seed: number): Names {
  const faker = fakerOn(new Stream(keyOf(seed, 'building', 'names')));
  const names = new Map<number, string>();
  const spoken = new Map<number, string>();
  const { things, persons, register } = house;

  house.platforms.forEach((platform, index) => {
    const company = plain(faker.company.name());
    for (const { role, first } of seatsOfPlatform(platform)) {
      spoken.set(first, `${role} of ${company} (platform ${index + 1})`);
    }
  });
  house.providers.forEach(({ first }, index) =>
    spoken.set(first, `${plain(faker.company.name())} (provider ${index + 1})`),
  );
  for (const { devices } of house.sites) {
    for (let node = devices.first; sits(node, devices); node++) {
      const room = things.room[node - things.first]!;
      if (room >= namedRooms) break;
      const kind = quantityOf(things, node - things.first);
      names.set(node, `${kind}-${plain(faker.word.adjective())}-${plain(faker.word.noun())}.room-${room + 1}`);
    }
  }
  for (let person = 0; person < Math.min(persons.count, namedPersons); person++) {
    const name = plain(faker.person.fullName());
    names.set(persons.first + person, `${name} ${person + 1}`);
    spoken.set(persons.first + person, `${name} as ${plain(faker.internet.username())}`);
  }

  const numbered = (node: number): string => {
    const seats = register.seatsOf(node);
    return seats === undefined ? `outsider-${node}` : seats.nameEach(node - seats.first);
  };
  const nameOf = (node: number): string => names.get(node) ?? numbered(node);
  return { nameOf, subjectName: (subject) => spoken.get(subject) ?? nameOf(subject) };
}

/** A faker of one locale that draws from a stream and counts dates from the run's epoch. */
function fakerOn(stream: Stream): Faker {
  // By way of the English instance: importing the class itself would load every locale, a fifth of a second a command.
  const FakerOfOneLocale = english.constructor as typeof Faker;
  const randomizer = { next: () => stream.uniform(), seed: () => undefined };
  const faker = new FakerOfOneLocale({ locale: english.rawDefinitions, randomizer });
  faker.setDefaultRefDate(epochMillis);
  return faker;
}
