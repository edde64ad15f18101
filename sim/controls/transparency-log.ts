import type { Control, Guard } from '../framework/control.ts';
import { points } from '../framework/figure.ts';
import { judgeReceipt } from '../framework/merkle/receipt.ts';
import type { Receipt } from '../framework/merkle/receipt.ts';
import { wireSizes } from '../framework/wire-sizes.ts';

/** Bytes of a receipt: index, size and moment of eight bytes each, a root, a signature, and the way to the root. */
const receiptBytes = ({ proof }: Receipt): number =>
  3 * 8 + wireSizes.hash + wireSizes.signature + proof.length * wireSizes.hash;

const guard: Guard = {
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
    return judgeReceipt(at.suite, { name: credential.issuer, key }, credential, receipt) && 'not-logged';
  },
};

/**
 * C07: a certificate counts only with a receipt that its issuer's log holds it. A stolen issuing key alone makes none. Stops A02 (R5).
 */
export const transparencyLog: Control = {
  id: 'C07',
  name: 'transparency-log',
  summary: 'Certificates of an authority that keeps a log open a channel only with a receipt that the log holds them.',
  groups: ['R5'],
  rung: 'identity',
  layer: 'standing',
  step: 15,
  places: points,
  limits:
    'Whoever has the log’s key too gets receipts for anything. Heads are taken on their signature: a log that shows each verifier another past is not noticed, since nobody compares heads (no gossip). Authorities without a log are not asked for receipts.',
  source: 'Certificate Transparency (RFC 9162) and receipts of RFC 9942; bytes of a receipt: sum of its fields.',
  stand: () => guard,
};
