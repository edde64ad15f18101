import { expect, test } from 'vitest';
import type { Credential } from '../framework/crypto.ts';
import { evenIntensity } from '../framework/schedule.ts';
import { avatarAgent } from './avatar-agent.ts';
import { entityAgent } from './entity-agent.ts';
import { fullFledgedDevice } from './full-fledged-device.ts';
import { identityStorage } from './identity-storage.ts';
import { iotPlatform } from './iot-platform.ts';
import { person } from './person.ts';
import { at, auditNode, authorityNode, bookings, enrolment, firstAgent, iotNode, things } from './testing/one-room.ts';
import { Driven } from './testing/recording-io.ts';

const lampNode = 5;
const lockNode = 6;
const status = { authority: at<'identity-storage'>(authorityNode), refreshNs: 60e9 };
const lampOn = {
  kind: 'command' as const,
  subject: lampNode,
  from: firstAgent,
  number: 41,
  body: { quantity: 'lamp' as const, value: 1, person: 80 },
};
const deviceOf = (node: number) =>
  new Driven(
    fullFledgedDevice({ things, iotPlatform: at(iotNode), enrolment, enrolWithinNs: 5e9, reportNs: 30e9, bookings }),
    node,
  );
const platformOf = () =>
  new Driven(
    iotPlatform({
      things,
      thingsAgents: [at(firstAgent)],
      mappedBy: Uint32Array.of(1, 1),
      enrolment,
      status,
      pendingCommands: 2,
      commandTimeoutNs: 1e9,
      commandTries: 3,
    }),
    iotNode,
  );

test('a lamp that is told to light does so, tells its new state, and answers', () => {
  const lamp = deviceOf(lampNode);
  lamp.io.senses = () => 1;
  const said = lamp.hear({ ...lampOn, from: iotNode });
  expect(lamp.io.acts).toEqual([{ quantity: 'lamp', value: 1, circumstances: { booked: true } }]);
  expect(said).toMatchObject([
    { how: 'send', kind: 'report', to: iotNode, body: { quantity: 'lamp', value: 1 } },
    { how: 'reply', kind: 'answer', to: iotNode, re: 41, body: { done: 1 } },
  ]);
});

test('a lock knows whether its room is booked, and how long ago it last acted', () => {
  const lock = deviceOf(lockNode);
  const unlock = { ...lampOn, subject: lockNode, body: { quantity: 'lock' as const, value: 0, person: 80 } };
  lock.hear(unlock);
  lock.io.now = 70e9;
  lock.hear(unlock);
  expect(lock.io.acts.map(({ circumstances }) => circumstances)).toEqual([
    { booked: true },
    { booked: false, sinceLastActNs: 70e9 },
  ]);
});

test('a device answers that it did not act where a control forbade it, or where it was not meant', () => {
  const lamp = deviceOf(lampNode);
  lamp.io.allows = () => false;
  expect(lamp.hear(lampOn)).toMatchObject([{ kind: 'answer', body: { done: 0 } }]);
  lamp.io.allows = () => true;
  const wrong = { ...lampOn, body: { quantity: 'lock' as const, value: 0, person: 80 } };
  expect(lamp.hear(wrong)).toMatchObject([{ kind: 'answer', body: { done: 0 } }]);
  expect(lamp.io.acts).toHaveLength(1);
});

test('a command goes down to its device and the answer comes back to whoever asked', () => {
  const platform = platformOf();
  const [down] = platform.hear(lampOn);
  expect(down).toMatchObject({ how: 'forward', point: 'RP-T', to: lampNode });
  const answer = {
    kind: 'answer' as const,
    subject: lampNode,
    from: lampNode,
    re: down!.number,
    body: { done: 1 as const },
  };
  // Somebody else cannot answer for the lamp, and nobody can answer twice.
  expect(platform.hear({ ...answer, from: lockNode })).toEqual([]);
  expect(platform.hear(answer)).toMatchObject([{ how: 'answer', point: 'RP-I', to: firstAgent, re: 41 }]);
  expect(platform.hear(answer)).toEqual([]);
});

