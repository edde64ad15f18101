import { expect, test } from 'vitest';
import type { IdentityObject } from '../framework/identity-object.ts';
import { registryReplica } from './registry-replica.ts';
import { at, authorityNode, firstAgent } from './testing/one-room.ts';
import { Driven } from './testing/recording-io.ts';
import type { Said } from './testing/recording-io.ts';

const abroad = [50, 51];
const [thing, entity] = ['registry-2/7', 'north/entity-7'];
const storageOf = (cacheNs = 5e9) =>
  new Driven(
    registryReplica({
      authority: at(authorityNode),
      identifiers: ['registry-1/1', entity],
      abroad: {
        records: [{ identifier: thing, subject: 7, storages: abroad.map((node) => at(node)) }],
        cacheNs,
        timeoutNs: 300e6,
      },
      lookupNs: 5e6,
      pendingRequests: 4,
    }),
    40,
  );
type Storage = ReturnType<typeof storageOf>;
const object = (given: Partial<IdentityObject> = {}): IdentityObject =>
  ({
    identifier: thing,
    kind: 'thing',
    counterpart: entity,
    holder: 'north',
    version: 1,
    issuer: 'root 2',
    endorsedNs: 0,
    untilNs: 60e9,
    ...given,
  }) as IdentityObject;
const mapping = object({ identifier: entity, kind: 'entity', counterpart: thing, issuer: 'root 1' });
const knowsEntity = (storage: Storage): void => {
  storage.hear({ kind: 'replicate', point: 'RP-D', from: authorityNode, subject: 7, body: { object: mapping } });
};
/** Somebody asks, and the time for looking up passes. */
const asks = (storage: Storage, number = 9): Said[] => {
  storage.hear({
    kind: 'resolve',
    point: 'RP-D',
    from: firstAgent,
    number,
    subject: 7,
    body: { identifier: thing },
  });
  return storage.runUntil(storage.io.now + 5e6);
};
const answers = (storage: Storage, question: Said, given: Partial<IdentityObject> | null = {}): Said[] => {
  const body = { object: given === null ? null : object(given) };
  const message = {
    kind: 'resolved',
    point: 'RP-D',
    from: question.to,
    re: question.number,
    subject: 7,
    body,
  } as const;
  return [...storage.hear(message), ...storage.runUntil(storage.io.now)];
};
const questions = (said: readonly Said[]) => said.filter(({ kind }) => kind === 'resolve');

test('what is on record abroad is asked for there, and goes back with the record of the entity that it feeds', () => {
  const storage = storageOf();
  knowsEntity(storage);
  const [question] = asks(storage);
  expect(question).toMatchObject({ kind: 'resolve', to: 50, point: 'RP-D', subject: 7, body: { identifier: thing } });
  storage.io.cells.length = 0;
  expect(answers(storage, question!)).toMatchObject([
    {
      kind: 'translated',
      to: firstAgent,
      re: 9,
      body: { object: { identifier: thing }, mapping: { counterpart: thing } },
    },
  ]);
  expect(storage.io.cells).toEqual(['keep 2', 'recall 2', 'recall 1']);
});

test('where the entity is not on record here, the thing’s record goes back alone', () => {
  const storage = storageOf();
  expect(answers(storage, asks(storage)[0]!)).toMatchObject([
    { kind: 'resolved', body: { object: { holder: 'north' } } },
  ]);
});

test('a copy is given out unasked for as long as agreed, and then asked for again', () => {
  const storage = storageOf();
  answers(storage, asks(storage)[0]!);
  storage.io.now = 4.9e9;
  expect(asks(storage)).toMatchObject([{ kind: 'resolved', to: firstAgent }]);
  storage.io.now = 5.1e9;
  expect(asks(storage)).toMatchObject([{ kind: 'resolve', to: 50 }]);
});

test('many who ask at once make one question, and all are told', () => {
  const storage = storageOf();
  const [question] = asks(storage, 9);
  expect(asks(storage, 10)).toEqual([]);
  expect(answers(storage, question!).map(({ re }) => re)).toEqual([9, 10]);
});

test('a storage that is silent, or knows nothing, sends one to the next, once each; then what is known goes back, however old', () => {
  const storage = storageOf();
  expect(answers(storage, asks(storage)[0]!)).toHaveLength(1);
  storage.io.now = 50e9;
  const [first] = asks(storage);
  const [second] = questions(answers(storage, first!, null));
  expect([first!.to, second!.to]).toEqual([50, 51]);
  const said = storage.runUntil(storage.io.now + 300e6);
  expect(said).toMatchObject([{ kind: 'resolved', body: { object: { version: 1, endorsedNs: 0 } } }]);
  // Who was in vain asked is left alone for as long as a copy is good.
  expect(questions(asks(storage))).toEqual([]);
});

test('nothing known and nobody there: that is said too, within the waits for all of them', () => {
  const storage = storageOf();
  asks(storage);
  const said = storage.runUntil(storage.io.now + 600e6);
  expect(questions(said).map(({ to }) => to)).toEqual([51]);
  expect(said.at(-1)).toMatchObject({ kind: 'resolved', to: firstAgent, body: { object: null } });
});

test('an answer about something else, to no question, or older than what is known changes nothing', () => {
  const storage = storageOf(0);
  answers(storage, asks(storage)[0]!, { version: 3 });
  const [question] = asks(storage);
  answers(storage, { ...question!, number: 99 }, { version: 4 });
  expect(storage.state.objects[2]).toMatchObject({ version: 3 });
  expect(answers(storage, question!, { version: 2 })).toMatchObject([{ body: { object: { version: 3 } } }]);
  const [next] = asks(storage);
  expect(questions(answers(storage, next!, { identifier: 'registry-2/8', version: 9 }))).toHaveLength(1);
  expect(storage.state.objects[2]).toMatchObject({ version: 3 });
});

test('copies from its own authority never take the place of what another federation says of its own', () => {
  const storage = storageOf();
  const body = { object: object({ version: 9 }) };
  storage.hear({ kind: 'replicate', point: 'RP-D', from: authorityNode, subject: 7, body });
  expect(storage.state.objects[2]).toBeNull();
});

test('a storage that restarts has forgotten its copies and its questions', () => {
  const storage = storageOf();
  const [question] = asks(storage);
  storage.restart();
  expect(answers(storage, question!)).toEqual([]);
  expect(storage.state.objects).toEqual([null, null, null]);
  expect(questions(asks(storage))).toHaveLength(1);
});
