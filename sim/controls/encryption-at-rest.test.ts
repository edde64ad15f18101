import { describe, expect, test } from 'vitest';
import { encryptionAtRest } from './encryption-at-rest.ts';
import { annsRoom, atWork, deed, post } from './testing/house.ts';
import { terms } from './testing/terms.ts';

const guard = atWork(encryptionAtRest);
const storageKey = terms.secret();
const record = { room: annsRoom, window: 1, temperature: 21, humidity: 40, light: 300, co2: 600, motion: 0 };
const body = { key: 'a room, a window', record };
const storing = () => deed({ deed: 'store', purpose: 'archive', subject: annsRoom, kind: 'keep', body });
const loading = (sealed: ReturnType<typeof storing>['sealed'], subject = annsRoom) =>
  deed({ deed: 'load', purpose: 'archive', subject, kind: 'keep', body: null, sealed });
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
