import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ContactConsent, Say, Visit } from '../framework/messages/plaza.ts';
import { avatarAgent } from './avatar-agent.ts';
import { plazaVisitor } from './plaza-visitor.ts';
import type { PlazaVisitorSettings } from './plaza-visitor.ts';
import { at, auditNode, enrolment } from './testing/one-room.ts';
import { Driven } from './testing/recording-io.ts';
import type { Said } from './testing/recording-io.ts';

const doorNode = 37;
const [guardian, child, ann, ben] = [80, 81, 82, 83];
const settings: PlazaVisitorSettings = {
  people: {
    first: guardian,
    count: 4,
    spot: new Int32Array(4),
    avatarAgent: new Int32Array(4).fill(doorNode),
    guardian: Int32Array.of(-1, guardian, -1, -1),
  },
  characters: { first: 40, spot: Int32Array.of(0) },
  library: { first: [0, 10, 20, 30] },
  claims: ['adult', 'adult', 'adult', 'adult'],
  ranks: Uint8Array.of(2, 0, 2, 2),
  circles: [[child], [ann], [ben], [ann]],
  teenShare: 0.3,
  adultShare: 0.3,
  strangerShare: 0.2,
  wills: {
    bars: [{ by: ann, of: ben, fromNs: 50e9 }],
    accords: [{ guardian, minor: child, friend: ann, fromNs: 0, untilNs: 70e9 }],
  },
  absent: new Set(),
  journeys: { mayVisit: [[], [], [], []], stayMeanNs: 60e9, leaseNs: 60e9 },
  arriveWithinNs: 5e9,
  restateNs: 20e9,
  sayMeanNs: 5e9,
  contactMeanNs: 5e9,
  askMeanNs: 10e9,
  lookupMeanNs: 10e9,
  patienceNs: 4e9,
  tries: 3,
};
const visitorOf = (node: number) => new Driven(plazaVisitor(settings), node);
type Visitor = ReturnType<typeof visitorOf>;

/** What comes back to something that a visitor said; undefined where nothing does. */
const answerTo = ({ kind, number }: Said, done: 0 | 1 = 1) => {
  if (kind === 'enter') return { kind: 'entered' as const, from: doorNode, re: number, body: { token: null } };
  return { kind: 'answer' as const, from: doorNode, re: number, body: { done } };
};
/** Runs a visitor, second by second, and answers all or part of what it says. */
const live = (visitor: Visitor, untilNs: number, answers: (said: Said) => boolean = () => true): readonly Said[] => {
  const all: Said[] = [];
  for (let nowNs = visitor.io.now; nowNs <= untilNs; nowNs += 1e9) {
    let open: readonly Said[] = visitor.runUntil(nowNs);
    while (open.length > 0) {
      all.push(...open);
      open = open.filter(answers).flatMap((said) => visitor.hear(answerTo(said) as never));
    }
  }
  return all;
};
const ofKind = <Body>(said: readonly Said[], kind: Said['kind']): readonly Body[] =>
  said.flatMap((one) => (one.kind === kind ? [one.body as Body] : []));

test('a visitor enters, states its age and whom it bars, and states it again before long', () => {
  const visitor = visitorOf(ann);
  visitor.start();
  const said = live(visitor, 100e9);
  expect(said.slice(0, 2).map(({ kind }) => kind)).toEqual(['enter', 'visit']);
  expect(visitor.io.finished[0]).toMatchObject({ operation: 'enter', done: 1 });
  const visits = ofKind<Visit>(said, 'visit');
  expect(visits.length).toBeGreaterThan(4);
  for (const { barred, at: saidNs } of visits) expect(barred).toEqual(saidNs >= 50e9 ? [ben] : []);
  expect(visits.some(({ at: saidNs }) => saidNs === 50e9)).toBe(true);
});

