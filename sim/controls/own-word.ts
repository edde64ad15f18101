import type { Ground, Guard, Post, WireMessage } from '../framework/control.ts';
import type { Content, Credential, Signature } from '../framework/crypto.ts';
import type { Kind } from '../framework/message.ts';
import type { Verdict } from '../framework/verdict.ts';
import { wireSizes } from '../framework/wire-sizes.ts';
import { refusalOf } from './proofs.ts';

/** What a thing or person puts beside its own word: who it is, and its signature over what it said. */
interface Signed {
  readonly credential: Credential;
  readonly signature: Signature;
}

/** Whether what lies beside a word has the form of a signature; what it is worth, chain and signature say. */
function isSigned(mark: unknown): mark is Signed {
  if (typeof mark !== 'object' || mark === null) return false;
  const { credential, signature } = mark as Partial<Record<keyof Signed, unknown>>;
  if (typeof credential !== 'object' || credential === null) return false;
  return typeof signature === 'object' && signature !== null;
}

/** Which words must be a thing's own. */
export interface OwnWords {
  readonly has: (kind: Kind) => boolean;
  /** What the signature covers: who, and all that it said. */
  readonly covered: (message: WireMessage) => Content;
}

/** A guard by which such words count only with the signature of the thing or person that they are about, whoever passes them on. */
export const ownWord = ({ mark, household }: Ground, { has, covered }: OwnWords): Guard => {
  const judge = ({ credential, signature }: Signed, message: WireMessage, at: Post): Verdict => {
    at.charge('parse');
    at.charge('chain');
    const fault = at.suite.checkChain(credential, at.trust.roots, at.now);
    if (fault !== undefined) return refusalOf[fault];
    const { subject } = message;
    const known = subject >= 0 && subject < household.nodes;
    if (!known || credential.name !== household.nameOf(subject)) return 'wrong-peer';
    if (at.trust.revoked(credential)) return 'revoked-credential';
    at.charge('verify');
    return at.suite.verify(credential.publicKey, covered(message), signature) ? undefined : 'no-consent';
  };
  return {
    protect(message, at) {
      if (!has(message.kind) || message.body === null) return;
      const { pair, credential } = at.keys;
      // Platforms pass on what stands beside such words: nobody else can say them for whom they are about.
      if ((at.role === 'device' || at.role === 'person') && pair !== null && credential !== null) {
        at.charge('sign');
        const signed: Signed = { credential, signature: at.suite.sign(pair.privateKey, covered(message)) };
        message.marks[mark] = signed;
      }
      if (message.marks[mark] !== undefined) at.extend(wireSizes.certificate + wireSizes.signature);
    },
    verify(message, at) {
      if (!has(message.kind)) return undefined;
      if (message.body === null) return 'malformed';
      const signed = message.marks[mark];
      if (signed === undefined) return 'no-consent';
      return isSigned(signed) ? judge(signed, message, at) : 'malformed';
    },
  };
};
