import { describe, expect, test } from 'vitest';
import type { Offer, Trust } from '../framework/control.ts';
import type { Credential } from '../framework/crypto.ts';
import { seconds } from '../framework/time.ts';
import { buildFilter } from '../framework/revocation/filter.ts';
import { credentialStatus } from './credential-status.ts';
import { atWork, cast, identity, opening, post, proved, report, root, statusOf } from './testing/house.ts';
import { terms } from './testing/terms.ts';

const { credential } = identity('sensor', seconds(3600), 42);
const offer = { credential, proof: null, ephemeral: null, status: null, wantsProof: false };
const evidence = proved(cast.sensor, credential);
const filterOf = (revoked: readonly number[]) => buildFilter({ revoked, valid: [], upTo: 5000, falsePositives: 0.01 });

describe('C04 credential status', () => {
  test('a revoked credential opens no channel', () => {
    const guard = atWork(credentialStatus);
    const judge = (revoked: number[]) =>
      guard.judge!(offer, post({ trust: statusOf(revoked) }), opening('responder', 'sensor'));
    expect(judge([41])).toBeUndefined();
    expect(judge([41, 42])).toBe('revoked-credential');
  });

  test('software that does not look at the status takes a revoked credential, and one that follows no chain any issuer', () => {
    const judge = (leftOut: Trust['leftOut'], accepts: Trust['accepts']) => {
      const trust = { ...statusOf([42]), leftOut, accepts };
      const guard = atWork(credentialStatus);
      const at = post({ evidence, trust });
      return [guard.judge!(offer, at, opening('responder', 'sensor')), guard.verify!(report(), at)];
    };
    expect(judge(['status'], () => true)).toEqual([undefined, undefined]);
    expect(judge(['status'], () => false)).toEqual(['untrusted-issuer', 'untrusted-issuer']);
    expect(judge(['chain'], () => false)).toEqual(['revoked-credential', 'revoked-credential']);
    expect(judge(['chain', 'status'], () => false)).toEqual([undefined, undefined]);
  });

  test('an open channel falls silent with the next list, and stays silent', () => {
    const guard = atWork(credentialStatus);
    const verify = (revoked: number[], version: number) =>
      guard.verify!(report(), post({ evidence, trust: statusOf(revoked, version) }));
    expect(verify([], 1)).toBeUndefined();
    expect(verify([42], 2)).toBe('revoked-credential');
    expect(verify([42], 2)).toBe('revoked-credential');
  });

  test('an open channel falls silent when its issuer has lost trust, and a list revokes serials of its own issuer only', () => {
    const guard = atWork(credentialStatus);
    const verify = (known: Credential, trust: Partial<Trust>) => {
      const at = post({ evidence: proved(cast.sensor, known), trust: { ...statusOf([42]), ...trust } });
      return atWork(credentialStatus).verify!(report(), at);
    };
    const other = identity('sensor', seconds(3600), 42, terms.root('another root', 0, seconds(1e6))).credential!;
    expect(verify(credential!, { accepts: () => false })).toBe('untrusted-issuer');
    expect(verify(credential!, {})).toBe('revoked-credential');
    expect(verify(other, { accepts: () => true })).toBeUndefined();
    const late = post({ trust: { ...statusOf([]), accepts: () => false } });
    expect(guard.judge!(offer, late, opening('responder', 'sensor'))).toBe('untrusted-issuer');
  });

  test('a list of an issuer that is not trusted is not even checked', () => {
    const status = { ...statusOf([42], 8).status!, issuer: 'another root' };
    const at = post({ trust: statusOf([], 7) });
    atWork(credentialStatus).judge!({ ...offer, status }, at, opening('responder', 'sensor'));
    expect([at.learnt, at.charged]).toEqual([[], ['lookup']]);
  });

  test('an open channel falls silent when the root behind its credential counts no more, though its issuer has another one', () => {
    const other = terms.root('root', 0, seconds(1e6));
    const thiefs = identity('sensor', seconds(3600), 99, other).credential!;
    const guard = atWork(credentialStatus);
    const verify = (roots: Trust['roots'], version: number, rootsDropped: number) => {
      const trust = { ...statusOf([], version), roots, rootsDropped };
      const at = post({ evidence: proved(cast.sensor, thiefs), trust });
      return [guard.verify!(report(), at), at.charged];
    };
    const known = root.credential;
    expect(verify([other.credential, known], 1, 0)).toEqual([undefined, ['lookup']]);
    expect(verify([known], 2, 1)).toEqual(['untrusted-chain', ['lookup', 'chain']]);
    expect(verify([known], 2, 1)).toEqual(['untrusted-chain', ['lookup', 'chain']]);
    const resumed = opening('responder', 'sensor', { resumed: true, provedCredential: thiefs });
    const judge = (rootsDropped: number) => {
      const trust = { ...statusOf([], 2), rootsDropped };
      return guard.judge!({ ...offer, credential: null }, post({ trust }), resumed);
    };
    expect([judge(0), judge(1)]).toEqual([undefined, 'untrusted-chain']);
    // That a credential has run out meanwhile is not asked here.
    const late = post({ now: seconds(1e5), evidence, trust: { ...statusOf([], 3), rootsDropped: 1 } });
    expect(atWork(credentialStatus).verify!(report(), late)).toBeUndefined();
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

  test('both ends show the newest list they have, at the price of its bytes', () => {
    const guard = atWork(credentialStatus);
    for (const side of ['initiator', 'responder'] as const) {
      const at = post({ trust: statusOf([42], 7) });
      const shown: Offer = { ...offer };
      guard.present!(shown, at, opening(side, 'sensor'));
      expect([shown.status?.version, at.extended]).toEqual([7, 400 + 8]);
    }
    const shown: Offer = { ...offer };
    guard.present!(shown, post({ trust: statusOf([], 7) }), opening('initiator', 'sensor', { provisioned: true }));
    expect(shown.status).toBeNull();
  });

  test('a newer list that the other end shows is checked and kept, another one is not looked at', () => {
    const guard = atWork(credentialStatus);
    const judge = (version: number) => {
      const at = post({ trust: statusOf([], 7) });
      guard.judge!({ ...offer, status: statusOf([42], version).status }, at, opening('responder', 'sensor'));
      return [at.learnt.map((list) => list.version), at.charged];
    };
    expect(judge(8)).toEqual([[8], ['verify', 'lookup']]);
    expect(judge(7)).toEqual([[], ['lookup']]);
  });

  test('where credentials were shown a message carries the list every 30 s, and its receiver takes a newer one', () => {
    const guard = atWork(credentialStatus);
    const sent = Array.from({ length: 61 }, (_, at) => {
      const message = report();
      const end = post({ now: seconds(at), evidence, trust: statusOf([42], 7) });
      guard.protect!(message, end);
      return { message, bytes: end.extended };
    });
    expect(sent.flatMap(({ bytes }, at) => (bytes === 0 ? [] : [`${bytes} at ${at}`]))).toEqual([
      '408 at 30',
      '408 at 60',
    ]);
    const behind = post({ evidence, trust: statusOf([], 6) });
    guard.verify!(sent[30]!.message, behind);
    expect(behind.learnt.map((list) => list.version)).toEqual([7]);
    const level = post({ evidence, trust: statusOf([], 7) });
    for (const { message } of sent) guard.verify!(message, level);
    expect(level.learnt).toEqual([]);
  });

  test('what stands in the place of a list and is none is malformed', () => {
    const guard = atWork(credentialStatus);
    const list = statusOf([], 9).status!;
    for (const mark of [
      null,
      7,
      'list',
      {},
      [],
      { ...list, version: '9' },
      { ...list, revoked: null },
      { ...list, signature: null },
      { ...list, filter: {} },
      { ...list, filter: { ...filterOf([42]), hashes: 1e9 } },
    ]) {
      const at = post({ trust: statusOf([], 7) });
      expect(guard.verify!(report(21, { marks: [mark] }), at)).toBe('malformed');
      expect(at.learnt).toEqual([]);
    }
    const at = post({ trust: statusOf([], 7) });
    expect(guard.verify!(report(21, { marks: [list] }), at)).toBeUndefined();
    expect(at.learnt).toEqual([list]);
  });

  test('a list costs the bytes of what it says: eight a serial, or those of a filter', () => {
    const bytes = (revoked: readonly number[], filtered: boolean): number => {
      const trust = statusOf(filtered ? [] : revoked, 7);
      const status = { ...trust.status!, ...(filtered ? { filter: filterOf(revoked) } : {}) };
      const at = post({ trust: { ...trust, status } });
      atWork(credentialStatus).present!({ ...offer }, at, opening('responder', 'sensor'));
      return at.extended - 400;
    };
    const thousand = Array.from({ length: 1000 }, (_, place) => 1001 + place);
    expect([bytes([], false), bytes(thousand, false)]).toEqual([0, 8000]);
    // 9586 bits are 1199 bytes; the rest says how large it is and how far it reaches.
    expect([bytes([], true), bytes(thousand, true)]).toEqual([17, 17 + 1199]);
  });

  test('no list rides where it would serve nobody: between installed keys, and once its own time is over', () => {
    const guard = atWork(credentialStatus);
    const bytes = (given: Parameters<typeof post>[0]) => {
      const at = post({ now: seconds(60), ...given });
      guard.protect!(report(), at);
      return at.extended;
    };
    expect(bytes({ session: 1, evidence: proved(cast.sensor), trust: statusOf([], 7) })).toBe(0);
    expect(bytes({ session: 2, evidence, trust: statusOf([], 7, seconds(59)) })).toBe(0);
    expect(bytes({ session: 3, evidence })).toBe(0);
    expect(bytes({ session: 4, evidence, trust: statusOf([], 7) })).toBe(400);
  });

  test('an agent that passes a message on does not pass on the list that came with it', () => {
    const guard = atWork(credentialStatus);
    const passed = report(21, { marks: [statusOf([], 9).status] });
    const at = post({ evidence, trust: statusOf([], 7) });
    guard.verify!(passed, at);
    guard.protect!(passed, at);
    expect([at.learnt.length, passed.marks[0], at.extended]).toEqual([1, undefined, 0]);
  });

  test('keys installed at commissioning have nothing to revoke', () => {
    const at = post({ evidence: proved(cast.sensor), trust: statusOf([42]) });
    expect(atWork(credentialStatus).verify!(report(), at)).toBeUndefined();
  });
});
