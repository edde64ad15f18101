import { describe, expect, test } from 'vitest';
import { roles } from '../framework/figure.ts';
import { flows } from '../framework/flow.ts';
import { type Kind, kinds } from '../framework/message.ts';
import { leastPrivilege } from './least-privilege.ts';
import {
  annsRoom,
  atWork,
  cast,
  ground,
  household,
  message,
  post,
  proved as provedBy,
  report,
} from './testing/house.ts';

const guard = atWork(leastPrivilege);
const atDoor = { place: 'RP-A', node: cast.door } as const;
const command = (person: number, from: number, subject: number = cast.lamp) =>
  message('command', { quantity: 'lamp', value: 1, person }, { from, subject });

describe('C12 least privilege', () => {
  test('a sensor reports about itself and about nobody else', () => {
    expect(guard.verify!(report(), post())).toBeUndefined();
    expect(guard.verify!(report(21, { subject: cast.lamp }), post())).toBe('not-permitted');
  });

  test('what a person marks as urgent is so where policy lets that person hurry, by what the channel proved; inside, marks stay', () => {
    const house = { ...ground(), household: { ...household, mayHurry: (person: number) => person === cast.ann } };
    const may = (peer: number, proved?: number, stand = leastPrivilege.stand(house)) => {
      const at = post({ ...atDoor, peer, evidence: proved === undefined ? null : provedBy(proved) });
      const hastens = stand.hastens!(at);
      expect(at.charged).toEqual(['lookup']);
      return hastens;
    };
    expect([may(cast.ann), may(cast.ben), may(cast.twin)]).toEqual([true, false, true]);
    // Who has proved another name than its address is that one; who is nobody of the house may not hurry.
    expect([may(cast.ben, cast.ann), may(cast.ann, cast.ben)]).toEqual([true, false]);
    expect([may(9999), may(-1), may(9999, cast.ann)]).toEqual([false, false, true]);
    // Where the house has no such rule nobody may.
    expect(may(cast.ann, cast.ann, guard)).toBe(false);
  });

  test('a gateway reports about the things behind it', () => {
    const at = post({ node: cast.building, peer: cast.gateway, session: 2 });
    expect(guard.verify!(report(21, { from: cast.gateway }), at)).toBeUndefined();
  });

  test('a sensor may not command', () => {
    expect(guard.verify!(command(cast.ann, cast.sensor), post())).toBe('not-permitted');
  });

  test('a person commands what policy lets it command, for itself only', () => {
    const verify = (person: number, from: number, subject?: number) =>
      guard.verify!(command(person, from, subject), post({ ...atDoor, peer: from, session: 20 + from }));
    expect(verify(cast.ann, cast.ann)).toBeUndefined();
    expect(verify(cast.ann, cast.ann, cast.sensor)).toBe('not-permitted');
    expect(verify(cast.ben, cast.ben)).toBe('not-permitted');
    expect(verify(cast.ann, cast.ben)).toBe('not-permitted');
  });

  test('the twin asks the policy again for the person behind the avatar agent', () => {
    const at = post({ place: 'RP-M', node: cast.twin, peer: cast.door, session: 40 });
    expect(guard.verify!(command(cast.ann, cast.door), at)).toBeUndefined();
    expect(guard.verify!(command(cast.ben, cast.door), at)).toBe('not-permitted');
  });

  test('a person is shown the room that policy shows it, at the door and by the twin', () => {
    const look = (person: number, room: number, from: number) => message('view', { room, person }, { from });
    const door = (from: number) => post({ ...atDoor, peer: from, session: 20 + from });
    expect(guard.verify!(look(cast.ann, annsRoom, cast.ann), door(cast.ann))).toBeUndefined();
    expect(guard.verify!(look(cast.ann, annsRoom + 1, cast.ann), door(cast.ann))).toBe('not-permitted');
    expect(guard.verify!(look(cast.ann, annsRoom, cast.ben), door(cast.ben))).toBe('not-permitted');
    const twin = post({ place: 'RP-M', node: cast.twin, peer: cast.door, session: 40 });
    expect(guard.verify!(look(cast.ann, annsRoom, cast.door), twin)).toBeUndefined();
    expect(guard.verify!(look(cast.ann, annsRoom + 1, cast.door), twin)).toBe('not-permitted');
  });

  test('the archive of a room is for those who may read it', () => {
    const at = post({ place: 'RP-M', node: cast.archive, peer: cast.door, session: 41 });
    const query = (person: number, room: number) =>
      guard.verify!(message('query', { room, first: 0, person }, { from: cast.door, subject: room }), at);
    expect(query(cast.ann, annsRoom)).toBeUndefined();
    expect(query(cast.ann, annsRoom + 1)).toBe('not-permitted');
    expect(query(cast.ben, annsRoom)).toBe('not-permitted');
  });

  test('a stranger to the house may say nothing, and a new claim on the same line is judged anew', () => {
    const at = post({ peer: 99, session: 50 });
    expect(guard.verify!(report(21, { from: 99, subject: 99 }), at)).toBe('not-permitted');
    at.peer = cast.sensor;
    expect(guard.verify!(report(), at)).toBeUndefined();
    at.peer = cast.ann;
    expect(guard.verify!(report(21, { from: cast.ann }), at)).toBe('not-permitted');
  });

  test('no role may say every kind of message anywhere', () => {
    for (const role of roles) {
      const said = new Set<Kind>(flows.filter((one) => one.from === role).flatMap((one) => one.kinds));
      expect(said.size).toBeLessThan(kinds.length);
    }
  });
});
