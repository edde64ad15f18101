import { describe, expect, test } from 'vitest';
import { seconds } from '../framework/time.ts';
import { hardFailStatus } from './hard-fail-status.ts';
import { atWork, cast, identity, opening, post, proved, report, statusOf } from './testing/house.ts';

const guard = atWork(hardFailStatus);
const { credential } = identity('sensor');
const offer = { credential, proof: null, ephemeral: null, status: null, wantsProof: false };
const both = (at: ReturnType<typeof post>) => [
  guard.judge!(offer, at, opening('responder', 'sensor')),
  guard.verify!(report(), { ...at, evidence: proved(cast.sensor, credential) }),
];

describe('C05 hard-fail status', () => {
  test('a current list lets credentials pass', () => {
    expect(both(post({ now: seconds(60), trust: statusOf([], 1, seconds(60)) }))).toEqual([undefined, undefined]);
  });

  test('who blocks the list stops the channel, at its opening and while it is open', () => {
    expect(both(post({ now: seconds(61), trust: statusOf([], 1, seconds(60)) }))).toEqual([
      'status-unknown',
      'status-unknown',
    ]);
    expect(both(post())).toEqual(['status-unknown', 'status-unknown']);
  });

  test('software that does not look at the status misses no list', () => {
    const leftOut = ['status'] as const;
    expect(both(post({ now: seconds(61), trust: { ...statusOf([], 1, seconds(60)), leftOut } }))).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('what counts is the list of who issued the credential: another one that ran out stops nobody', () => {
    const trust = { ...statusOf([]), knownUntilNs: seconds(10) };
    expect(both(post({ now: seconds(60), trust }))).toEqual([undefined, undefined]);
    expect(both(post({ now: seconds(60), trust: { ...trust, statusOf: () => null } }))).toEqual([
      'status-unknown',
      'status-unknown',
    ]);
  });

  test('where no credential was shown there is no status to know', () => {
    expect(guard.judge!({ ...offer, credential: null }, post(), opening('responder', 'sensor'))).toBeUndefined();
    expect(guard.verify!(report(), post({ evidence: proved(cast.sensor) }))).toBeUndefined();
  });

  test('the way to the list itself stays open', () => {
    expect(hardFailStatus.places).not.toContain('RP-D');
  });
});
