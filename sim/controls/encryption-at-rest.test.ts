import { describe, expect, test } from 'vitest';
import type { Household, WireMessage } from '../framework/control.ts';
import type { Bodies } from '../framework/message.ts';
import { SessionRows } from '../framework/session-rows.ts';
import { encryptionAtRest } from './encryption-at-rest.ts';
import { SubjectKeys } from './subject-keys.ts';
import { annsRoom, atWork, cast, deed, household, message, post } from './testing/house.ts';
import { terms } from './testing/terms.ts';

const guard = atWork(encryptionAtRest());
const storageKey = terms.secret();
const record = { room: annsRoom, window: 1, temperature: 21, humidity: 40, light: 300, co2: 600, motion: 0 };
const body = { key: 'a room, a window', record };
const storing = () => deed({ deed: 'store', purpose: 'archive', subject: annsRoom, kind: 'keep', body });
const loading = (sealed: ReturnType<typeof storing>['sealed'], subject = annsRoom) =>
  deed({ deed: 'load', purpose: 'archive', subject, kind: 'keep', body: null, sealed, marks: [0] });
const at = (keys: { storageKey?: typeof storageKey } = { storageKey }) => post({ place: 'store', keys });

describe('C30 encryption at rest', () => {
  test('a record lies sealed on the medium and comes back as it was', () => {
    const stored = storing();
    expect(guard.inner!(stored, at())).toBeUndefined();
    expect(stored.body).toBeNull();
    const loaded = loading(stored.sealed);
    expect(guard.inner!(loaded, at())).toBeUndefined();
    expect(loaded).toMatchObject({ body, sealed: null });
  });

  test('a record put in the place of another subject, altered, or slipped in in clear is refused', () => {
    const stored = storing();
    guard.inner!(stored, at());
    expect(guard.inner!(loading(stored.sealed, annsRoom + 1), at())).toBe('storage-key');
    expect(guard.inner!(loading(terms.flip(stored.sealed!, 'ciphertext', 0)), at())).toBe('storage-key');
    expect(guard.inner!({ ...loading(null), body }, at())).toBe('not-sealed');
  });

  test('a node without its storage key can neither store nor load', () => {
    expect(guard.inner!(storing(), at({}))).toBe('storage-key');
  });
});

/** The house of all tests, but the provider is a storage outside. */
const withOutside: Household = {
  ...household,
  roleOf: (node) => (node === cast.provider ? 'external-storage' : household.roleOf(node)),
};

describe('C30 and copies outside', () => {
  const copying = () =>
    encryptionAtRest().stand({ mark: 0, suite: terms, household: withOutside, sessionRows: new SessionRows() });
  const sending = (peer: number) => post({ place: 'RP-S', node: cast.archive, peer });
  const kept = (sent: WireMessage): Bodies['keep']['record'] => (sent.body as Bodies['keep']).record;

  test('a copy shows its keeper whose it is and of when, and nothing else; what stays in the house is not touched', () => {
    const sent = message('keep', body, { subject: annsRoom });
    copying().protect!(sent, sending(cast.provider));
    const { sealed, ...clear } = kept(sent);
    expect(clear).toEqual({
      room: record.room,
      window: 1,
      temperature: null,
      humidity: null,
      light: null,
      co2: null,
      motion: null,
    });
    expect(sealed).toBeDefined();
    const inside = message('keep', body, { subject: annsRoom });
    copying().protect!(inside, sending(cast.connector));
    expect(inside.body).toBe(body);
  });

  test('a destroyed key is gone: the next copy is sealed under another one, which opens none of the old', () => {
    const keys = new SubjectKeys();
    const first = keys.of(cast.archive, annsRoom, terms);
    expect(keys.of(cast.archive, annsRoom, terms)).toBe(first);
    expect(keys.of(cast.archive, annsRoom + 1, terms)).not.toBe(first);
    const sealed = terms.seal(first, 'what Ann did', 'copy');
    keys.destroy(cast.archive, annsRoom);
    const second = keys.of(cast.archive, annsRoom, terms);
    expect(terms.open(second, sealed, 'copy')).toBeUndefined();
  });

  test('a request to erase on its way out destroys the key of its subject', () => {
    const guard30 = copying();
    const copyOf = (): unknown => {
      const sent = message('keep', body, { subject: annsRoom });
      guard30.protect!(sent, sending(cast.provider));
      return kept(sent).sealed;
    };
    const before = copyOf();
    const ask = { person: cast.ann, room: 0, since: 0, upTo: 1, dueNs: 1 };
    guard30.protect!(message('erase', ask, { subject: annsRoom + 1 }), sending(cast.provider));
    guard30.protect!(message('erase', ask, { subject: annsRoom }), sending(cast.provider));
    expect(copyOf()).not.toBe(before);
  });
});
