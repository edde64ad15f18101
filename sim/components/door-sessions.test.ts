import { expect, test } from 'vitest';
import { keyOf, Stream } from '../kernel/stream.ts';
import { avatarAgent } from './avatar-agent.ts';
import { beginSession, doorSessions, forgetSessions, sessionHolds } from './door-sessions.ts';
import { at, auditNode, enrolment } from './testing/one-room.ts';
import { Driven } from './testing/recording-io.ts';

const [ann, ben] = [80, 81];
const lifeNs = 300e9;

test('a session goes on while it lasts, belongs to one person at one node, and nobody’s number is none', () => {
  const sessions = doorSessions(2, { first: ann, count: 2 });
  const random = new Stream(keyOf(1, 'door', 'sessions'));
  const begin = (index: number, person: number, now: number) =>
    beginSession(sessions, index, person, { now, random, lifeNs });
  const { session = 0, untilNs } = begin(0, ann, 0);
  expect(untilNs).toBe(lifeNs);
  expect(begin(0, ann, 100e9)).toEqual({ session, untilNs: 100e9 + lifeNs });
  expect(sessionHolds(sessions, 0, { person: ann, session }, 399e9)).toBe(true);
  expect(sessionHolds(sessions, 0, { person: ann, session }, 400e9)).toBe(false);
  expect(sessionHolds(sessions, 0, { person: ben, session }, 1)).toBe(false);
  expect(sessionHolds(sessions, 1, { person: ann, session }, 1)).toBe(false);
  expect(sessionHolds(sessions, 0, { person: ben }, 1)).toBe(false);
  expect(sessionHolds(sessions, 0, { person: ben, session: 0 }, -1)).toBe(false);
  expect(begin(0, ann, 400e9).session).not.toBe(session);
  expect(begin(0, 999, 0)).toEqual({});
  begin(1, ann, 0);
  forgetSessions(sessions, 0);
  expect([...sessions.number.subarray(0, 2)]).toEqual([0, 0]);
  expect(sessions.number[2]).toBeGreaterThan(0);
});

const doorOf = (secretRounds?: number) =>
  new Driven(
    avatarAgent({
      entityAgent: at(33),
      storageAgent: at(34),
      auditLog: at(auditNode),
      enrolment,
      tokenLifeNs: lifeNs,
      pendingRequests: 8,
      requestTimeoutNs: 5e9,
      visitors: { first: ann, count: 2 },
      sessions: true,
      ...(secretRounds === undefined ? {} : { secretRounds }),
    }),
    37,
  );
type Door = ReturnType<typeof doorOf>;

const enter = (door: Door, person: number, from = person): number | undefined => {
  const said = door.hear({ kind: 'enter', point: 'RP-A', from, subject: person, body: { person } });
  return (said.find(({ kind }) => kind === 'entered')!.body as { session?: number }).session;
};
const visit = (door: Door, person: number, session: number | undefined, via = person) =>
  door.hear({
    kind: 'visit',
    point: 'RP-A',
    from: via,
    via,
    number: 7,
    subject: person,
    body: { person, band: 'adult', barred: [], at: 0, ...(session === undefined ? {} : { session }) },
  });
const say = (door: Door, person: number, via = person) => {
  const words = { to: -1, manner: 'say', content: 0, rating: 'all', asks: null, about: -1 } as const;
  return door.hear({ kind: 'say', point: 'RP-A', from: via, via, subject: person, body: { ...words, person } });
};
const declined = [{ how: 'reply', kind: 'answer', body: { done: 0 } }];
const inward = [{ how: 'forward', point: 'RP-M', to: 33 }];

test('where sessions are in use a statement counts only with the number that its person was given', () => {
  const door = doorOf();
  expect(visit(door, ann, undefined)).toMatchObject(declined);
  const session = enter(door, ann);
  expect(visit(door, ann, session! + 1)).toMatchObject(declined);
  expect(visit(door, ben, session)).toMatchObject(declined);
  expect(say(door, ann)).toMatchObject(declined);
  expect(visit(door, ann, session)).toMatchObject(inward);
  expect(say(door, ann)).toMatchObject(inward);
});

test('a session is for who comes in itself, and its bearer takes it to another line', () => {
  const door = doorOf();
  expect(enter(door, ann, ben)).toBeUndefined();
  const session = enter(door, ann);
  visit(door, ann, session);
  expect(say(door, ann, 900)).toMatchObject(declined);
  expect(visit(door, ann, session, 900)).toMatchObject(inward);
  expect(say(door, ann, 900)).toMatchObject(inward);
  expect(say(door, ann)).toMatchObject(declined);
});

test('an archive is asked only with the number of the session of whoever is to be shown it, on any line', () => {
  const door = doorOf();
  const query = (person: number, session?: number, via = person) =>
    door.hear({
      kind: 'query',
      point: 'RP-A',
      from: via,
      via,
      number: 7,
      body: { room: 0, first: 0, person, ...(session === undefined ? {} : { session }) },
    });
  const archive = [{ how: 'forward', point: 'RP-M', to: 34, kind: 'query' }];
  expect(query(ann)).toMatchObject(declined);
  const session = enter(door, ann)!;
  expect(query(ann, session)).toMatchObject(archive);
  expect(query(ann, session, 900)).toMatchObject(archive);
  for (const refused of [query(ann), query(ann, session + 1), query(ben, session), query(900, session)])
    expect(refused).toMatchObject(declined);
});

test('after a restart of the door everybody comes in anew', () => {
  const door = doorOf();
  const session = enter(door, ann);
  door.restart();
  expect(visit(door, ann, session)).toMatchObject(declined);
  expect(visit(door, ann, enter(door, ann))).toMatchObject(inward);
});

test('where a secret is asked for, who shows it is taken for its person on any line, and nobody comes in without it', () => {
  const door = doorOf(10_000);
  door.io.admits = (person, secret) => person === ann && secret === 'of ann';
  const signIn = (from: number, person: number, secret?: string) =>
    door.hear({
      kind: 'enter',
      point: 'RP-A',
      from,
      subject: person,
      body: secret === undefined ? { person } : { person, secret },
    });
  for (const refused of [signIn(ann, ann), signIn(ann, ann, 'of ben'), signIn(ben, ben, 'of ann')])
    expect(refused).toMatchObject([...declined, { kind: 'entry', body: { event: 'sign-in declined' } }]);
  // Without a secret there is nothing to hash.
  expect(door.io.worked).toEqual([10_000, 10_000]);
  const { session } = signIn(ben, ann, 'of ann').find(({ kind }) => kind === 'entered')!.body as { session?: number };
  expect(visit(door, ann, session, ben)).toMatchObject(inward);
  expect(say(door, ann, ben)).toMatchObject(inward);
});
