import { faker as english } from '@faker-js/faker/locale/en';
import type { Faker } from '@faker-js/faker';
import { quantities } from '../../sim/framework/datum.ts';
import { epochMillis } from '../../sim/framework/time.ts';
import { Stream, keyOf } from '../../sim/kernel/stream.ts';
import { platformRoles } from './roster.ts';
import type { Roster } from './roster.ts';

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
export function nameEverybody(roster: Roster, seed: number): Names {
  const faker = fakerOn(new Stream(keyOf(seed, 'building', 'names')));
  const names = new Map<number, string>();
  const spoken = new Map<number, string>();
  const { things, sensors, platforms, people } = roster;

  platforms.forEach((platform, index) => {
    const company = plain(faker.company.name());
    platformRoles.forEach((role) => {
      names.set(platform[role], `${dashed(role)}.${platform.party}`);
      spoken.set(platform[role], `${dashed(role)} of ${company} (platform ${index + 1})`);
    });
  });
  for (let provider = 0; provider < roster.providers; provider++) {
    names.set(roster.firstProvider + provider, `external-dpm.provider-${provider + 1}`);
    spoken.set(roster.firstProvider + provider, `${plain(faker.company.name())} (provider ${provider + 1})`);
  }
  for (let thing = sensors; thing < things.count; thing++) {
    const room = things.room[thing]!;
    if (room >= namedRooms) break;
    const kind = quantities[things.quantity[thing]!]!;
    names.set(thing, `${kind}-${plain(faker.word.adjective())}-${plain(faker.word.noun())}.room-${room + 1}`);
  }
  for (let person = 0; person < Math.min(people.count, namedPersons); person++) {
    const name = plain(faker.person.fullName());
    names.set(people.first + person, `${name} ${person + 1}`);
    spoken.set(people.first + person, `${name} as ${plain(faker.internet.username())}`);
  }

  const numbered = (node: number): string => {
    if (node < 0 || node >= roster.nodes) return `outsider-${node}`;
    if (node < things.count) {
      const kind = quantities[things.quantity[node]!]!;
      return `${kind}-${node}.room-${things.room[node]! + 1}`;
    }
    if (node >= people.first) return `person-${node - people.first + 1}`;
    if (node < roster.iotPlatform) return `gateway-${node - roster.firstGateway + 1}.building`;
    if (node === roster.iotPlatform) return 'iot-platform.building';
    return node === roster.identityStorage ? 'identity-storage.authority' : 'audit-log.building';
  };
  const nameOf = (node: number): string => names.get(node) ?? numbered(node);
  return { nameOf, subjectName: (subject) => spoken.get(subject) ?? nameOf(subject) };
}

const dashed = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A faker of one locale that draws from a stream and counts dates from the run's epoch. */
function fakerOn(stream: Stream): Faker {
  // By way of the English instance: importing the class itself would load every locale, a fifth of a second a command.
  const FakerOfOneLocale = english.constructor as typeof Faker;
  const randomizer = { next: () => stream.uniform(), seed: () => undefined };
  const faker = new FakerOfOneLocale({ locale: english.rawDefinitions, randomizer });
  faker.setDefaultRefDate(epochMillis);
  return faker;
}
