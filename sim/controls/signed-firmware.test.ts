import { describe, expect, test } from 'vitest';
import type { KeyPair, Signature } from '../framework/crypto.ts';
import { releasedContent } from '../framework/messages/maintenance.ts';
import type { Image } from '../framework/messages/maintenance.ts';
import { signedFirmware } from './signed-firmware.ts';
import { atWork, cast, deed, post } from './testing/house.ts';
import { terms } from './testing/terms.ts';

const guard = atWork(signedFirmware);
const maker = terms.keyPair();
const code = { code: 'lamp 1', version: 2, length: 1000 };
const signedBy = ({ privateKey }: KeyPair, of = code): Image => ({
  ...of,
  signature: terms.sign(privateKey, releasedContent(of)),
});
const run = (body: Image | null, running?: number, makerKey: typeof maker.publicKey | null = maker.publicKey) => {
  const at = post({ node: cast.lamp, place: 'act', trust: { makerKey } });
  const circumstances = running === undefined ? {} : { running };
  return [guard.inner!(deed({ deed: 'run', purpose: 'control', kind: 'image', body, circumstances }), at), at] as const;
};

describe('C37 signed firmware', () => {
  test('what the maker has signed runs, and is paid for', () => {
    const [verdict, at] = run(signedBy(maker), 2);
    expect(verdict).toBeUndefined();
    expect(at.charged).toEqual(['hash', 'verify']);
  });

  test('what nobody, or somebody else, has signed does not', () => {
    expect(run({ ...code, signature: null })[0]).toBe('not-released');
    expect(run(signedBy(terms.keyPair()))[0]).toBe('not-released');
    expect(run(signedBy(maker), 0, null)[0]).toBe('not-released');
    expect(run({ ...code, signature: {} as Signature })[0]).toBe('not-released');
  });

  test.each([
    ['code', { code: 'worm 1' }],
    ['version', { version: 3 }],
    ['length', { length: 1001 }],
  ])('a signature holds for just the image that was released: another %s', (_what, other) => {
    expect(run({ ...signedBy(maker), ...other })[0]).toBe('not-released');
  });

  test('nothing older than what runs comes back, and the same again does', () => {
    expect(run(signedBy(maker), 3)[0]).toBe('stale');
    expect(run(signedBy(maker), 2)[0]).toBeUndefined();
    expect(run(signedBy(maker))[0]).toBeUndefined();
  });

  test('what is no image is refused, at no cost that grows with what it claims to be', () => {
    expect(run(null)[0]).toBe('malformed');
    for (const length of [-1, Number.NaN, Infinity, 1e15]) {
      const [verdict, at] = run({ ...signedBy(maker), length });
      expect([verdict, at.charged]).toEqual(['malformed', []]);
    }
  });

  test('acts and uses are none of its business', () => {
    for (const one of ['act', 'use', 'store'] as const)
      expect(guard.inner!(deed({ deed: one, body: null }), post({ place: 'act' }))).toBeUndefined();
  });
});