test('a guardian states who may contact its minor, at once where that changes, and again until it is answered', () => {
  const visitor = visitorOf(guardian);
  visitor.start();
  const said = live(visitor, 100e9, ({ kind }) => kind !== 'contactConsent');
  const consents = ofKind<ContactConsent>(said, 'contactConsent');
  for (const { minor, friends, at: saidNs } of consents) {
    expect([minor, friends]).toEqual([child, saidNs < 70e9 ? [ann] : []]);
  }
  expect(consents.filter(({ at: saidNs }) => saidNs >= 70e9 && saidNs < 82e9).length).toBeGreaterThanOrEqual(3);
  expect(visitor.io.finished).toContainEqual(expect.objectContaining({ operation: 'guard', done: 0 }));
});

test('who has no minors allows nobody anything and looks after nobody', () => {
  const visitor = visitorOf(ben);
  visitor.start();
  const kinds = new Set(live(visitor, 200e9).map(({ kind }) => kind));
  expect([...kinds].toSorted()).toEqual(['enter', 'say', 'visit']);
});

test('nobody says or shows what is above its own age, and grown-ups say such things too', () => {
  const ratingsOf = (node: number): ReadonlySet<string> => {
    const visitor = visitorOf(node);
    visitor.start();
    return new Set(ofKind<Say>(live(visitor, 400e9), 'say').map(({ rating }) => rating));
  };
  expect([...ratingsOf(child)]).toEqual(['all']);
  expect([...ratingsOf(ann)].toSorted()).toEqual(['adult', 'all', 'teen']);
});

test('what a visitor wants to say, and when, is the same whether or not anybody answers it', () => {
  const wishes = (answered: boolean): unknown[] => {
    const visitor = visitorOf(ann);
    visitor.start();
    const said = live(visitor, 300e9, ({ kind }) => answered || kind !== 'say');
    return said.flatMap(({ kind, body }) => (kind === 'say' ? [body] : []));
  };
  expect(wishes(true)).toEqual(wishes(false));
  expect(wishes(true).length).toBeGreaterThan(50);
});

test('what others say is met as what it is: meant for one, or said to all', () => {
  const visitor = visitorOf(ann);
  const speech = {
    person: ben,
    manner: 'say',
    content: 3,
    rating: 'all',
    asks: null,
    about: -1,
    listener: ann,
  } as const;
  visitor.hear({ kind: 'speech', from: doorNode, body: { ...speech, to: ann } });
  visitor.hear({ kind: 'speech', from: doorNode, body: { ...speech, to: -1 } });
  expect(visitor.io.used.map(({ purpose }) => purpose)).toEqual(['contact', 'hearing']);
});

test('whatever is lost, answered twice or late, and whenever a visitor restarts, all that it wanted comes to an end', () => {
  let ended = 0;
  const lost = fc.array(fc.constantFrom('lost', 'once', 'twice', 'late'), { minLength: 40, maxLength: 40 });
  fc.assert(
    fc.property(lost, fc.constantFrom(0, 20e9, 45e9), fc.constantFrom(guardian, ann), (fates, restartNs, node) => {
      const visitor = visitorOf(node);
      visitor.start();
      let count = 0;
      const late: Said[] = [];
      for (let nowNs = 0; nowNs <= 90e9; nowNs += 1e9) {
        if (nowNs === restartNs && nowNs > 0) visitor.restart();
        for (const said of late.splice(0)) visitor.hear(answerTo(said) as never);
        for (const said of visitor.runUntil(nowNs)) {
          const fate = fates[count++ % fates.length]!;
          if (fate === 'late') late.push(said);
          const times = fate === 'once' ? 1 : fate === 'twice' ? 2 : 0;
          for (let time = 0; time < times; time++) visitor.hear(answerTo(said) as never);
        }
      }
      // Nothing is answered any more, and nothing more is wanted.
      const open = visitor.state.pending.size[0]!;
      visitor.io.wakes.splice(0, Infinity, ...visitor.io.wakes.filter(({ timer }) => timer === 4));
      visitor.runUntil(200e9);
      expect(visitor.state.pending.size[0]).toBe(0);
      expect(open).toBeLessThan(64);
      ended += visitor.io.finished.length;
    }),
    { numRuns: 60, seed: 5 },
  );
  expect(ended).toBeGreaterThan(1000);
});

