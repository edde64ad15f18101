import { describe, expect, test } from 'vitest';
import { wireSizes } from '../framework/wire-sizes.ts';
import { objectSecurity } from './object-security.ts';
import { atWork, cast, post, report } from './testing/house.ts';
import { terms } from './testing/terms.ts';

const guard = atWork(objectSecurity);
const key = terms.secret();
const objectKey = (subject: number) => (subject === cast.sensor ? key : null);
const reader = () => post({ place: 'RP-M', node: cast.dpm, peer: cast.thingsAgent, keys: { objectKey } });
const sealedReport = (value = 21) => {
  const sent = report(value);
  guard.protect!(sent, post({ node: cast.sensor, peer: cast.gateway, keys: { objectKey } }));
  return sent;
};

describe('C16 object security', () => {
  test('a reading travels sealed and its reader opens it', () => {
    const sent = sealedReport(23);
    expect(sent.body).toBeNull();
    expect(guard.verify!(sent, post({ node: cast.gateway }))).toBeUndefined();
    expect(sent.body).toBeNull();
    expect(guard.verify!(sent, reader())).toBeUndefined();
    expect(sent).toMatchObject({ body: { value: 23 }, sealed: null });
  });

  test('a gateway that forwards holds no key: it neither opens nor seals', () => {
    const at = post({ node: cast.gateway, role: 'gateway', peer: cast.building });
    const sent = report();
    guard.protect!(sent, at);
    expect(sent.sealed).toBeNull();
    expect(at.extended).toBe(0);
    expect(guard.verify!(sent, at)).toBeUndefined();
  });

  test('a gateway that shares the key opens what its sensor sealed, and seals what it says in its place', () => {
    const at = () => post({ node: cast.gateway, role: 'gateway', peer: cast.building, keys: { objectKey } });
    const sent = sealedReport(23);
    expect(guard.verify!(sent, at())).toBeUndefined();
    expect(sent).toMatchObject({ body: { value: 23 }, sealed: null });
    const lie = report(99);
    guard.protect!(lie, at());
    expect(lie.body).toBeNull();
    // Who reads at the platform cannot tell it from the sensor's own: that is what vouching means.
    expect(guard.verify!(lie, reader())).toBeUndefined();
    expect(lie).toMatchObject({ body: { value: 99 } });
    // In clear it takes nothing from a sensor that can seal.
    expect(guard.verify!(report(), at())).toBe('not-sealed');
  });

  test('a platform that holds the key hands readings on in clear', () => {
    const sent = report();
    guard.protect!(sent, reader());
    expect(sent.sealed).toBeNull();
  });

  test('a seal that was altered, or moved to another thing, is refused', () => {
    const sent = sealedReport();
    sent.sealed = terms.flip(sent.sealed!, 'ciphertext', 3);
    expect(guard.verify!(sent, reader())).toBe('seal-broken');
    const moved = { ...sealedReport(), subject: cast.lamp };
    expect(guard.verify!(moved, { ...reader(), keys: { ...reader().keys, objectKey: () => key } })).toBe('seal-broken');
  });

  test("a reading in clear from the things' side is refused where the thing can seal", () => {
    expect(guard.verify!(report(), reader())).toBe('not-sealed');
    expect(guard.verify!(report(21, { subject: cast.lamp }), reader())).toBeUndefined();
  });

  test('a reading in clear from a stranger, or from a node that opens none, is refused by the DPM and by the twin', () => {
    const twin = { ...reader(), node: cast.twin, role: 'entity-agent' } as const;
    for (const peer of [99, -1, cast.thingsAgent, cast.door, cast.connector]) {
      expect(guard.verify!(report(), { ...reader(), peer })).toBe('not-sealed');
      expect(guard.verify!(report(), { ...twin, peer })).toBe('not-sealed');
    }
    expect(guard.verify!(report(), { ...reader(), peer: cast.dpm })).toBe('not-sealed');
  });

  test('inside the platform readings travel in clear', () => {
    expect(
      guard.verify!(report(), { ...reader(), node: cast.twin, role: 'entity-agent', peer: cast.dpm }),
    ).toBeUndefined();
  });

  test('a sealed reading is longer by its frame and costs both ends', () => {
    const at = post({ node: cast.sensor, keys: { objectKey } });
    guard.protect!(report(), at);
    expect(at).toMatchObject({ extended: wireSizes.object, charged: ['aead', 'encode'] });
  });
});
