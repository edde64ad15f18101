import type { Control, Guard, Post } from '../framework/control.ts';
import { endorsedContent } from '../framework/identity-object.ts';
import type { IdentityObject } from '../framework/identity-object.ts';
import type { Verdict } from '../framework/verdict.ts';
import { objectsIn } from './objects-in.ts';

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
    for (const object of objectsIn(message)) {
      const verdict = judge(object, at);
      if (verdict !== undefined) return verdict;
    }
    return undefined;
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
