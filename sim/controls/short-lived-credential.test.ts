import { describe, expect, test } from 'vitest';
import { seconds } from '../framework/time.ts';
import { shortLivedCredential } from './short-lived-credential.ts';
import { atWork, identity, noDuty, opening, post } from './testing/house.ts';

const guard = atWork(shortLivedCredential());
const judge = (lifetimeNs: number, nowNs = 0) => {
  const { credential } = identity('sensor', lifetimeNs);
  const offer = { credential, proof: null, ephemeral: null, status: null, wantsProof: false };
  return guard.judge!(offer, post({ now: nowNs }), opening('responder', 'sensor'));
};

describe('C03 short-lived credential', () => {
  test('a credential of an hour passes, one of a day is too long', () => {
    expect(judge(seconds(3600))).toBeUndefined();
    expect(judge(seconds(86_400))).toBe('lifetime-too-long');
  });

  test('a stolen credential dies with its hour', () => {
    expect(judge(seconds(3600), seconds(3600))).toBeUndefined();
    expect(judge(seconds(3600), seconds(3601))).toBe('expired-credential');
  });

  test('a resumed channel is judged by the credential of its first opening', () => {
    const { credential } = identity('sensor', seconds(60));
    const resumed = opening('responder', 'sensor', {
      resumed: true,
      provedName: 'sensor',
      provedCredential: credential,
    });
    const offer = { credential: null, proof: null, ephemeral: null, status: null, wantsProof: false };
    expect(guard.judge!(offer, post({ now: seconds(59) }), resumed)).toBeUndefined();
    expect(guard.judge!(offer, post({ now: seconds(61) }), resumed)).toBe('expired-credential');
  });

  test('the authority must issue for an hour at most, and for less where less was asked', () => {
    const long = noDuty();
    guard.oblige!('identity', long, post());
    expect(long.lifetimeNs).toBe(seconds(3600));
    const short = { ...noDuty(), lifetimeNs: seconds(60) };
    guard.oblige!('identity', short, post());
    expect(short.lifetimeNs).toBe(seconds(60));
  });
});