const doorOf = () =>
  new Driven(
    avatarAgent({
      entityAgent: at(33),
      auditLog: at(auditNode),
      enrolment,
      tokenLifeNs: 300e9,
      pendingRequests: 8,
      requestTimeoutNs: 5e9,
      visitors: { first: guardian, count: 4 },
      status: { authority: enrolment.authority, refreshNs: 60e9 },
    }),
    doorNode,
  );
const speechFor = (listener: number) => ({
  kind: 'speech' as const,
  from: 33,
  body: {
    person: ben,
    to: -1,
    manner: 'say' as const,
    content: 0,
    rating: 'all' as const,
    asks: null,
    about: -1,
    listener,
  },
});
const visitBy = (person: number, via = person) => ({
  kind: 'visit' as const,
  point: 'RP-A' as const,
  from: person,
  via,
  number: 7,
  subject: person,
  body: { person, band: 'adult' as const, barred: [], at: 0 },
});

test('an avatar agent carries speech to where its listener came from last, and to nobody who has not come', () => {
  const door = doorOf();
  expect(door.hear(speechFor(ann))).toEqual([]);
  expect(door.hear(visitBy(ann))).toMatchObject([{ how: 'forward', point: 'RP-M', to: 33 }]);
  expect(door.hear(speechFor(ann))).toMatchObject([{ how: 'forward', point: 'RP-A', to: ann }]);
  door.hear(visitBy(ann, 900));
  expect(door.hear(speechFor(ann))).toMatchObject([{ to: 900 }]);
  expect(door.hear(speechFor(999))).toEqual([]);
  door.restart();
  expect(door.hear(speechFor(ann))).toEqual([]);
});

test('a profile goes to whoever asked for it, and one that a character shows to whom it is for', () => {
  const door = doorOf();
  door.hear(visitBy(ann));
  const lookup = { kind: 'lookup' as const, point: 'RP-A' as const, from: guardian, number: 9, subject: child };
  const [inward] = door.hear({ ...lookup, body: { person: guardian, about: child } });
  const body = { about: child, band: 'child' as const, present: 1 as const, to: ann };
  expect(door.hear({ kind: 'profile', from: 33, re: inward!.number, body })).toMatchObject([
    { how: 'answer', to: guardian, re: 9 },
  ]);
  expect(door.hear({ kind: 'profile', from: 33, body })).toMatchObject([{ how: 'forward', to: ann }]);
});

test('an avatar agent without an archive declines a query, and one that keeps the status list asks for it', () => {
  const door = doorOf();
  const query = { kind: 'query' as const, from: ann, body: { room: 0, first: 0, person: ann } };
  expect(door.hear(query)).toMatchObject([{ kind: 'answer', body: { done: 0 } }]);
  door.start();
  expect(door.runUntil(60e9).filter(({ kind }) => kind === 'status')).toHaveLength(2);
  door.hear({ kind: 'statusList', from: 22, body: { list: null } });
  expect(door.io.learnt).toEqual([null]);
});

test('a visitor states its session, and comes in anew where the plaza has forgotten it', () => {
  const visitor = visitorOf(ben);
  visitor.start();
  let sessions = 0;
  const said: Said[] = [];
  for (let nowNs = 0; nowNs <= 100e9; nowNs += 1e9) {
    let open: readonly Said[] = visitor.runUntil(nowNs);
    while (open.length > 0) {
      said.push(...open);
      open = open.flatMap((one) => {
        if (one.kind !== 'enter') {
          // From the first restatement on, the first session is forgotten.
          const known = one.kind !== 'visit' || (one.body as Visit).session === (nowNs < 20e9 ? 1 : 2);
          return visitor.hear(answerTo(one, known ? 1 : 0) as never);
        }
        const body = { token: null, session: ++sessions, untilNs: nowNs + 300e9 };
        return visitor.hear({ kind: 'entered', from: doorNode, re: one.number, body });
      });
    }
  }
  expect(ofKind<Visit>(said, 'visit').map(({ session }) => session)).toEqual([1, 1, 2, 2, 2]);
});
