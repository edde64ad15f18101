import type { Content, Sealed } from '../../../sim/framework/crypto.ts';
import { opensslSuite } from '../../../sim/crypto/openssl/suite.ts';
import { anySize, calls, messageSizes, type Sample } from '../sample.ts';
import { messageContent } from './message-content.ts';

/** The cryptography of the product, by the suite that works on bytes: what controls call when they protect and verify. */
export function cryptography(): readonly Sample[] {
  const suite = opensslSuite();
  const pair = suite.keyPair();
  const [own, peer] = [suite.agreementPair(), suite.agreementPair()];
  const ours = suite.agree(own.privateKey, peer.publicKey, 'records');
  const theirs = suite.agree(peer.privateKey, own.publicKey, 'records');
  const transcript: Content = ['proof', 'responder', own.publicKey, peer.publicKey, 17, 4];
  const signature = suite.sign(pair.privateKey, transcript);
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
    calls('aead', 'sealing and opening a message by turns, AES-128-GCM with its encoding', messageSizes, (size) => {
      const content = messageContent(size);
      let sealed: Sealed = suite.seal(ours, content, [17, 0]);
      let bound = 0;
      return (turn) => {
        if (turn % 2 === 1) return suite.open(theirs, sealed, [17, bound]);
        bound = turn;
        return (sealed = suite.seal(ours, content, [17, bound]));
      };
    }),
    calls('mac', 'making and checking a tag by turns, HMAC-SHA-256 with the encoding', messageSizes, (size) => {
      const content = messageContent(size);
      const tag = suite.tag(ours, content);
      return (turn) => (turn % 2 === 0 ? suite.tag(ours, content) : suite.checkTag(theirs, content, tag));
    }),
    calls('hash', 'a digest of a message, SHA-256 with the encoding', messageSizes, (size) => {
      const content = messageContent(size);
      return () => suite.hash(content);
    }),
  ];
}
