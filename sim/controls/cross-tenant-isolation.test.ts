import { describe, expect, test } from 'vitest';
import { crossTenantIsolation } from './cross-tenant-isolation.ts';
import { cast, ground, household, post, report } from './testing/house.ts';

const rented = crossTenantIsolation.stand({
  ...ground(),
  household: { ...household, hostOf: (node) => (node === cast.provider ? 'infrastructure' : undefined) },
});

describe('C14 cross-tenant isolation', () => {
  test('the memory of who works on a machine of somebody else is sealed, and that of nobody else', () => {
    expect(rented.seals!(post({ place: 'store', node: cast.provider }))).toBe(true);
    expect(rented.seals!(post({ place: 'store', node: cast.connector }))).toBe(false);
  });

  test('what goes into a sealed memory and comes out of it is paid for, and refused never', () => {
    const at = post({ place: 'RP-C', node: cast.provider });
    expect(rented.verify!(report(), at)).toBeUndefined();
    rented.protect!(report(), at);
    expect(at.charged).toEqual(['aead', 'aead']);
    const elsewhere = post({ place: 'RP-C', node: cast.connector });
    expect(rented.verify!(report(), elsewhere)).toBeUndefined();
    expect(elsewhere.charged).toEqual([]);
  });

  test('where everybody has a machine of its own it does nothing', () => {
    expect(crossTenantIsolation.stand(ground())).toEqual({});
  });
});
