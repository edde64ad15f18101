import {
  createHash,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  generateKeySync,
  sign,
  verify,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { KeyPair, PrivateKey, PublicKey, SecretKey } from '../../framework/crypto.ts';
import { freshNonce } from './nonces.ts';
import { closeClass, opaque } from '../opaque.ts';
import {
  equalBytes,
  hkdfBytes,
  macBytes,
  openBytes,
  sealBytes,
  signBytes,
  tagBytes,
  verifyBytes,
  x25519Bytes,
} from './primitives.ts';

/** Keys of the suite: handles that this module can use and nobody can read. */

/** Bytes of a secret: AES-128. */
const secretBytes = 16;
const empty = new Uint8Array(0);

/** Subject public key info as it stands in certificates; an unusable one verifies nothing. */
export class PublicHandle {
  readonly #spki: Buffer;
  #object: KeyObject | null | undefined;

  constructor(spki: Uint8Array, object?: KeyObject) {
    this.#spki = Buffer.from(spki);
    this.#object = object;
  }

  static is(value: unknown): value is PublicHandle {
    return typeof value === 'object' && value !== null && #spki in value;
  }

  /** Throws TypeError for what is no public key of this suite. */
  static of(value: unknown): PublicHandle {
    if (!PublicHandle.is(value)) throw new TypeError('not a public key of the openssl suite');
    return value;
  }

  static spki(key: PublicHandle): Buffer {
    return key.#spki;
  }

  /** The key, or null where the bytes are none: a flipped point lies on no curve. */
  static object(key: PublicHandle): KeyObject | null {
    if (key.#object === undefined) key.#object = publicObject(key.#spki);
    return key.#object;
  }
}

/** Where in a subject public key info of that length the key itself begins, after what tells its kind. */
export function keyOffset(spkiBytes: number): number {
  if (spkiBytes === 91) return 27; // P-256: the first coordinate
  if (spkiBytes === 44) return 12; // Ed25519, X25519
  return Math.max(0, spkiBytes - 37); // RSA: the last 32 bytes of the modulus, before the exponent
}

function publicObject(spki: Buffer): KeyObject | null {
  try {
    return createPublicKey({ key: spki, format: 'der', type: 'spki' });
  } catch {
    // OpenSSL's reasons differ between versions; that the bytes are no key is all there is to know.
    return null;
  }
}

// What is behind a private handle or a secret is reached by this module's own functions only.
let privateObject: (key: unknown) => KeyObject;
let secretObject: (key: unknown) => KeyObject;
let macObject: (key: unknown) => KeyObject;

class PrivateHandle {
  readonly #object: KeyObject;

  constructor(object: KeyObject) {
    this.#object = object;
  }

  static {
    privateObject = (key) => {
      if (typeof key === 'object' && key !== null && #object in key) return (key as PrivateHandle).#object;
      throw new TypeError('not a private key of the openssl suite');
    };
  }
}

class SecretHandle {
  readonly #object: KeyObject;
  /** A key of its own for authentication, so that one key never serves two algorithms. */
  #macObject: KeyObject | undefined;

  constructor(object: KeyObject) {
    this.#object = object;
  }

  static {
    const handle = (key: unknown): SecretHandle => {
      if (typeof key === 'object' && key !== null && #object in key) return key as SecretHandle;
      throw new TypeError('not a secret key of the openssl suite');
    };
    secretObject = (key) => handle(key).#object;
    macObject = (key) => {
      const secret = handle(key);
      secret.#macObject ??= createSecretKey(hkdfBytes(secret.#object, empty, Buffer.from('tag'), secretBytes));
      return secret.#macObject;
    };
  }
}

for (const kind of [PublicHandle, PrivateHandle, SecretHandle]) closeClass(kind);

/** A pair as handles. */
export function pairOf(keys: { publicKey: KeyObject; privateKey: KeyObject }): KeyPair {
  const spki = keys.publicKey.export({ type: 'spki', format: 'der' });
  return {
    publicKey: opaque<PublicKey>(new PublicHandle(spki, keys.publicKey)),
    privateKey: opaque<PrivateKey>(new PrivateHandle(keys.privateKey)),
  };
}

/** A fresh pair for signatures or for key agreement. */
export function freshPair(algorithm: 'p256' | 'ed25519' | 'x25519'): KeyPair {
  switch (algorithm) {
    case 'p256':
      return pairOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }));
    case 'ed25519':
      return pairOf(generateKeyPairSync('ed25519'));
    case 'x25519':
      return pairOf(generateKeyPairSync('x25519'));
  }
}

/** A secret of given bytes: what was agreed, or what came from the process that keeps it. */
export const secretOf = (bytes: Uint8Array): SecretKey => opaque(new SecretHandle(createSecretKey(bytes)));

/** The bytes of a secret, for the process of the live world that is to hold it. */
export const bytesOfSecret = (key: SecretKey): Buffer => secretObject(key).export();

/** A fresh 128-bit secret. */
export function freshSecret(): SecretKey {
  return opaque(new SecretHandle(generateKeySync('aes', { length: secretBytes * 8 })));
}

/** The kind of a private key as node:crypto names it. Throws TypeError for one that does not sign. */
export function signerType(key: PrivateKey): string {
  const type = privateObject(key).asymmetricKeyType ?? 'none';
  if (type === 'x25519') throw new TypeError('an agreement key does not sign');
  return type;
}

/** The body of a certificate or request signed as X.509 wants it: ECDSA in DER form. */
export function certifyWith(key: PrivateKey, body: Uint8Array): Buffer {
  const object = privateObject(key);
  return sign(digestOf(object), body, object);
}

/** Whether `certifyWith` signed a body with the private half of the key. */
export function certified(key: PublicKey, body: Uint8Array, signature: Uint8Array): boolean {
  const object = PublicHandle.object(PublicHandle.of(key));
  return object !== null && object.asymmetricKeyType !== 'x25519' && verify(digestOf(object), body, object, signature);
}

const digestOf = (key: KeyObject): string | null => (key.asymmetricKeyType === 'ed25519' ? null : 'sha256');

/**
 * A private key as PKCS#8 text, for the TLS stack of the live world, which takes nothing else. The one way by which a key
 * leaves the suite: only what runs real sockets calls it.
 */
export function privatePem(key: PrivateKey): string {
  return privateObject(key).export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** A pair from the text of its private half. Throws Error for text that is no key. */
export function pairOfPem(pem: string): KeyPair {
  const privateKey = createPrivateKey(pem);
  return pairOf({ privateKey, publicKey: createPublicKey(privateKey) });
}

/** Signs bytes with a private key. */
export function signWith(key: PrivateKey, content: Uint8Array): Buffer {
  return signBytes(privateObject(key), content);
}

/** Whether a signature over bytes verifies under a public key. */
export function verifyWith(key: PublicKey, content: Uint8Array, signature: Uint8Array): boolean {
  const object = PublicHandle.is(key) ? PublicHandle.object(key) : null;
  return object !== null && verifyBytes(object, content, signature);
}

/** Seals bytes under a secret, with a nonce of its own. */
export function sealWith(key: SecretKey, plain: Uint8Array, bound: Uint8Array): Buffer {
  return sealBytes(secretObject(key), freshNonce(), plain, bound);
}

/** Opens sealed bytes with a secret. */
export function openWith(key: SecretKey, sealed: Uint8Array, bound: Uint8Array): Buffer | undefined {
  return openBytes(secretObject(key), sealed, bound);
}

/** Authenticates bytes under a secret. */
export function tagWith(key: SecretKey, content: Uint8Array): Buffer {
  return macBytes(macObject(key), content);
}

/** Whether a tag over bytes was made under the secret. */
export function tagHolds(key: SecretKey, content: Uint8Array, tag: Uint8Array): boolean {
  return tag.length === tagBytes && equalBytes(tagWith(key, content), tag);
}

/** X25519 and HKDF-SHA-256 with the context as `info`. Throws TypeError for other keys. */
export function agreeWith(own: PrivateKey, peer: PublicKey, context: Uint8Array): SecretKey {
  const privateKey = privateObject(own);
  const publicKey = PublicHandle.object(PublicHandle.of(peer));
  if (privateKey.asymmetricKeyType !== 'x25519' || publicKey?.asymmetricKeyType !== 'x25519') {
    throw new TypeError('only agreement keys agree on a secret');
  }
  return secretOf(hkdfBytes(x25519Bytes(privateKey, publicKey), empty, labelled('agree', context), secretBytes));
}

/** HKDF-SHA-256 from another secret, with the context as `info`. */
export function deriveWith(key: SecretKey, context: Uint8Array): SecretKey {
  return secretOf(hkdfBytes(secretObject(key), empty, labelled('derive', context), secretBytes));
}

/** HKDF's info is limited to 1024 bytes by node:crypto, so that the context goes in as its digest, under a label. */
function labelled(label: string, context: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${label}:`), createHash('sha256').update(context).digest()]);
}
