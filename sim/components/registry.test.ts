import { expect, test } from 'vitest';
import type { IdentityObject } from '../framework/identity-object.ts';
import { identityStorage } from './identity-storage.ts';
import { registryReplica } from './registry-replica.ts';
import { recordAt } from './registry.ts';
import type { BookEntry } from './registry.ts';
import { at, auditNode, authorityNode, firstAgent } from './testing/one-room.ts';
import { Driven } from './testing/recording-io.ts';

const entry = (thing: number, ...tenures: (readonly [number, string])[]): BookEntry => ({
  identifier: `shared/${thing}`,
  kind: 'thing',
  subject: thing,
  tenures: tenures.map(([fromNs, holder]) => ({ fromNs, holder, counterpart: `${holder}/${thing}` })),
});
const book = [entry(0, [0, 'north'], [25e9, 'south']), entry(1, [0, 'south'])];
const replicas = [40, 41];
const authorityOf = () =>
  new Driven(
    identityStorage({
      lifetimeNs: 3600e9,
      publishNs: 60e9,
      listLifeNs: 180e9,
      auditLog: at(auditNode),
      registry: { book, replicas: replicas.map((node) => at(node)), endorseNs: 10e9, lifeNs: 60e9 },
    }),
    authorityNode,
  );
const replicaOf = (pendingRequests = 4) =>
  new Driven(
    registryReplica({
      authority: at(authorityNode),
      identifiers: ['shared/0', 'shared/1'],
      lookupNs: 5e6,
      pendingRequests,
    }),
    replicas[0]!,
  );
const object = (given: Partial<IdentityObject> = {}): IdentityObject =>
  ({ ...recordAt(book[0]!, 0)!, issuer: 'root', endorsedNs: 1e9, untilNs: 61e9, ...given }) as IdentityObject;
const copy = (given: Partial<IdentityObject> = {}, from = authorityNode) => ({
  kind: 'replicate' as const,
  from,
  subject: 0,
  body: { object: object(given) },
});
const question = (identifier = 'shared/0', number = 9) => ({
  kind: 'resolve' as const,
  point: 'RP-D' as const,
  from: firstAgent,
  number,
  subject: 0,
  body: { identifier },
});

test('a record has a version for each tenure, and none before the first', () => {
  expect(recordAt(book[0]!, 24e9)).toMatchObject({ version: 1, holder: 'north', counterpart: 'north/0' });
  expect(recordAt(book[0]!, 25e9)).toMatchObject({ version: 2, holder: 'south', counterpart: 'south/0' });
  expect(recordAt(entry(3, [5, 'north']), 4)).toBeUndefined();
});

test('an authority vouches for all of its book at once, then for each record once a period, and for each change as it comes', () => {
  const authority = authorityOf();
  authority.start();
  const told = (untilNs: number) =>
    authority
      .runUntil(untilNs)
      .filter(({ kind, to }) => kind === 'replicate' && to === replicas[1])
      .map(({ body }) => {
        const { identifier, version, endorsedNs } = (body as { object: IdentityObject }).object;
        return `${identifier} ${version} at ${endorsedNs / 1e9}`;
      });
  expect(told(0)).toEqual(['shared/0 1 at 0', 'shared/1 1 at 0']);
  expect(told(20e9)).toEqual(['shared/0 1 at 5', 'shared/1 1 at 10', 'shared/0 1 at 15', 'shared/1 1 at 20']);
  expect(told(30e9)).toEqual(['shared/0 2 at 25', 'shared/0 2 at 25', 'shared/1 1 at 30']);
});

test('a restarted authority goes on with its book', () => {
  const authority = authorityOf();
  authority.start();
  authority.runUntil(30e9);
  authority.restart();
  const [first] = authority.runUntil(30e9).filter(({ kind }) => kind === 'replicate');
  expect(first!.body).toMatchObject({ object: { identifier: 'shared/0', version: 2, holder: 'south' } });
});

test('who may vouch for nothing tells its replicas nothing', () => {
  const authority = authorityOf();
  authority.io.endorses = false;
  authority.start();
  expect(authority.runUntil(30e9)).toEqual([]);
});

test('a replica answers after its look-up, to whom the question came from, and what it says descends from the copy alone', () => {
  const replica = replicaOf();
  replica.hear(copy());
  expect(replica.hear(question())).toEqual([]);
  const [answer] = replica.runUntil(5e6);
  expect(answer).toMatchObject({ how: 'send', to: firstAgent, re: 9, kind: 'resolved', body: { object: object() } });
  expect(replica.io.cells).toEqual(['keep 0', 'recall 0']);
});

test('a replica keeps the newest copy, and takes none from anybody but its authority', () => {
  const replica = replicaOf();
  replica.hear(copy({ version: 2, endorsedNs: 30e9 }));
  for (const older of [
    { version: 1, endorsedNs: 40e9 },
    { version: 2, endorsedNs: 30e9 },
  ])
    replica.hear(copy(older));
  replica.hear(copy({ version: 7 }, 41));
  replica.hear(copy({ identifier: 'shared/9' }));
  replica.hear(question());
  expect(replica.runUntil(1e9)[0]!.body).toMatchObject({ object: { version: 2, endorsedNs: 30e9 } });
  expect(replica.io.cells.filter((what) => what.startsWith('keep'))).toHaveLength(1);
});

test('what is not known, forgotten, or asked beyond what fits is answered with nothing, never with silence', () => {
  const replica = replicaOf(1);
  const nothing = { kind: 'resolved', body: { object: null } };
  expect(replica.hear(question('shared/9'))).toMatchObject([{ how: 'reply', ...nothing }]);
  replica.hear(copy());
  expect(replica.hear(question())).toEqual([]);
  expect(replica.hear(question('shared/0', 10))).toMatchObject([{ how: 'reply', ...nothing }]);
  expect(replica.runUntil(1e9)).toHaveLength(1);
  replica.restart();
  replica.hear(question());
  expect(replica.runUntil(2e9)).toMatchObject([{ how: 'send', ...nothing }]);
});
