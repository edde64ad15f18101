import type { Control, Guard } from '../framework/control.ts';
import { points } from '../framework/figure.ts';
import { judgeProof, showFreshKey, showProof } from './proofs.ts';

const guard: Guard = {
  present(offer, at, opening) {
    if (opening.provisioned) return;
    // Without fresh keys in the transcript an old proof could be shown again.
    showFreshKey(offer, at, opening);
    if (opening.side === 'responder') {
      showProof(offer, at, opening);
      offer.wantsProof = !opening.resumed;
    } else if (offer.wantsProof) {
      showProof(offer, at, opening);
    }
  },
  judge: judgeProof,
  verify(message, at) {
    const evidence = at.evidence;
    if (evidence === null || evidence.provedNode < 0) return 'no-evidence';
    at.charge('judge');
    return message.from === evidence.provedNode ? undefined : 'wrong-peer';
  },
};

/** C01: both ends prove the names that they claim, and a message counts only from the name that its channel proved. Stops A02, A09, A18 (R5). */
export const mutualAuthentication: Control = {
  id: 'C01',
  name: 'mutual-authentication',
  summary:
    'Both ends prove possession of the key in a credential of a trusted root; messages count only from the proved name.',
  groups: ['R5', 'R4'],
  rung: 'identity',
  layer: 'channel',
  step: 10,
  places: points,
  limits:
    'Where software leaves out the check of chains or of names (A11), it counts for what is left of it. Whoever holds a copy of the key is taken for its owner, and every trusted root can vouch for any name. A channel stays open when the root behind it loses trust (C04 ends it). Says nothing of what the owner may do, nor of later hops.',
  source: 'RFC 8446 (client authentication); X.509 chains after RFC 5280.',
  stand: () => guard,
};