test('answers go to where the request came from, whatever name it came under', () => {
  const platform = platformOf();
  const [down] = platform.hear({ ...lampOn, via: 99 });
  const answer = { kind: 'answer' as const, subject: lampNode, from: lampNode, re: down!.number };
  expect(platform.hear({ ...answer, body: { done: 1 } })).toMatchObject([{ how: 'answer', to: 99, re: 41 }]);
  platform.hear({ ...lampOn, via: 99 });
  expect(platform.runUntil(20e9).at(-1)).toMatchObject({ kind: 'answer', to: 99, re: 41, body: { done: 0 } });
});

test('a device that does not answer is told twice more, ever later, then the failure goes up', () => {
  const platform = platformOf();
  platform.hear(lampOn);
  const said = platform.runUntil(20e9);
  expect(said.map(({ kind, to, re }) => [kind, to, re])).toEqual([
    ['command', lampNode, 0],
    ['command', lampNode, 0],
    ['answer', firstAgent, 41],
  ]);
  expect(said[0]!.body).toEqual(lampOn.body);
  expect(said[2]!.body).toEqual({ done: 0 });
  // What it says again descends from what it was told.
  expect(platform.io.cells).toEqual(['keep 0', 'recall 0', 'recall 0', 'recall 0']);
});

test('an answer to the second try counts', () => {
  const platform = platformOf();
  platform.hear(lampOn);
  const [again] = platform.runUntil(1e9);
  const answer = { kind: 'answer' as const, from: lampNode, re: again!.number, body: { done: 1 as const } };
  expect(platform.hear(answer)).toMatchObject([{ to: firstAgent, re: 41 }]);
  expect(platform.runUntil(20e9)).toEqual([]);
});

test('a platform whose table is full says at once that it will not', () => {
  const platform = platformOf();
  platform.hear(lampOn);
  platform.hear({ ...lampOn, number: 42 });
  expect(platform.hear({ ...lampOn, number: 43 })).toMatchObject([{ how: 'reply', re: 43, body: { done: 0 } }]);
});

test('a restarted platform does not know what was asked before', () => {
  const platform = platformOf();
  const [down] = platform.hear(lampOn);
  platform.restart();
  expect(platform.hear({ kind: 'answer', from: lampNode, re: down!.number, body: { done: 1 } })).toEqual([]);
});

test('the twin passes wishes down and answers up, and gives up in silence what nobody answers', () => {
  const twin = new Driven(
    entityAgent({ things, thingsAgent: at(firstAgent), enrolment, pendingCommands: 1, commandTimeoutNs: 5e9 }),
    33,
  );
  const wish = { ...lampOn, from: 37, number: 5 };
  const [down] = twin.hear(wish);
  expect(down).toMatchObject({ how: 'forward', to: firstAgent });
  expect(twin.hear({ ...wish, number: 6 })).toMatchObject([{ how: 'reply', re: 6, body: { done: 0 } }]);
  expect(twin.runUntil(6e9)).toEqual([]);
  expect(twin.hear({ kind: 'answer', from: firstAgent, re: down!.number, body: { done: 1 } })).toEqual([]);
});

test('a command goes on record once it was carried out, and not when it was not or nobody had asked for it', () => {
  const terms = {
    things,
    thingsAgent: at<'things-agent'>(firstAgent),
    enrolment,
    pendingCommands: 4,
    commandTimeoutNs: 5e9,
  };
  const twin = new Driven(entityAgent({ ...terms, auditLog: at(auditNode) }), 33);
  const answered = (done: 0 | 1, re: number) =>
    twin
      .hear({ kind: 'answer', from: firstAgent, re, subject: lampNode, body: { done } })
      .map(({ kind, to, subject }) => [kind, to, subject]);
  const passed = (number: number): number => twin.hear({ ...lampOn, from: 37, number })[0]!.number;
  expect(answered(1, passed(5))).toEqual([
    ['entry', auditNode, lampNode],
    ['answer', 37, lampNode],
  ]);
  expect(answered(0, passed(6))).toEqual([['answer', 37, lampNode]]);
  expect(answered(1, 999)).toEqual([]);
});

