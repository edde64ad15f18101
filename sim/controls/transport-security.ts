import type { Control, Guard } from '../framework/control.ts';
import { points } from '../framework/figure.ts';
import { wireSizes } from '../framework/wire-sizes.ts';
import { judgeProof, showFreshKey, showProof } from './proofs.ts';

const guard: Guard = {
  present(offer, at, opening) {
    if (opening.provisioned) return;
    showFreshKey(offer, at, opening);
    if (opening.side === 'responder') showProof(offer, at, opening);
  },
  judge(offer, at, opening) {
    // As on the open web, only the responder proves itself here; who the initiator is stays open without C01.
    if (opening.side === 'initiator' || opening.provisioned) {
      const verdict = judgeProof(offer, at, opening);
      if (verdict !== undefined) return verdict;
    }
    if (!opening.provisioned) {
      if (opening.side === 'initiator' && offer.ephemeral === null) return 'not-protected';
      at.charge('agree');
    }
    opening.protect = true;
    return undefined;
  },
  protect(message, at) {
    at.charge('aead', message.sizeBytes);
    at.extend(wireSizes.record);
  },
  verify(message, at) {
    if (message.record === 'none') return 'not-protected';
    at.charge('aead', message.sizeBytes);
    return message.record === 'broken' ? 'record-broken' : undefined;
  },
};

/** C32: a channel whose responder is known and whose records nobody can read, alter, reorder or repeat. Stops A09 (R4); that A10 does not take it out of the offer is the part of C33. */
export const transportSecurity: Control = {
  id: 'C32',
  name: 'transport-security',
  summary: 'A TLS 1.3 class channel: the responder proves its name, records are sealed, ordered and complete.',
  groups: ['R4'],
  rung: 'transport',
  layer: 'channel',
  step: 20,
  places: points,
  offered: true,
  limits: 'Protects one hop: who forwards can read and alter. Does not say who the initiator is.',
  source: 'RFC 8446; record and handshake bytes from the IETF comparison of CoAP security protocols.',
  stand: () => guard,
};
