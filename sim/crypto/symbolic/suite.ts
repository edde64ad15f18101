import type { PublicKey, Suite } from '../../framework/crypto.ts';
import { chainFault, flipDocument, issueFor, requestFor, requestHolds, selfSign } from './certification.ts';
import { forge } from './forgery.ts';
import { freshPair, freshSecret } from './keys.ts';
import type { Algorithm, Realm } from './keys.ts';
import { opaque } from '../opaque.ts';
import {
  agree,
  checkProof,
  checkTag,
  derive,
  flipBit,
  hash,
  open,
  prove,
  seal,
  sign,
  tag,
  tree,
  verify,
} from './terms.ts';

/**
 * A suite whose terms nobody can forge or read without the key (Dolev-Yao). One for each run: keys of two suites are
 * strangers to each other.
 */
export function symbolicSuite(): Suite {
  const realm: Realm = { next: 0 };
  const pair = (algorithm: Algorithm) => {
    const { publicTerm, privateTerm } = freshPair(realm, algorithm);
    return { publicKey: opaque<PublicKey>(publicTerm), privateKey: opaque<never>(privateTerm) };
  };
  const voidKey = pair('rsa').publicKey;
  return {
    name: 'symbolic',
    keyPair: (algorithm = 'p256') => pair(algorithm),
    agreementPair: () => pair('x25519'),
    secret: () => opaque(freshSecret(realm)),
    sign: (key, content) => sign(key, 'content', content),
    verify: (key, content, signature) => verify(key, 'content', content, signature),
    seal,
    open,
    tag,
    checkTag,
    agree,
    derive,
    hash,
    prove,
    checkProof,
    tree,
    root: (name, notBeforeNs, notAfterNs) => selfSign(pair('rsa'), name, notBeforeNs, notAfterNs, voidKey),
    request: (keys, name) => requestFor(keys, name, voidKey),
    checkRequest: requestHolds,
    issue: (issuer, request, terms) => issueFor(issuer, request, terms, voidKey),
    checkChain: chainFault,
    forge,
    flip: (term, part, at) => {
      const flipped = flipBit(term, part, at) ?? flipDocument(term, part, at);
      if (flipped === undefined) throw new TypeError('only terms that travel can be flipped');
      return opaque(flipped);
    },
  };
}