test('an avatar agent gives a token where controls ask for one, and none where they do not', () => {
  const agent = new Driven(
    avatarAgent({
      entityAgent: at(33),
      storageAgent: at(34),
      auditLog: at(auditNode),
      enrolment,
      tokenLifeNs: 300e9,
      pendingRequests: 4,
      requestTimeoutNs: 5e9,
    }),
    37,
  );
  const enter = { kind: 'enter' as const, from: 80, subject: 80, dataClass: 'personal' as const, body: { person: 80 } };
  expect(agent.hear(enter)).toMatchObject([
    { how: 'reply', kind: 'entered', body: { token: null } },
    { kind: 'entry', to: auditNode },
  ]);
  agent.io.obliges = { ...agent.io.obliges, token: true };
  agent.io.grants = { holder: 80 } as never;
  expect(agent.hear(enter)[0]!.body).toEqual({ token: { holder: 80 } });
  // Wishes for things go to the twin, wishes for records to the archive.
  expect(agent.hear({ ...lampOn, from: 80 })).toMatchObject([{ how: 'forward', to: 33 }]);
  expect(agent.hear({ kind: 'query', from: 80, body: { room: 0, first: 0, person: 80 } })).toMatchObject([{ to: 34 }]);
});

test('a device asks for an operational credential when it starts and renews it at half its life', () => {
  const lamp = deviceOf(lampNode);
  lamp.start();
  const asked = lamp.runUntilSaid('enrol');
  expect(lamp.io.now).toBeLessThan(5e9);
  expect(asked).toMatchObject({ point: 'RP-D', to: authorityNode, body: { identifier: `node-${lampNode}` } });
  const credential = { notAfterNs: lamp.io.now + 100e9 } as Credential;
  const halfLifeNs = lamp.io.now + 50e9;
  lamp.hear({ kind: 'enrolled', from: authorityNode, re: asked.number, body: { credential } });
  expect(lamp.io.installed).toEqual([credential]);
  expect(lamp.io.finished).toMatchObject([{ operation: 'enrol', done: 1 }]);
  const kinds = lamp.runUntil(halfLifeNs - 1).map(({ kind }) => kind);
  expect(kinds).not.toContain('enrol');
  expect(lamp.runUntil(halfLifeNs).map(({ kind }) => kind)).toContain('enrol');
});

test('an authority that does not answer is asked again, then the failure is told; a late answer is not taken', () => {
  const lamp = deviceOf(lampNode);
  lamp.start();
  const asked = lamp.runUntil(12e9).filter(({ kind }) => kind === 'enrol');
  expect(asked).toHaveLength(2);
  expect(lamp.io.finished).toMatchObject([{ operation: 'enrol', done: 0 }]);
  lamp.hear({ kind: 'enrolled', from: authorityNode, re: asked[0]!.number, body: { credential: {} as Credential } });
  expect(lamp.io.installed).toEqual([]);
});

test('the identity storage publishes a list, serves it, and never issues for longer than controls allow', () => {
  const authority = new Driven(
    identityStorage({ lifetimeNs: 1e15, publishNs: 60e9, listLifeNs: 180e9, auditLog: at(auditNode) }),
    authorityNode,
  );
  authority.start();
  expect(authority.hear({ kind: 'status', from: iotNode, body: { since: 0 } })[0]!.body).toMatchObject({
    list: { issuedNs: 0, nextNs: 180e9 },
  });
  authority.runUntil(60e9);
  expect(authority.hear({ kind: 'status', from: iotNode, body: { since: 0 } })[0]!.body).toMatchObject({
    list: { issuedNs: 60e9 },
  });
  const request = { name: 'x' } as never;
  const said = authority.hear({ kind: 'enrol', from: lampNode, subject: lampNode, body: { identifier: 'x', request } });
  expect(said.map(({ kind }) => kind)).toEqual(['enrolled', 'entry']);
});

