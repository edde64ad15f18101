import type { Control, Guard, Post } from '../framework/control.ts';
import { points } from '../framework/figure.ts';
import { judgeReceipt } from '../framework/merkle/receipt.ts';
import type { Receipt } from '../framework/merkle/receipt.ts';
import { judgeHead } from '../framework/merkle/transparency-log.ts';
import type { TreeHead } from '../framework/merkle/transparency-log.ts';
import type { Bodies } from '../framework/message.ts';
import { wireSizes } from '../framework/wire-sizes.ts';

/** Bytes of a receipt: index, size and moment of eight bytes each, a root, a signature, and the way to the root. */
const receiptBytes = ({ proof }: Receipt): number =>
  3 * 8 + wireSizes.hash + wireSizes.signature + proof.length * wireSizes.hash;

const stand = (): Guard => {
  /** Logs of whose two pasts a peer has already told, by node: to hear of them again is nothing new. */
  const told = new Map<number, Set<string>>();
  return {
    present(offer, at, opening) {
      const { credential, receipt = null } = at.keys;
      // It goes with the certificate, and only where that is shown.
      if (receipt === null || opening.provisioned || offer.credential === null) return;
      if (offer.credential !== credential || (offer.receipt ?? null) !== null) return;
      offer.receipt = receipt;
      at.extend(receiptBytes(receipt));
    },
    judge(offer, at, opening) {
      const { credential } = offer;
      if (opening.resumed || opening.provisioned || credential === null) return undefined;
      const key = at.trust.logKeyOf(credential.issuer);
      if (key === null) return undefined;
      const receipt = offer.receipt ?? null;
      if (receipt === null) return 'not-logged';
      at.charge('verify');
      at.charge('lookup');
      if (judgeReceipt(at.suite, { name: credential.issuer, key }, credential, receipt) !== undefined)
        return 'not-logged';
      // The log signed it, so that two of one size are two pasts of it.
      if (contradicts(at, credential.issuer, receipt.head)) at.alarm(at.peer, splitView);
      at.hear(credential.issuer, receipt.head);
      return undefined;
    },
    verify(message, at) {
      if (message.kind !== 'heads' || message.body === null) return undefined;
      const { issuer, heads } = message.body as Bodies['heads'];
      const key = at.trust.logKeyOf(issuer);
      if (key === null || told.get(at.node)?.has(issuer) === true) return undefined;
      for (const head of heads) {
        if (!contradicts(at, issuer, head)) continue;
        at.charge('verify');
        // Only what the log itself has signed says anything about it.
        if (judgeHead(at.suite, { name: issuer, key }, undefined, { head, proof: [] }) !== undefined) continue;
        // The peer passes on what it heard, and may be as honest as the log is not.
        at.alarm(nobody, splitView);
        told.set(at.node, (told.get(at.node) ?? new Set()).add(issuer));
        return undefined;
      }
      return undefined;
    },
    forget: (node) => void told.delete(node),
  };
};

/** About whom an alarm is that accuses a log, which is no node. */
const nobody = -1;

/** Two heads of one log that cannot both be true. */
const splitView = 'two pasts of a log';

/** Whether a head is another than the one of its size that the party has heard of. */
function contradicts({ trust, suite }: Post, issuer: string, { size, root }: TreeHead): boolean {
  const known = trust.headAt(issuer, size);
  return known !== null && !suite.tree.equal(known.root, root);
}

/**
 * C07: a certificate counts only with a receipt that its issuer's log holds it. A stolen issuing key alone makes none. Stops A02 (R5).
 */
export const transparencyLog: Control = {
  id: 'C07',
  name: 'transparency-log',
  summary:
    'Certificates of an authority that keeps a log open a channel only with a receipt that the log holds them; two heads of one size that differ are an alarm.',
  groups: ['R5'],
  rung: 'identity',
  layer: 'standing',
  step: 15,
  places: points,
  limits:
    'Whoever has the log’s key too gets receipts for anything. Heads are taken on their signature and compared with those that the party has heard of: a log that shows each verifier another past is noticed once one of them has heard of both, by gossip where platforms push heads to each other, else by chance. Of heads of different sizes no proof is asked that one continues the other. An alarm refuses nobody, since nobody here can tell which past is the true one; what peers push raises one for each log at a node, which accuses no peer. Authorities without a log are not asked for receipts.',
  source:
    'Certificate Transparency (RFC 9162), receipts of RFC 9942, heads compared by gossip after L. Nordberg et al. (draft-ietf-trans-gossip; V-L3); bytes of a receipt: sum of its fields.',
  stand,
};
