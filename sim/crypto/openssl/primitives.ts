import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  diffieHellman,
  hkdfSync,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** The algorithms of the suite as node:crypto does them, on bytes; checked against published vectors. */

/** Bytes of an AES-GCM nonce (NIST SP 800-38D, 8.2). */
export const nonceBytes = 12;
/** Bytes of an AES-GCM tag. Said on both sides: node:crypto otherwise accepts tags cut to four bytes. */
export const tagBytes = 16;
const aead = 'aes-128-gcm';

/** AES-128-GCM: nonce, ciphertext and tag in one buffer. */
export function sealBytes(key: KeyObject, nonce: Uint8Array, plain: Uint8Array, bound: Uint8Array): Buffer {
  const cipher = createCipheriv(aead, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(bound);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** What `sealBytes` sealed, or undefined when a bit of it, the key or `bound` differs. */
export function openBytes(key: KeyObject, sealed: Uint8Array, bound: Uint8Array): Buffer | undefined {
  if (sealed.length < nonceBytes + tagBytes) return undefined;
  const decipher = createDecipheriv(aead, key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(bound);
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const plain = decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes));
  try {
    decipher.final();
  } catch {
    // The one thing that `final` can find wrong in GCM is the tag.
    return undefined;
  }
  return plain;
}

/** HMAC-SHA-256 cut to its first 128 bits (RFC 4868, 2.6 cuts HMACs to half). */
export function macBytes(key: KeyObject, content: Uint8Array): Buffer {
  return createHmac('sha256', key).update(content).digest().subarray(0, tagBytes);
}

/** Whether two byte strings are equal, in a time that does not tell where they differ. */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}

/** HKDF-SHA-256 (RFC 5869). */
export function hkdfBytes(key: KeyObject | Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, info, length));
}

/** The X25519 function (RFC 7748). */
export function x25519Bytes(privateKey: KeyObject, publicKey: KeyObject): Buffer {
  return diffieHellman({ privateKey, publicKey });
}

/**
 * A signature by the key's own algorithm: Ed25519 (RFC 8032), ECDSA on P-256 with SHA-256 as 64 bytes r and s (IEEE P1363), or
 * RSASSA-PKCS1-v1_5 with SHA-256 for roots. Throws TypeError for a key that does not sign.
 */
export function signBytes(key: KeyObject, content: Uint8Array): Buffer {
  switch (key.asymmetricKeyType) {
    case 'ed25519':
      return sign(null, content, key);
    case 'ec':
      return sign('sha256', content, { key, dsaEncoding: 'ieee-p1363' });
    case 'rsa':
      return sign('sha256', content, key);
    default:
      throw new TypeError('an agreement key does not sign');
  }
}

/** Whether `signBytes` made a signature with the private half of the key. */
export function verifyBytes(key: KeyObject, content: Uint8Array, signature: Uint8Array): boolean {
  switch (key.asymmetricKeyType) {
    case 'ed25519':
      return verify(null, content, key, signature);
    case 'ec':
      return verify('sha256', content, { key, dsaEncoding: 'ieee-p1363' }, signature);
    case 'rsa':
      return verify('sha256', content, key, signature);
    default:
      return false;
  }
}
