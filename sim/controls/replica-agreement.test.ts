import { describe, expect, test } from 'vitest';
import type { IdentityObject } from '../framework/identity-object.ts';
import { replicaAgreement } from './replica-agreement.ts';
import { atWork, cast, deed, noDuty, post } from './testing/house.ts';

const guard = atWork(replicaAgreement());
const use = (version: number, versions?: readonly number[]) =>
  guard.inner!(
    deed({
      purpose: 'identity',
      kind: 'resolved',
      from: cast.registry,
      body: { object: { version } as IdentityObject },
      circumstances: versions === undefined ? {} : { versions },
    }),
    post({ place: 'use', node: cast.thingsAgent }),
  );

describe('C47 replica-agreement', () => {
  test('of two storages that differ, the older answer is not used and the newer is', () => {
    expect([use(1, [2, 1]), use(2, [1, 2])]).toEqual(['answers-differ', undefined]);
  });

  test('storages that agree are believed, and so is one that alone answered', () => {
    expect([use(2, [2, 2]), use(2, [2]), use(2)]).toEqual([undefined, undefined, undefined]);
  });

  test('records are asked of two storages, other things are no affair of its', () => {
    const copies = (purpose: 'identity' | 'archive') => {
      const duty = noDuty();
      guard.oblige!(purpose, duty, post());
      return duty.copies;
    };
    expect([copies('identity'), copies('archive')]).toEqual([2, 1]);
    expect(guard.inner!(deed({ circumstances: { versions: [9] } }), post({ place: 'use' }))).toBeUndefined();
  });
});
