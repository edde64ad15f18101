import { expect, test } from 'vitest';
import { quantities } from '../framework/datum.ts';
import type { IdentityObject } from '../framework/identity-object.ts';
import { entityAgent, entityAgentCells } from './entity-agent.ts';
import { at, auditNode, enrolment, things } from './testing/one-room.ts';
import { Driven } from './testing/recording-io.ts';
import { virtualThing } from './virtual-thing.ts';
import type { VirtualThings } from './virtual-things.ts';

const [twin, otherTwin, door, otherDoor, storage, outsider] = [40, 41, 42, 43, 44, 49] as const;
/** A fountain of one platform, and one of another. */
const virtual: VirtualThings = {
  first: 50,
  count: 2,
  quantity: new Uint8Array(2).fill(quantities.indexOf('jet')),
  room: new Int32Array(2),
  entityAgent: Int32Array.of(twin, otherTwin),
  avatarAgent: Int32Array.of(door, otherDoor),
  holders: ['north', 'south'],
  identifiers: ['north/fountain-1', 'south/fountain-1'],
};
const [fountain, otherFountain] = [50, 51] as const;

const fountainOf = () => {
  const one = new Driven(
    virtualThing({
      things: virtual,
      shownBy: [at(twin), at(otherTwin)],
      enrolment,
      initial: 20,
      pendingChanges: 2,
      observedNs: 30e9,
    }),
    fountain,
  );
  one.start();
  one.loaded(1, []);
  return one;
};
const command = (value: number, number = 41, from: number = twin) => ({
  kind: 'command' as const,
  point: 'RP-M' as const,
  from,
  subject: fountain,
  number,
  body: { quantity: 'jet' as const, value, person: 80 },
});
const observe = (from: number, subject: number = fountain) => ({
  kind: 'observe' as const,
  point: from === twin ? ('RP-M' as const) : ('RP-X' as const),
  from,
  subject,
  number: 7,
  body: { identifier: 'north/fountain-1' },
});

test('a fountain is what avatars make it: it answers once that is durable, and tells whoever observes it, here and elsewhere', () => {
  const one = fountainOf();
  expect(one.hear(observe(otherTwin))).toMatchObject([
    { how: 'reply', kind: 'report', point: 'RP-X', to: otherTwin, re: 7, body: { quantity: 'jet', value: 20 } },
  ]);
  expect(one.hear(command(70))).toEqual([]);
  const [[ticket, put]] = [...one.io.puts] as unknown as [[number, { datum: { body: unknown } }]];
  expect(put.datum.body).toMatchObject({ quantity: 'jet', value: 70 });
  expect(one.stored(ticket, 1)).toMatchObject([
    { how: 'send', kind: 'report', point: 'RP-X', to: otherTwin, subject: fountain, body: { value: 70 } },
    { how: 'send', kind: 'answer', point: 'RP-M', to: twin, re: 41, body: { done: 1 } },
  ]);
  // What it tells later descends from the wish that made it so.
  expect(one.io.cells).toEqual(['recall 0', 'keep 1', 'recall 1', 'keep 0']);
  expect(one.hear(observe(twin))).toMatchObject([{ kind: 'report', point: 'RP-M', to: twin, body: { value: 70 } }]);
  // Who has not asked again for half a minute is told no more.
  one.io.now = 31e9;
  one.hear(command(10, 42));
  expect(one.stored(3, 1)).toMatchObject([{ kind: 'answer', re: 42 }]);
});

test('a change that the medium did not take is none, and what a control forbids is not laid down', () => {
  const one = fountainOf();
  one.hear(command(70));
  expect(one.stored(2, 0)).toMatchObject([{ kind: 'answer', re: 41, body: { done: 0 } }]);
  expect(one.hear(observe(twin))).toMatchObject([{ body: { value: 20 } }]);
  one.io.allows = () => false;
  expect(one.hear(command(90))).toMatchObject([{ how: 'reply', kind: 'answer', body: { done: 0 } }]);
  expect(one.io.puts.size).toBe(1);
});

test('wishes come from its own entity agent and for it alone, as many at once as it has room for', () => {
  const one = fountainOf();
  for (const wish of [
    command(70, 1, otherTwin),
    command(70, 2, outsider),
    { ...command(70, 3), subject: otherFountain },
  ])
    expect(one.hear(wish)).toMatchObject([{ how: 'reply', body: { done: 0 } }]);
  expect(one.hear({ ...command(70, 4), body: { quantity: 'lamp', value: 1, person: 80 } })).toMatchObject([
    { body: { done: 0 } },
  ]);
  expect([one.hear(command(10, 5)), one.hear(command(20, 6))]).toEqual([[], []]);
  expect(one.hear(command(30, 7))).toMatchObject([{ how: 'reply', body: { done: 0 } }]);
  expect([one.hear(observe(outsider)), one.hear(observe(twin, otherFountain))]).toEqual([[], []]);
});

test('after a restart it is what was durable: until that is found it does nothing, and where nothing lies it is as at the beginning', () => {
  const one = fountainOf();
  one.hear(command(70));
  one.stored(2, 1);
  one.restart();
  expect([one.hear(observe(twin)), one.hear(command(10))]).toMatchObject([[], [{ body: { done: 0 } }]]);
  // An answer to the look of before the restart.
  one.loaded(1, []);
  expect(one.hear(observe(twin))).toEqual([]);
  const body = { quantity: 'jet', value: 70, at: 1 } as const;
  one.loaded(3, [{ subject: fountain, dataClass: 'operational', sizeBytes: 24, body }]);
  expect(one.hear(observe(twin))).toMatchObject([{ body: { value: 70 } }]);
});

