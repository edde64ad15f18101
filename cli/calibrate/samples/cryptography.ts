import { hash } from 'node:crypto';
import type { Content, Sealed } from '../../../sim/framework/crypto.ts';
import * as keys from '../../../sim/crypto/openssl/keys.ts';
import { opensslSuite } from '../../../sim/crypto/openssl/suite.ts';
import { anySize, calls, type Sample } from '../sample.ts';
import { usualMessages } from './usual-messages.ts';

/** Lengths of what is sealed, tagged and hashed, bytes: of messages from the shortest to the longest usual one. */
const byteSizes: readonly number[] = [64, 128, 256, 512, 1024, 2048];

const bytesOf = (size: number): Uint8Array => Uint8Array.from({ length: size }, (_, at) => (at * 151 + 7) & 0xff);

/** Works on bytes as the suite does, without the encoding that a message has anyway. */
const onBytes = (): readonly Sample[] => {
  const key = keys.freshSecret();
  const bound = bytesOf(8);
  return [
    calls('aead', 'sealing and opening bytes by turns, AES-128-GCM', byteSizes, (size) => {
      const plain = bytesOf(size);
      let sealed = keys.sealWith(key, plain, bound);
      return (turn) =>
        turn % 2 === 0 ? (sealed = keys.sealWith(key, plain, bound)) : keys.openWith(key, sealed, bound);
    }),
    calls('mac', 'making and checking a tag by turns, HMAC-SHA-256', byteSizes, (size) => {
      const content = bytesOf(size);
      const tag = keys.tagWith(key, content);
      return (turn) => (turn % 2 === 0 ? keys.tagWith(key, content) : keys.tagHolds(key, content, tag));
    }),
    calls('hash', 'a digest, SHA-256', byteSizes, (size) => {
      const content = bytesOf(size);
      return () => hash('sha256', content, 'hex');
    }),
  ];
};

/** The cryptography of the product, by the suite that works on bytes: what controls call when they protect and verify. */
export function cryptography(): readonly Sample[] {
  const suite = opensslSuite();
  const pair = suite.keyPair();
  const [own, peer] = [suite.agreementPair(), suite.agreementPair()];
  const ours = suite.agree(own.privateKey, peer.publicKey, 'records');
  const theirs = suite.agree(peer.privateKey, own.publicKey, 'records');
  const transcript: Content = ['proof', 'responder', own.publicKey, peer.publicKey, 17, 4];
  const signature = suite.sign(pair.privateKey, transcript);
  const messages = usualMessages();
  return [
    calls('sign', 'a proof over a transcript, P-256', anySize, () => () => suite.sign(pair.privateKey, transcript)),
    calls('verify', 'the same proof, P-256', anySize, () => () => suite.verify(pair.publicKey, transcript, signature)),
    calls(
      'agree',
      'X25519 and HKDF-SHA-256',
      anySize,
      () => () => suite.agree(own.privateKey, peer.publicKey, 'records'),
    ),
    calls('keygen', 'a fresh pair of X25519', anySize, () => () => suite.agreementPair()),
    ...onBytes(),
    calls(
      'sealed-message',
      'a message sealed and opened by turns as an object, with its encoding',
      [...messages.keys()],
      (size) => {
        const { content } = messages.get(size)!;
        let sealed: Sealed = suite.seal(ours, content, 17);
        return (turn) => (turn % 2 === 0 ? (sealed = suite.seal(ours, content, 17)) : suite.open(theirs, sealed, 17));
      },
    ),
  ];
}
