import { expect, test } from 'vitest';
import { mapsRoom, seatHouse } from '../kit/house.ts';
import type { House } from '../kit/house.ts';
import { valuesAt } from '../values.ts';
import { firstSubjectWithoutNode, purposes, quantities } from '../../sim/framework/datum.ts';
import type { Quantity } from '../../sim/framework/datum.ts';
import { joined } from '../../sim/framework/figure.ts';
import type { Cast, Size } from '../../sim/framework/scenario.ts';
import { isOn } from '../../sim/framework/schedule.ts';
import type { MeetingRoomParameters } from './parameters.ts';
import { houseTerms } from './house.ts';
import { meetingRoomMapping } from './scenario.ts';

const valuesOf = (size: Size, set: Partial<MeetingRoomParameters> = {}): MeetingRoomParameters =>
  ({ ...valuesAt(meetingRoomMapping, size), ...set }) as MeetingRoomParameters;
const houseOf = (set: Partial<MeetingRoomParameters>): House => {
  const values = valuesOf('smoke', set);
  return seatHouse(houseTerms(values), values, 1);
};
const castOf = (set: Partial<MeetingRoomParameters> = {}, seed = 1): Cast =>
  meetingRoomMapping.build(valuesOf('smoke', set), seed);

test('consent on record covers rooms, things and persons, each for what was agreed to', () => {
  const cast = castOf();
  const { things, persons } = houseOf({});
  const { household } = cast;
  const gateway = cast.placements.find(({ component }) => component.role === 'gateway')!.first;
  const thingFor = (quantity: Quantity): number => {
    const thing = things.first + things.quantity.indexOf(quantities.indexOf(quantity));
    expect(household.quantityOf(thing)).toBe(quantity);
    return thing;
  };
  const agreedFor = (subject: number): string =>
    purposes.filter((purpose) => household.consents(subject, purpose, 0)).join(' ');
  const sensed = 'twin aggregate occupancy archive query';
  expect(agreedFor(firstSubjectWithoutNode)).toBe(sensed);
  expect(agreedFor(thingFor('motion'))).toBe(sensed);
  expect(agreedFor(thingFor('temperature'))).toBe(sensed);
  expect(agreedFor(thingFor('camera'))).toBe('twin');
  expect(agreedFor(persons.first)).toBe(purposes.join(' '));
  for (const nobody of [gateway, household.nodes, -1, firstSubjectWithoutNode + things.rooms]) {
    expect(agreedFor(nobody)).toBe('');
  }
});

test('a thousand single sensors have the same numbers, names and rooms as a population of a thousand', () => {
  const one = castOf({ rooms: 200, population: 'one' });
  const singles = castOf({ rooms: 200, population: 'singles' });
  const sensorNodes = (cast: Cast): number[] =>
    cast.placements
      .filter(({ device }) => device === 'constrained')
      .flatMap(({ first, count }) => Array.from({ length: count }, (_, index) => first + index));
  expect(sensorNodes(singles)).toEqual(sensorNodes(one));
  expect(singles.placements.length - one.placements.length).toBe(999);
  expect(singles.household.nodes).toBe(one.household.nodes);
  for (let node = 0; node < one.household.nodes; node += 7) {
    expect(singles.household.nameOf(node)).toBe(one.household.nameOf(node));
  }
});

test('the same seed names everybody the same, another seed does not', () => {
  const names = (seed: number): string[] => {
    const { household } = castOf({}, seed);
    return Array.from({ length: household.nodes }, (_, node) => household.nameOf(node));
  };
  expect(names(1)).toEqual(names(1));
  expect(names(1)).not.toEqual(names(2));
});

test('what the policy permits to honest people is what they are entitled to', () => {
  const cast = castOf({ rooms: 3, persons: 12, guests: 3 });
  const everybody = houseOf({ rooms: 3, persons: 12, guests: 3 });
  let commands = 0;
  for (let person = everybody.persons.first; person < everybody.register.nodes; person++) {
    for (let thing = 0; thing < everybody.things.count; thing++) {
      const permitted = cast.household.may(person, 'command', thing);
      if (permitted) commands += 1;
      for (const atNs of [0, 30e9, 60e9, 90e9]) {
        const booked = isOn(everybody.bookings, everybody.things.room[thing]!, atNs);
        const lock = cast.household.quantityOf(thing) === 'lock';
        expect(cast.entitlements.mayCommand(person, thing, atNs)).toBe(permitted && (!lock || booked));
      }
    }
    for (let room = 0; room < 3; room++) {
      const archive = cast.entitlements.mayKnow(person, 'personal', firstSubjectWithoutNode + room, 0);
      expect(archive).toBe(cast.household.may(person, 'query', room));
    }
  }
  expect(commands).toBeGreaterThan(0);
});

test('a provider may know a window of a room, but not what tells of the people in it, nor a single reading', () => {
  const cast = castOf();
  const provider = cast.stage.insiders['provider']!;
  const sensor = cast.stage.victims[0]!.thing;
  expect(cast.entitlements.mayKnow(provider, 'operational', firstSubjectWithoutNode, 0)).toBe(true);
  expect(cast.entitlements.mayKnow(provider, 'personal', firstSubjectWithoutNode, 0)).toBe(false);
  expect(cast.entitlements.mayKnow(provider, 'operational', sensor, 0)).toBe(false);
  expect(cast.entitlements.mayKnow(cast.household.nodes, 'operational', sensor, 0)).toBe(false);
  expect(cast.household.inputsFor('occupancy')).not.toContain('motion');
});

test('attackers find on stage what they need, and only things that exist', () => {
  const cast = castOf();
  const { stage, household } = cast;
  expect(household.roleOf(stage.accounts['guest']!.person)).toBe('person');
  expect(household.may(stage.accounts['guest']!.person, 'command', stage.copies['lock']!.node)).toBe(false);
  expect(household.quantityOf(stage.copies['lock']!.node)).toBe('lock');
  expect(household.quantityOf(stage.copies['camera']!.node)).toBe('camera');
  expect(household.roleOf(stage.insiders['storage']!)).toBe('secure-storage');
  expect(stage.victims.map(({ thing, report }) => household.quantityOf(thing) === report.quantity)).not.toContain(
    false,
  );
  for (const { from, to, point } of Object.values(stage.wires)) {
    expect(joined(point, household.roleOf(from), household.roleOf(to))).toBe(true);
  }
});

test('platforms that take rooms in turn map each room once', () => {
  const everybody = houseOf({ rooms: 6, platforms: 3, mapping: 'alternate' });
  expect([...everybody.mappedBy]).toEqual([1, 2, 4, 1, 2, 4]);
  for (let person = 0; person < everybody.people.count; person++) {
    const door = everybody.people.avatarAgent[person]!;
    const platform = everybody.platforms.findIndex(({ avatarAgent }) => avatarAgent.first === door);
    expect(mapsRoom(everybody, everybody.people.room[person]!, platform)).toBe(true);
  }
});

test('a million sensors are numbered in one contiguous range, and servers have cores for them', () => {
  const cast = meetingRoomMapping.build(valuesOf('stress'), 1);
  const sensors = cast.placements.find(({ name }) => name === 'sensors')!;
  expect([sensors.first, sensors.count]).toEqual([0, 1_000_000]);
  expect(cast.placements.find(({ name }) => name === 'iot-platform')!.cores).toBeGreaterThan(2);
});

test('a booking that lasts longer than the time between two is refused in one line', () => {
  expect(() => castOf({ bookedSeconds: 500 })).toThrow(/^bookedSeconds 500: [^\n]*bookingEverySeconds 120$/);
});
