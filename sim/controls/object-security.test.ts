import { describe, expect, test } from 'vitest';
import { seconds } from '../framework/time.ts';
import { wireSizes } from '../framework/wire-sizes.ts';
import { objectSecurity } from './object-security.ts';
import { atWork, cast, message, post, report } from './testing/house.ts';
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

describe('C16 object security of commands', () => {
  const commandKey = (thing: number) => (thing === cast.lamp ? key : null);
  const body = { quantity: 'lamp', value: 1, person: cast.ann } as const;
  const command = () => message('command', body, { from: cast.building, subject: cast.lamp });
  const building = (now = 0) =>
    post({ node: cast.building, peer: cast.gateway, keys: { commandKey }, now, draws: [now % 1000] });
  const gateway = (keys = {}) => post({ node: cast.gateway, peer: cast.lamp, keys, draws: [77] });
  const lamp = (now = 0) => post({ node: cast.lamp, peer: cast.gateway, keys: { commandKey }, now });
  const sealedCommand = (now = 0) => {
    const sent = command();
    guard.protect!(sent, building(now));
    return sent;
  };
  const copy = (of: ReturnType<typeof command>) => ({ ...of });

  test('passes a gateway that forwards unread, and the thing opens it as it was given', () => {
    const sent = sealedCommand();
    expect(sent.body).toBeNull();
    expect(guard.verify!(sent, gateway())).toBeUndefined();
    guard.protect!(sent, gateway());
    expect(sent.body).toBeNull();
    expect(guard.verify!(sent, lamp())).toBeUndefined();
    expect(sent).toMatchObject({ body, sealed: null });
  });

  test('a gateway without the key can neither make one up nor alter one, and one with it can', () => {
    const madeUp = command();
    guard.protect!(madeUp, gateway());
    expect(guard.verify!(madeUp, lamp())).toBe('not-sealed');
    const altered = sealedCommand();
    altered.sealed = terms.flip(altered.sealed!, 'ciphertext', 3);
    expect(guard.verify!(altered, lamp())).toBe('seal-broken');
    const vouched = command();
    guard.protect!(vouched, gateway({ commandKey }));
    expect(guard.verify!(vouched, lamp())).toBeUndefined();
  });

  test('counts once and for half a minute, over whichever channel it comes', () => {
    const at = work();
    const kept = sealedFor(at, seconds(100));
    expect(at.verify!(copy(kept), lamp(seconds(104)))).toBeUndefined();
    expect(at.verify!(copy(kept), { ...lamp(seconds(105)), session: 9, epoch: 3 })).toBe('nonce-seen');
    const late = sealedFor(at, seconds(100) + 1);
    expect(at.verify!(copy(late), lamp(seconds(131)))).toBe('stale');
    expect(at.verify!(copy(late), lamp(seconds(94)))).toBe('from-the-future');
    // Who restarts has forgotten what it has seen, and the window ends that too.
    at.forget!(cast.lamp);
    expect(at.verify!(copy(kept), lamp(seconds(106)))).toBeUndefined();
    at.forget!(cast.lamp);
    expect(at.verify!(copy(kept), lamp(seconds(131)))).toBe('stale');
  });

  test('is neither a reading nor a command to another thing, and what is sealed but no command is malformed', () => {
    const sent = sealedCommand();
    expect(
      guard.verify!({ ...sent, subject: cast.door }, { ...lamp(), keys: { ...lamp().keys, commandKey: () => key } }),
    ).toBe('seal-broken');
    const sealed = terms.seal(key, { quantity: 'lamp', value: 1 }, ['command', cast.lamp]);
    expect(guard.verify!({ ...sent, sealed }, lamp())).toBe('malformed');
  });

  test('to a thing without such a key stays in clear, and costs nobody anything', () => {
    const at = post({ node: cast.building, peer: cast.gateway });
    const sent = command();
    guard.protect!(sent, at);
    expect([sent.body, at.extended, at.charged]).toEqual([body, 0, []]);
    expect(guard.verify!(sent, post({ node: cast.lamp, peer: cast.building }))).toBeUndefined();
    const sealing = building();
    guard.protect!(command(), sealing);
    expect(sealing).toMatchObject({ extended: wireSizes.object + 9, charged: ['aead', 'encode'] });
  });

  const work = () => atWork(objectSecurity);
  const sealedFor = (at: ReturnType<typeof work>, now: number) => {
    const sent = command();
    at.protect!(sent, building(now));
    return sent;
  };
});
