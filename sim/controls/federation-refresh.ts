import type { Control, Guard } from '../framework/control.ts';
import type { Bodies } from '../framework/message.ts';
import { bundleContent } from '../framework/trust-bundle.ts';

const guard: Guard = {
  verify(message, at) {
    if (message.kind !== 'trustBundle' || message.body === null) return undefined;
    const { bundle } = message.body as Bodies['trustBundle'];
    const { issuer, sequence, signature } = bundle;
    if (!at.trust.accepts(issuer)) return 'untrusted-issuer';
    if (sequence < at.trust.sequenceOf(issuer)) return 'stale';
    const content = bundleContent(bundle);
    for (const { name, publicKey } of at.trust.roots) {
      if (name !== issuer) continue;
      at.charge('verify');
      if (at.suite.verify(publicKey, content, signature)) return undefined;
    }
    return 'untrusted-chain';
  },
  oblige(purpose, duty, at) {
    if (purpose !== 'identity') return;
    at.charge('judge');
    duty.ownPeriod = true;
  },
};

/** C06: the roots of another federation are asked for at one's own period, and count when one of those known has signed them. Stops A14 (R5). */
export const federationRefresh: Control = {
  id: 'C06',
  name: 'federation-refresh',
  title: 'federation refresh period',
  summary:
    'Roots of another federation are asked for at a period of one’s own, and taken only when a root that is known has signed them, under no older number.',
  groups: ['R5'],
  rung: 'identity',
  layer: 'standing',
  step: 18,
  places: ['RP-D', 'issue'],
  limits:
    'The first roots of a federation are laid down at set-up and taken as they are. Whoever has the key of a root signs any bundle, with a number so high that true ones count no more. A root that its federation has dropped counts until the next refresh. Who drops the answers keeps known roots as they are.',
  source:
    'Bundle endpoints, sequence numbers and refresh hints of SPIFFE Federation, and its rule that the channel proves the endpoint; a signature in the bundle in addition: assumption (built from the public scope; clause text not seen).',
  stand: () => guard,
};