const stateCell = entityAgentCells(things);
const twinOf = () =>
  new Driven(
    entityAgent({
      things,
      thingsAgent: at(30),
      enrolment,
      pendingCommands: 4,
      commandTimeoutNs: 5e9,
      virtual: {
        things: virtual,
        observeNs: 10e9,
        firstCell: stateCell,
        resolution: {
          things: virtual,
          identifiers: virtual.identifiers,
          holders: virtual.holders,
          holder: 'north',
          entities: [],
          mapped: Int32Array.of(1),
          storages: [at(storage)],
          refreshNs: 20e9,
          believeNs: 60e9,
          timeoutNs: 1e9,
          auditLog: at(auditNode),
          firstCell: stateCell + virtual.count,
        },
      },
    }),
    twin,
  );
const told = (subject: number, value: number, from = subject) => ({
  kind: 'report' as const,
  point: subject === fountain ? ('RP-M' as const) : ('RP-X' as const),
  from,
  subject,
  body: { quantity: 'jet' as const, value, at: 0 },
});
const record = (given: Partial<IdentityObject> = {}): IdentityObject =>
  ({
    identifier: 'south/fountain-1',
    kind: 'virtual',
    counterpart: '',
    holder: 'south',
    version: 1,
    endorsedNs: 0,
    untilNs: 1e12,
    ...given,
  }) as IdentityObject;
const seen = (agent: ReturnType<typeof twinOf>): readonly number[] => {
  const [scene] = agent.hear({ kind: 'view', from: door, body: { room: 0, person: 80 } });
  return (scene!.body as { values: readonly number[] }).values;
};

test('a platform shows its own fountain as it tells, and another’s once its storage has said that it is that platform’s', () => {
  const agent = twinOf();
  agent.start();
  agent.hear(told(fountain, 70));
  agent.hear(told(otherFountain, 30));
  expect(seen(agent)).toEqual([70]);
  const ask = agent.runUntilSaid('resolve');
  expect(ask).toMatchObject({ point: 'RP-D', to: storage, body: { identifier: 'south/fountain-1' } });
  agent.hear({ kind: 'resolved', from: storage, subject: otherFountain, re: ask.number, body: { object: record() } });
  expect(agent.io.used.at(-1)).toMatchObject({ purpose: 'identity', circumstances: { claims: true } });
  agent.hear(told(otherFountain, 30));
  expect(seen(agent)).toEqual([70, 30]);
  // Only a fountain tells what it does.
  agent.hear(told(otherFountain, 90, outsider));
  agent.hear({ ...told(fountain, 90), body: null });
  expect(seen(agent)).toEqual([70, 30]);
});

test('a record that names another holder, or that a control refuses, shows nothing, and the refusal is told', () => {
  for (const [object, allows] of [
    [record({ holder: 'east' }), true],
    [record(), false],
  ] as const) {
    const agent = twinOf();
    agent.start();
    const { number } = agent.runUntilSaid('resolve');
    agent.io.allows = (purpose) => allows || purpose !== 'identity';
    const said = agent.hear({ kind: 'resolved', from: storage, subject: otherFountain, re: number, body: { object } });
    const event = { event: 'record refused', about: otherFountain };
    expect(said).toMatchObject(allows ? [] : [{ point: 'RP-O', to: auditNode, kind: 'entry', body: event }]);
    agent.hear(told(otherFountain, 30));
    expect(seen(agent)).toEqual([]);
    expect(agent.io.finished.at(-1)).toMatchObject({ operation: 'report', done: 0 });
  }
});

test('a wish for the own fountain goes to it, one for another platform’s is declined, and the answer goes back', () => {
  const agent = twinOf();
  agent.start();
  const [down] = agent.hear({ ...command(70, 9, door), point: 'RP-M' });
  expect(down).toMatchObject({ how: 'forward', point: 'RP-M', kind: 'command', to: fountain });
  expect(agent.hear({ ...command(70, 10, door), subject: otherFountain })).toMatchObject([
    { how: 'reply', kind: 'answer', body: { done: 0 } },
  ]);
  const answer = {
    kind: 'answer' as const,
    from: fountain,
    subject: fountain,
    re: down!.number,
    body: { done: 1 as const },
  };
  expect(agent.hear(answer)).toMatchObject([{ how: 'answer', to: door, re: 9 }]);
});

test('it asks each again and again; one that does not answer is a report that failed, and after a restart nothing is known', () => {
  const agent = twinOf();
  agent.start();
  agent.hear(told(fountain, 70));
  const asked = agent.runUntil(9e9).filter(({ kind }) => kind === 'observe');
  expect(asked.map(({ point, to }) => [point, to])).toEqual([
    ['RP-M', fountain],
    ['RP-X', otherFountain],
  ]);
  expect(agent.io.finished.filter(({ operation, done }) => operation === 'report' && done === 0)).toEqual([]);
  agent.runUntil(14e9);
  expect(agent.io.finished.filter(({ operation, done }) => operation === 'report' && done === 0)).toHaveLength(1);
  expect(seen(agent)).toEqual([70]);
  agent.restart();
  expect(seen(agent)).toEqual([]);
});
