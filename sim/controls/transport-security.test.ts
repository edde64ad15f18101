import { describe, expect, test } from 'vitest';
import type { Offer } from '../framework/control.ts';
import { seconds } from '../framework/time.ts';
import { atWork, cast, identity, opening, post, report, root } from './testing/house.ts';
import { terms } from './testing/terms.ts';
import { wireSizes } from '../framework/wire-sizes.ts';
import { transportSecurity } from './transport-security.ts';

const empty = (): Offer => ({ credential: null, proof: null, ephemeral: null, status: null, wantsProof: false });
const guard = atWork(transportSecurity);

/** The responder `holder` shows itself to an initiator who means to reach `gateway`. */
const meet = (holder: ReturnType<typeof identity>, given: Parameters<typeof opening>[2] = {}, nowNs = 0) => {
  const offer = empty();
  guard.present!(offer, post({ keys: holder }), opening('responder', 'sensor', given));
  const seen = opening('initiator', 'gateway', given);
  const at = post({ node: cast.sensor, peer: cast.gateway, now: nowNs });
  return { verdict: guard.judge!(offer, at, seen), seen, offer, at };
};

describe('C32 transport security', () => {
  test('an initiator who reaches the gateway it means gets a protected channel and its proved name', () => {
    const { verdict, seen, offer, at } = meet(identity('gateway'));
    expect(verdict).toBeUndefined();
    expect(seen).toMatchObject({ protect: true, provedName: 'gateway', provedCredential: offer.credential });
    expect(at.charged).toEqual(['parse', 'chain', 'verify', 'agree']);
  });

  test.each([
    ['who has no credential', { pair: null, credential: null }, 'no-evidence'],
    ['who has a good credential of another name', identity('twin'), 'wrong-peer'],
    [
      'whose issuer is a stranger',
      identity('gateway', seconds(10), 1, terms.root('rogue', 0, seconds(1e6))),
      'untrusted-issuer',
    ],
    ['whose credential has ended', identity('gateway', -1), 'expired-credential'],
    [
      'who shows a credential without holding its key',
      { ...identity('gateway'), pair: terms.keyPair() },
      'no-evidence',
    ],
  ])('a responder %s is refused', (_title, holder, verdict) => {
    const met = meet(holder);
    expect(met.verdict).toBe(verdict);
    expect(met.seen.protect).toBe(false);
  });

  test('a proof made in another opening proves nothing in this one', () => {
    const earlier = meet(identity('gateway'), { transcript: [null, null, 1, 2] });
    expect(guard.judge!(earlier.offer, earlier.at, opening('initiator', 'gateway'))).toBe('no-evidence');
  });

  test('the initiator of a handshake need not prove itself', () => {
    const seen = opening('responder', 'sensor');
    expect(guard.judge!(empty(), post(), seen)).toBeUndefined();
    expect(seen).toMatchObject({ protect: true, provedName: null });
  });

  test('a resumed channel shows no new proof and is refused once the earlier credential has ended', () => {
    const credential = identity('gateway', seconds(60)).credential;
    const given = { resumed: true, provedName: 'gateway', provedCredential: credential };
    expect(meet(identity('gateway'), given, seconds(60))).toMatchObject({ verdict: undefined, offer: { proof: null } });
    expect(meet(identity('gateway'), given, seconds(61)).verdict).toBe('expired-credential');
  });

  test('keys installed at commissioning protect without a handshake', () => {
    const { verdict, seen, offer, at } = meet(identity('gateway'), { provisioned: true });
    expect(verdict).toBeUndefined();
    expect(seen).toMatchObject({ protect: true, provedName: 'gateway' });
    expect(offer).toEqual(empty());
    expect(at.charged).toEqual([]);
  });

  test('both ends pay for each record and it grows by the record bytes', () => {
    const at = post();
    guard.protect!(report(), at);
    expect(guard.verify!(report(), at)).toBeUndefined();
    expect(at.charged).toEqual(['aead', 'aead']);
    expect(at.extended).toBe(wireSizes.record);
  });

  test('a record that was altered and a record in clear are refused', () => {
    expect(guard.verify!(report(21, { record: 'broken' }), post())).toBe('record-broken');
    expect(guard.verify!(report(21, { record: 'none' }), post())).toBe('not-protected');
  });

  test('a chain may begin at any root that the node believes', () => {
    const other = terms.root('other', 0, seconds(1e6));
    const offer = empty();
    guard.present!(offer, post({ keys: identity('gateway', seconds(10), 1, other) }), opening('responder', 'sensor'));
    const at = post({ node: cast.sensor, trust: { roots: [root.credential, other.credential] } });
    expect(guard.judge!(offer, at, opening('initiator', 'gateway'))).toBeUndefined();
  });
});
