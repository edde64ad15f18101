import { bench, describe } from 'vitest';
import type { Suite } from '../framework/crypto.ts';
import { opensslSuite } from './openssl/suite.ts';
import { symbolicSuite } from './symbolic/suite.ts';

/**
 * Time of each call on a flat report. A turn is `turns` calls, so that a turn's time divided by it is the time of one. Reference in
 * the same run: making the report alone.
 */
const turns = { symbolic: 10_000, openssl: 100 } as const;
const report = (at: number) => ({ quantity: 'temperature', value: 21.5, at });

function measure(suite: Suite): void {
  const count = turns[suite.name];
  const key = suite.secret();
  const pair = suite.keyPair();
  const fast = suite.keyPair('ed25519');
  const [own, peer] = [suite.agreementPair(), suite.agreementPair()];
  const ours = suite.agree(own.privateKey, peer.publicKey, ['RP-T']);
  const theirs = suite.agree(peer.privateKey, own.publicKey, ['RP-T']);
  const body = report(5);
  const sealed = suite.seal(ours, body, [1, 2, 3]);
  const signature = suite.sign(pair.privateKey, body);
  const fastSignature = suite.sign(fast.privateKey, body);
  const tag = suite.tag(key, body);
  const leaf = suite.tree.leaf(body);
  const root = suite.root('authority', 0, 1e15);
  const request = suite.request(pair, 'thing-17');
  const terms = { serial: 7, notBeforeNs: 0, notAfterNs: 1e15, kind: 'node' } as const;
  const credential = suite.issue(root, request, terms);
  let seen = 0;
  const repeat = (title: string, call: (turn: number) => unknown): void => {
    bench(`${title} (x ${count})`, () => {
      for (let turn = 0; turn < count; turn += 1) if (call(turn) !== undefined) seen += 1;
      if (seen === 0) throw new Error('nothing was measured');
    });
  };
  describe(suite.name, () => {
    repeat('reference: make a report', (turn) => report(turn));
    repeat('seal', (turn) => suite.seal(ours, body, [1, 2, turn]));
    repeat('open, by the other end', () => suite.open(theirs, sealed, [1, 2, 3]));
    repeat('sign, P-256', () => suite.sign(pair.privateKey, body));
    repeat('verify, P-256, equal content', () => suite.verify(pair.publicKey, report(5), signature));
    repeat('sign, Ed25519', () => suite.sign(fast.privateKey, body));
    repeat('verify, Ed25519', () => suite.verify(fast.publicKey, report(5), fastSignature));
    repeat('tag', () => suite.tag(key, body));
    repeat('check a tag', () => suite.checkTag(key, report(5), tag));
    repeat('agree', () => suite.agree(own.privateKey, peer.publicKey, ['RP-T']));
    repeat('derive', (turn) => suite.derive(key, turn));
    repeat('hash', (turn) => suite.hash(report(turn)));
    repeat('digest of a leaf', (turn) => suite.tree.leaf(report(turn)));
    repeat('digest of a node', () => suite.tree.node(leaf, leaf));
    repeat('request', () => suite.request(pair, 'thing-17'));
    repeat('issue', () => suite.issue(root, request, terms));
    repeat('follow a chain', () => suite.checkChain(credential, [root.credential], 5) ?? 'holds');
  });
}

measure(symbolicSuite());
measure(opensslSuite());
