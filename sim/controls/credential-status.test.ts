import { describe, expect, test } from 'vitest';
import { seconds } from '../framework/time.ts';
import { credentialStatus } from './credential-status.ts';
import { atWork, cast, identity, opening, post, proved, report, statusOf } from './testing/house.ts';

const { credential } = identity('sensor', seconds(3600), 42);
const offer = { credential, proof: null, ephemeral: null, wantsProof: false };
const evidence = proved(cast.sensor, credential);

describe('C04 credential status', () => {
  test('a revoked credential opens no channel', () => {
    const guard = atWork(credentialStatus);
    const judge = (revoked: number[]) =>
      guard.judge!(offer, post({ trust: statusOf(revoked) }), opening('responder', 'sensor'));
    expect(judge([41])).toBeUndefined();
    expect(judge([41, 42])).toBe('revoked-credential');
  });

  test('an open channel falls silent with the next list, and stays silent', () => {
    const guard = atWork(credentialStatus);
    const verify = (revoked: number[], version: number) =>
      guard.verify!(report(), post({ evidence, trust: statusOf(revoked, version) }));
    expect(verify([], 1)).toBeUndefined();
    expect(verify([42], 2)).toBe('revoked-credential');
    expect(verify([42], 2)).toBe('revoked-credential');
  });

  test('the list is looked into once a version, epoch and session', () => {
    const guard = atWork(credentialStatus);
    const at = post({ evidence, trust: statusOf([]) });
    for (let count = 0; count < 10; count++) guard.verify!(report(), at);
    expect(at.charged).toEqual(['lookup']);
    at.epoch = 1;
    guard.verify!(report(), at);
    at.session = 7;
    guard.verify!(report(), at);
    expect(at.charged).toEqual(['lookup', 'lookup', 'lookup']);
  });

  test('a missing list and one past its time revoke nothing: soft-fail', () => {
    const guard = atWork(credentialStatus);
    expect(guard.verify!(report(), post({ evidence }))).toBeUndefined();
    const late = post({ now: seconds(61), evidence, trust: statusOf([42], 1, seconds(60)) });
    expect(guard.verify!(report(), late)).toBeUndefined();
    expect(guard.judge!(offer, late, opening('responder', 'sensor'))).toBeUndefined();
  });

  test('keys installed at commissioning have nothing to revoke', () => {
    const at = post({ evidence: proved(cast.sensor), trust: statusOf([42]) });
    expect(atWork(credentialStatus).verify!(report(), at)).toBeUndefined();
  });
});
