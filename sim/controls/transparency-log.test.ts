import { describe, expect, test } from 'vitest';
import type { Offer, WireMessage } from '../framework/control.ts';
import { entryOf } from '../framework/merkle/receipt.ts';
import type { Receipt } from '../framework/merkle/receipt.ts';
import {
  appendEntry,
  proveInclusion,
  signHead,
  transparencyLog as logNamed,
} from '../framework/merkle/transparency-log.ts';
import type { TreeHead } from '../framework/merkle/transparency-log.ts';
import { seconds } from '../framework/time.ts';
import { opensslSuite } from '../crypto/openssl/suite.ts';
import { symbolicSuite } from '../crypto/symbolic/suite.ts';
import { atWork, opening, post, report } from './testing/house.ts';
import { transparencyLog } from './transparency-log.ts';

const suites = [symbolicSuite(), opensslSuite()].map((suite) => [suite.name, suite] as const);

describe.each(suites)('C07 transparency log, %s', (_name, suite) => {
  const authority = suite.root('root', 0, seconds(1e6));
  const pair = suite.keyPair();
  const trust = { logKeyOf: (issuer: string) => (issuer === 'root' ? pair.publicKey : null) };
  const issue = (name: string, serial: number) => {
    const terms = { serial, notBeforeNs: 0, notAfterNs: seconds(3600), kind: 'node' } as const;
    return suite.issue(authority, suite.request(suite.keyPair(), name), terms);
  };
  const logged = Array.from({ length: 5 }, (_, serial) => issue(`thing-${serial}`, serial + 1));
  const log = logNamed('root');
  for (const credential of logged) appendEntry(suite, log, entryOf(credential));
  const receiptOf = (index: number, key = pair.privateKey): Receipt => {
    const head = signHead(suite, log, key, seconds(1));
    return { index, head, proof: proveInclusion(suite, log, index, head.size)! };
  };
  const offerOf = (credential: Offer['credential'], receipt: Receipt | null): Offer => ({
    credential,
    proof: null,
    ephemeral: null,
    status: null,
    wantsProof: false,
    receipt,
  });
  const judged = (offer: Offer, given: Parameters<typeof post>[0] = {}, how = {}) =>
    atWork(transparencyLog).judge!(offer, post({ suite, trust, ...given }), opening('responder', 'thing-2', how));

  test('a certificate with its receipt counts, and none without', () => {
    expect(judged(offerOf(logged[2]!, receiptOf(2)))).toBeUndefined();
    expect(judged(offerOf(logged[2]!, null))).toBe('not-logged');
  });

  test('a receipt of another certificate, place or log is worth nothing', () => {
    const stranger = issue('thing-2', 3);
    expect(judged(offerOf(stranger, receiptOf(2)))).toBe('not-logged');
    expect(judged(offerOf(logged[2]!, receiptOf(3)))).toBe('not-logged');
    expect(judged(offerOf(logged[2]!, { ...receiptOf(2), index: 1 }))).toBe('not-logged');
    expect(judged(offerOf(logged[2]!, receiptOf(2, suite.keyPair().privateKey)))).toBe('not-logged');
  });

  test('of an authority that keeps no log no receipt is asked, nor where no certificate was shown', () => {
    const unlogged = { trust: { logKeyOf: () => null } };
    expect(judged(offerOf(logged[2]!, null), unlogged)).toBeUndefined();
    expect(judged(offerOf(null, null))).toBeUndefined();
    for (const how of [{ resumed: true }, { provisioned: true }]) {
      expect(judged(offerOf(logged[2]!, null), {}, how)).toBeUndefined();
    }
  });

  describe('two heads of one size', () => {
    const other = logNamed('root');
    for (const credential of [...logged.slice(0, 4), issue('thing-9', 99)]) {
      appendEntry(suite, other, entryOf(credential));
    }
    const headOf = (of: typeof log, key = pair.privateKey): TreeHead => signHead(suite, of, key, seconds(1));
    const known = (head: TreeHead) => ({
      ...trust,
      headAt: (issuer: string, size: number) => (issuer === 'root' && size === head.size ? head : null),
    });
    const pushed = (issuer: string, ...heads: TreeHead[]) =>
      ({ ...report(), kind: 'heads', body: { issuer, heads } }) as WireMessage;
    const heard = (message: WireMessage, head: TreeHead) => {
      const at = post({ suite, trust: known(head), place: 'RP-X' });
      return [atWork(transparencyLog).verify!(message, at), at.alarms];
    };

    test('that differ are an alarm when a certificate comes with one of them, which opens its channel all the same', () => {
      const at = post({ suite, trust: known(headOf(other)) });
      const shown = receiptOf(2);
      const verdict = atWork(transparencyLog).judge!(offerOf(logged[2]!, shown), at, opening('responder', 'thing-2'));
      expect([verdict, at.alarms]).toEqual([undefined, [{ about: at.peer, reason: 'two pasts of a log' }]]);
      expect(at.heard).toEqual([{ issuer: 'root', head: shown.head }]);
    });

    test('that are the same are none, and neither is a head of a size that is not known', () => {
      const same = post({ suite, trust: known(headOf(log)) });
      const news = post({ suite, trust: { ...trust, headAt: () => null } });
      for (const at of [same, news]) {
        atWork(transparencyLog).judge!(offerOf(logged[2]!, receiptOf(2)), at, opening('responder', 'thing-2'));
        expect(at.alarms).toEqual([]);
      }
    });

    test('are told of once when peers push them again and again, and anew after a restart', () => {
      const guard = atWork(transparencyLog);
      const push = (): number => {
        const at = post({ suite, trust: known(headOf(other)), place: 'RP-X' });
        guard.verify!(pushed('root', headOf(log)), at);
        return at.alarms.length;
      };
      expect([push(), push(), push()]).toEqual([1, 0, 0]);
      guard.forget!(post().node);
      expect([push(), push()]).toEqual([1, 0]);
    });

    test('that differ are an alarm about nobody when a peer pushes one of them, if the log has signed it', () => {
      const alarms = [{ about: -1, reason: 'two pasts of a log' }];
      expect(heard(pushed('root', headOf(log)), headOf(other))).toEqual([undefined, alarms]);
      expect(heard(pushed('root', headOf(log)), headOf(log))).toEqual([undefined, []]);
      const feigned = headOf(log, suite.keyPair().privateKey);
      expect(heard(pushed('root', feigned), headOf(other))).toEqual([undefined, []]);
      expect(heard(pushed('another root', headOf(log)), headOf(other))).toEqual([undefined, []]);
    });
  });

  test('the receipt is shown beside the certificate that it is about, once, with its bytes', () => {
    const guard = atWork(transparencyLog);
    const receipt = receiptOf(2);
    const at = post({ suite, keys: { credential: logged[2]!, receipt } });
    const offer = offerOf(logged[2]!, null);
    guard.present!(offer, at, opening('responder', 'root'));
    guard.present!(offer, at, opening('responder', 'root'));
    expect([offer.receipt, at.extended]).toEqual([receipt, 24 + 32 + 64 + receipt.proof.length * 32]);
    const bare = offerOf(null, null);
    guard.present!(bare, at, opening('initiator', 'root'));
    expect(bare.receipt).toBeNull();
  });
});
