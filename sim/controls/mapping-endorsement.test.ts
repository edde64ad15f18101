import { describe, expect, test } from 'vitest';
import { schemeOf } from '../framework/identity-object.ts';
import type { IdentityObject } from '../framework/identity-object.ts';
import { mappingEndorsement } from './mapping-endorsement.ts';
import { atWork, cast, deed, ground, household, message, post } from './testing/house.ts';

const issuers: Readonly<Record<string, string>> = { 'registry-1': 'root 1', north: 'root 1', 'registry-2': 'root 2' };
const guard = mappingEndorsement.stand({
  ...ground(),
  household: { ...household, issuerOf: (identifier) => issuers[schemeOf(identifier)] },
});
const record = (given: Partial<IdentityObject>): IdentityObject =>
  ({ version: 1, holder: 'north', endorsedNs: 0, untilNs: 60e9, ...given }) as IdentityObject;
const thing = (given: Partial<IdentityObject> = {}): IdentityObject =>
  record({
    identifier: 'registry-2/7',
    kind: 'thing',
    counterpart: 'north/entity-7',
    issuer: 'root 2',
    ...given,
  });
const entity = (given: Partial<IdentityObject> = {}): IdentityObject =>
  record({
    identifier: 'north/entity-7',
    kind: 'entity',
    counterpart: 'registry-2/7',
    issuer: 'root 1',
    ...given,
  });
const ends = { from: cast.registry, to: cast.thingsAgent };
const agent = () => post({ place: 'RP-D', node: cast.thingsAgent, peer: cast.registry });
const translated = (object: IdentityObject, mapping: IdentityObject, at = agent()) =>
  guard.verify!(message('translated', { object, mapping }, ends), at);
const use = (body: object | null, claims: boolean | null = true, kind: 'translated' | 'resolved' = 'translated') =>
  guard.inner!(
    deed({
      purpose: 'identity',
      kind,
      from: cast.registry,
      body: body as never,
      circumstances: claims === null ? {} : { claims },
    }),
    post({ place: 'use', node: cast.thingsAgent }),
  );

describe('C49 mapping-endorsement', () => {
  test('each name counts from its own authority, wherever its record comes by', () => {
    expect(translated(thing(), entity())).toBeUndefined();
    expect(translated(thing({ issuer: 'root 1' }), entity())).toBe('untrusted-issuer');
    expect(translated(thing(), entity({ issuer: 'root 2' }))).toBe('untrusted-issuer');
    const alone = (object: IdentityObject | null) => guard.verify!(message('resolved', { object }, ends), agent());
    expect([alone(thing()), alone(thing({ issuer: 'root 1' })), alone(null)]).toEqual([
      undefined,
      'untrusted-issuer',
      undefined,
    ]);
    const copy = (object: IdentityObject) => guard.verify!(message('replicate', { object }, ends), agent());
    expect([copy(entity()), copy(entity({ issuer: 'root 2' }))]).toEqual([undefined, 'untrusted-issuer']);
  });

  test('of two storages that claim one identifier, only the one whose authority gives that name is heard', () => {
    const ofOne = thing({ identifier: 'registry-1/7', issuer: 'root 1' });
    const ofTwo = thing({ identifier: 'registry-1/7', issuer: 'root 2', version: 9 });
    const judged = [ofOne, ofTwo].map((object) => guard.verify!(message('resolved', { object }, ends), agent()));
    expect(judged).toEqual([undefined, 'untrusted-issuer']);
  });

  test('a name of no known space is nobody’s in particular, and where one authority vouches for all nothing is looked up', () => {
    expect(translated(thing({ identifier: 'elsewhere/7', issuer: 'root 9' }), entity())).toBeUndefined();
    const at = agent();
    const sole = atWork(mappingEndorsement);
    expect(sole.verify!(message('resolved', { object: thing({ issuer: 'root 9' }) }, ends), at)).toBeUndefined();
    expect(at.charged).toEqual([]);
  });

  test('a thing is taken for its own only where it and the digital entity name each other, at one holder', () => {
    expect(use({ object: thing(), mapping: entity() })).toBeUndefined();
    for (const mapping of [
      entity({ counterpart: 'registry-1/1' }),
      entity({ counterpart: '' }),
      entity({ identifier: 'north/entity-8' }),
      entity({ holder: 'south' }),
      entity({ kind: 'thing' }),
    ])
      expect(use({ object: thing(), mapping })).toBe('not-one-to-one');
    expect(use({ object: thing() }, true, 'resolved')).toBe('not-one-to-one');
  });

  test('what is another’s needs no second word, and other uses are no affair of its', () => {
    expect([use({ object: thing() }, false, 'resolved'), use({ object: thing() }, null, 'resolved')]).toEqual([
      undefined,
      undefined,
    ]);
    expect(guard.inner!(deed({ circumstances: { claims: true } }), post({ place: 'use' }))).toBeUndefined();
  });

  test('a virtual thing has no other to name: it counts by its own authority, and nothing else passes for one', () => {
    const fountain = (given: Partial<IdentityObject> = {}): IdentityObject =>
      entity({ identifier: 'north/fountain-1', kind: 'virtual', counterpart: '', ...given });
    const taken = (object: IdentityObject | null) => use({ object }, true, 'resolved');
    expect(taken(fountain())).toBeUndefined();
    for (const object of [
      null,
      fountain({ counterpart: 'registry-2/7' }),
      // A twin whose thing was sold mirrors nothing now, and is none of these.
      entity({ counterpart: '' }),
      entity(),
      thing({ counterpart: '' }),
    ])
      expect(taken(object)).toBe('not-one-to-one');
    expect(translated(thing(), fountain({ issuer: 'root 2' }))).toBe('untrusted-issuer');
  });

  test('no thing is the counterpart of a virtual thing, whatever the thing says of itself', () => {
    const impostor = thing({ counterpart: 'north/fountain-1' });
    for (const counterpart of ['', impostor.identifier]) {
      const fountain = entity({ identifier: 'north/fountain-1', kind: 'virtual', counterpart });
      expect(use({ object: impostor, mapping: fountain })).toBe('not-one-to-one');
    }
  });
});