const people = {
  first: 80,
  count: 2,
  room: Int32Array.of(0, 0),
  avatarAgent: Int32Array.of(37, 37),
  standing: ['organiser', 'guest'] as const,
};
const personOf = (node: number) =>
  new Driven(
    person({
      people,
      things,
      bookings,
      arriveWithinNs: 10e9,
      stayMeanNs: 1e15,
      awayMeanNs: 10e9,
      commandMeanNs: 10e9,
      viewMeanNs: 20e9,
      queryMeanNs: 50e9,
      patienceNs: 5e9,
      enterTries: 3,
      bookingMarginNs: 5e9,
      intensity: evenIntensity,
      poseNs: 0,
    }),
    node,
  );
const come = (visitor: ReturnType<typeof personOf>): void => {
  visitor.start();
  const enter = visitor.runUntilSaid('enter');
  visitor.hear({ kind: 'entered', from: 37, re: enter.number, body: { token: null } });
  visitor.runUntil(10e9);
};

test('an organiser sets lamp and lock, and the lock only while the room is booked', () => {
  const organiser = personOf(80);
  come(organiser);
  const said: { atNs: number; thing: number }[] = [];
  for (let atNs = 11e9; atNs < 3000e9; atNs += 1e9) {
    for (const { kind, subject } of organiser.runUntil(atNs))
      if (kind === 'command') said.push({ atNs, thing: subject });
  }
  const locked = said.filter(({ thing }) => thing === lockNode);
  expect(said.length).toBeGreaterThan(200);
  expect(locked.length).toBeGreaterThan(20);
  expect(locked.every(({ atNs }) => (atNs - 1e9) % 120e9 < 60e9)).toBe(true);
});

test('a guest looks, and neither sets things nor reads the archive', () => {
  const guest = personOf(81);
  come(guest);
  const kinds = new Set(guest.runUntil(1000e9).map(({ kind }) => kind));
  expect([...kinds]).toEqual(['view']);
});

test('what a person wants, and when, is the same whether or not anybody answers', () => {
  const wishes = (answered: boolean): unknown[] => {
    const visitor = personOf(80);
    come(visitor);
    const seen: unknown[] = [];
    for (let atNs = 11e9; atNs < 600e9; atNs += 1e9) {
      for (const said of visitor.runUntil(atNs)) {
        seen.push([atNs, said.kind, said.subject, said.body]);
        if (answered) visitor.hear({ kind: 'answer', from: 37, re: said.number, body: { done: 1 } });
      }
    }
    return seen;
  };
  expect(wishes(true)).toEqual(wishes(false));
  expect(wishes(true).length).toBeGreaterThan(50);
});

test('a wish counts from its intended time, and is a failure once patience is over', () => {
  const visitor = personOf(80);
  come(visitor);
  let wish: { number: number } | undefined;
  let atNs = 10e9;
  while (wish === undefined) wish = visitor.runUntil((atNs += 1e9)).find(({ kind }) => kind === 'view');
  const intendedNs =
    visitor.io.wakes.find(({ timer, argument }) => timer === 6 && argument === wish.number)!.atNs - 5e9;
  visitor.runUntil(atNs + 6e9);
  expect(visitor.io.finished).toContainEqual({ operation: 'view', intendedNs, done: 0 });
});

test('who cannot come in tries again, then gives up, and what it wants meanwhile fails', () => {
  const visitor = personOf(80);
  visitor.start();
  const entering = visitor.runUntil(40e9).filter(({ kind }) => kind === 'enter');
  expect(entering).toHaveLength(3);
  const failed = visitor.io.finished.map(({ operation, done }) => `${operation} ${done}`);
  expect(failed).toContain('enter 0');
  expect(failed).toContain('command 0');
});
