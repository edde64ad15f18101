import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Guard } from '../framework/control.ts';
import type { Content } from '../framework/crypto.ts';
import { encryptionAtRest } from './encryption-at-rest.ts';
import { LaidTree } from './laid-tree.ts';
import { storeIntegrity } from './store-integrity.ts';
import { annsRoom, atWork, deed, post } from './testing/house.ts';
import { terms } from './testing/terms.ts';

const storageKey = terms.secret();
const at = (given: Parameters<typeof post>[0] = {}) => post({ place: 'store', keys: { storageKey }, ...given });
const bodyOf = (window: number) => ({
  room: 0,
  window,
  temperature: 21,
  humidity: 40,
  light: 300,
  co2: 600,
  motion: 0,
});
const about = { purpose: 'archive', subject: annsRoom, kind: null } as const;

/** Stores a record and gives what lies on the medium then. */
const stored = (guard: Guard, key: string, window: number) => {
  const storing = deed({ ...about, deed: 'store', key, body: bodyOf(window), marks: [] });
  expect(guard.inner!(storing, at())).toBeUndefined();
  return { body: storing.body, sealed: storing.sealed, marks: storing.marks };
};
const load = (guard: Guard, key: string, laid: Partial<ReturnType<typeof stored>>, with_ = at()) =>
  guard.inner!(deed({ ...about, deed: 'load', key, ...laid, marks: [...(laid.marks ?? [])] }), with_);
const erase = (guard: Guard, key: string) => guard.inner!(deed({ ...about, deed: 'erase', key, body: null }), at());

describe('C51 store integrity', () => {
  test('what was laid down last comes back; an older one, one of another key or an altered one does not', () => {
    const guard = atWork(storeIntegrity);
    const first = stored(guard, 'a/1', 1);
    const second = stored(guard, 'a/2', 2);
    expect(load(guard, 'a/1', first)).toBeUndefined();
    expect(load(guard, 'a/2', second)).toBeUndefined();
    expect(load(guard, 'a/2', first)).toBe('seal-broken');
    expect(load(guard, 'a/2', { ...second, body: bodyOf(3) })).toBe('seal-broken');
    const anew = stored(guard, 'a/1', 4);
    expect(load(guard, 'a/1', anew)).toBeUndefined();
    expect(load(guard, 'a/1', first), 'put back').toBe('not-current');
  });

  test('what was erased does not come back, and its place is free for another', () => {
    const guard = atWork(storeIntegrity);
    const gone = stored(guard, 'a/1', 1);
    erase(guard, 'a/1');
    expect(load(guard, 'a/1', gone)).toBe('not-current');
    const next = stored(guard, 'a/2', 2);
    expect(load(guard, 'a/2', next)).toBeUndefined();
    expect(erase(guard, 'never laid'), 'nothing to erase').toBeUndefined();
  });

  test('a record without a tag of the store, or with anything in its place, is refused; without a key nothing is stored', () => {
    const guard = atWork(storeIntegrity);
    const laid = stored(guard, 'a/1', 1);
    for (const marks of [[], [7], [null], ['tag'], [{ life: 1, tag: 2 }]])
      expect(load(guard, 'a/1', { ...laid, marks })).toBe('seal-broken');
    const other = at({ keys: { storageKey: terms.secret() } });
    expect(load(guard, 'a/1', laid, other)).toBe('seal-broken');
    const keyless = post({ place: 'store', keys: {} });
    expect(guard.inner!(deed({ ...about, deed: 'store', key: 'a/2', body: bodyOf(2) }), keyless)).toBe('storage-key');
  });

  test('a control that stands anew takes what it finds by its tag alone, and what it lays down by its tree', () => {
    const before = atWork(storeIntegrity);
    const old = stored(before, 'a/1', 1);
    // Another number is drawn for each life.
    const draws = { draw: () => 77 };
    const later = atWork(storeIntegrity);
    const laying = deed({ ...about, deed: 'store', key: 'a/2', body: bodyOf(2), marks: [] });
    later.inner!(laying, { ...at(), ...draws });
    expect(load(later, 'a/1', old)).toBeUndefined();
    erase(later, 'a/2');
    expect(load(later, 'a/2', { body: laying.body, marks: laying.marks })).toBe('not-current');
  });
});

test('the tree holds what a map of keys would, whatever is laid down, laid anew and erased', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const step = fc.record({ key, value: fc.option(fc.nat(3), { nil: undefined }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const tree = new LaidTree(terms.tree);
      const model = new Map<string, number>();
      for (const { key: one, value } of steps) {
        if (value === undefined) {
          tree.erase(one);
          model.delete(one);
        } else {
          tree.lay(one, [one, value]);
          model.set(one, value);
        }
        for (const asked of ['a', 'b', 'c', 'd', 'e'])
          for (let guess = 0; guess <= 3; guess++) {
            const leaf: Content = [asked, guess];
            expect(tree.holds(asked, leaf)).toBe(model.get(asked) === guess);
          }
      }
      expect(tree.height).toBeLessThanOrEqual(4);
    }),
    { numRuns: 60 },
  );
});

test('under C30 each period has a key of its own, and what lies there is opened under the one that it was sealed with', () => {
  const guard = atWork(encryptionAtRest({ rotateNs: 1000 }));
  const stores = (now: number) => {
    const storing = deed({ ...about, deed: 'store', key: 'a/1', body: bodyOf(1), marks: [] });
    guard.inner!(storing, at({ now }));
    return storing;
  };
  const loads = (sealed: ReturnType<typeof stores>['sealed'], marks: unknown[], now: number) =>
    guard.inner!(deed({ ...about, deed: 'load', key: 'a/1', body: null, sealed, marks }), at({ now }));
  const [first, second] = [stores(0), stores(1500)];
  expect([first.marks, second.marks]).toEqual([[0], [1]]);
  for (const { sealed, marks } of [first, second]) expect(loads(sealed, [...marks], 9000)).toBeUndefined();
  expect(loads(first.sealed, [1], 9000), 'another period’s key').toBe('storage-key');
  expect(loads(first.sealed, ['x'], 9000)).toBe('storage-key');
  // Long past periods are derived again.
  for (let period = 2; period < 9; period++) stores(period * 1000);
  expect(loads(first.sealed, [0], 9000)).toBeUndefined();
});
