import { hash } from 'node:crypto';
import type { Content, FlipPart, Sealed, Signature, Suite, Tag } from '../../framework/crypto.ts';
import { opaque } from '../opaque.ts';
import { flipPosition } from '../parts.ts';
import { chainFault } from './chain.ts';
import { decodeContent, encodeContent, encodeInOrder } from './content.ts';
import { CredentialHandle } from './credential.ts';
import { forge } from './forgery.ts';
import { issueFor } from './issue.ts';
import * as keys from './keys.ts';
import { nonceBytes, tagBytes } from './primitives.ts';
import { proofHolds, searchProof } from './proofs.ts';
import { requestFor, requestHolds, RequestHandle } from './request.ts';
import { selfSign } from './root.ts';
import { tree } from './tree.ts';
import { BytesTerm, flippedBytes } from './terms.ts';

/**
 * The same contract on bytes, by node:crypto. Stateless: every call returns an equal suite. Which verdicts come out never
 * depends on the bytes of keys, nonces or certificates.
 */
export function opensslSuite(): Suite {
  return {
    name: 'openssl',
    keyPair: (algorithm = 'p256') => keys.freshPair(algorithm),
    agreementPair: () => keys.freshPair('x25519'),
    secret: keys.freshSecret,
    sign: (key, content) => opaque<Signature>(new BytesTerm('signature', keys.signWith(key, encodeContent(content)))),
    verify: (key, content, signature) =>
      keys.verifyWith(key, encodeContent(content), BytesTerm.bytesOf('signature', signature)),
    seal: (key, content, bound) =>
      opaque<Sealed>(new BytesTerm('sealed', keys.sealWith(key, encodeInOrder(content), encodeContent(bound)))),
    open: (key, sealed, bound): Content | undefined => {
      const plain = keys.openWith(key, BytesTerm.bytesOf('sealed', sealed), encodeContent(bound));
      return plain === undefined ? undefined : decodeContent(plain);
    },
    tag: (key, content) => opaque<Tag>(new BytesTerm('tag', keys.tagWith(key, encodeContent(content)))),
    checkTag: (key, content, tag) => keys.tagHolds(key, encodeContent(content), BytesTerm.bytesOf('tag', tag)),
    agree: (own, peer, context) => keys.agreeWith(own, peer, encodeContent(context)),
    derive: (key, context) => keys.deriveWith(key, encodeContent(context)),
    hash: (content) => hash('sha256', encodeContent(content), 'hex'),
    prove: (content, bits) => opaque(new BytesTerm('proof', searchProof(encodeContent(content), bits))),
    checkProof: (content, bits, proof) => proofHolds(encodeContent(content), bits, BytesTerm.bytesOf('proof', proof)),
    tree,
    root: selfSign,
    request: requestFor,
    checkRequest: requestHolds,
    issue: issueFor,
    checkChain: chainFault,
    forge,
    flip: (term, part, at) => opaque(flipped(term, part, at)),
  };
}

function flipped(term: object, part: FlipPart, at: number): object {
  if (BytesTerm.is(term)) {
    const kind = BytesTerm.kind(term);
    // A proof with a flipped bit is another try, which may hold by chance.
    if (kind === 'proof') throw new TypeError('a proof of work is not flipped: make another');
    const bytes = BytesTerm.bytes(term);
    const bit = flipPosition(kind, part, at);
    return new BytesTerm(kind, flippedBytes(bytes, kind === 'sealed' ? sealedBit(bytes.length, part, bit) : bit));
  }
  if (keys.PublicHandle.is(term)) {
    const spki = keys.PublicHandle.spki(term);
    const bit = keys.keyOffset(spki.length) * 8 + flipPosition('public key', part, at);
    return new keys.PublicHandle(flippedBytes(spki, bit));
  }
  if (CredentialHandle.is(term)) return CredentialHandle.flip(term, part, flipPosition('credential', part, at));
  if (RequestHandle.is(term)) return RequestHandle.flip(term, part, flipPosition('request', part, at));
  throw new TypeError('only terms that travel can be flipped');
}

/** A sealed content is nonce, ciphertext and tag. */
function sealedBit(length: number, part: FlipPart, bit: number): number {
  const tagStart = length - tagBytes;
  if (part === 'header') return bit;
  return part === 'tag' ? tagStart * 8 + bit : nonceBytes * 8 + (bit % ((tagStart - nonceBytes) * 8));
}
