import type { Control, Guard, Post, WireMessage } from '../framework/control.ts';
import { endorsedContent } from '../framework/identity-object.ts';
import type { IdentityObject } from '../framework/identity-object.ts';
import type { Verdict } from '../framework/verdict.ts';

/** The object that a message brings: null where it says that there is none, undefined where the message is of another kind. */
function objectIn({ kind, body }: WireMessage): IdentityObject | null | undefined {
  if ((kind !== 'resolved' && kind !== 'replicate') || body === null) return undefined;
  return (body as { readonly object: IdentityObject | null }).object;
}

function judge(object: IdentityObject, at: Post): Verdict {
  at.charge('hash');
  const roots = at.trust.roots.filter(({ name }) => name === object.issuer);
  if (roots.length === 0) return 'untrusted-issuer';
  at.charge('verify');
  const content = endorsedContent(object);
  if (!roots.some(({ publicKey }) => at.suite.verify(publicKey, content, object.endorsement))) return 'seal-broken';
  return at.now > object.untilNs ? 'stale' : undefined;
}

const guard: Guard = {
  verify(message, at) {
    const object = objectIn(message);
    return object === undefined || object === null ? undefined : judge(object, at);
  },
};

/** C38: what a storage says of an identity counts only as an authority vouched for it. Stops A41 (R2). */
export const recordEndorsement: Control = {
  id: 'C38',
  name: 'record-endorsement',
  summary:
    'Identity objects count only with the endorsement of an authority that the party trusts, unaltered and before its end.',
  groups: ['R2', 'R5'],
  rung: 'data',
  layer: 'content',
  step: 40,
  places: ['RP-D'],
  limits:
    'An older object that is still valid passes: a storage can hold changes back until it ends (C47 compares). Says nothing of what the authority should have put on record. No backup: what is lost comes again from the authority.',
  source:
    'Offline endorsement of identity objects after the contents list of Y.4811 (clause text not seen); form project-defined.',
  stand: () => guard,
};
