import type { Content } from '../../framework/crypto.ts';
import type { ByteSuite, WireTerm } from '../../framework/byte-suite.ts';
import { decodeContent, encodeInOrder } from './content.ts';
import { CredentialHandle } from './credential.ts';
import { bytesOfSecret, pairOfPem, privatePem, PublicHandle, secretOf } from './keys.ts';
import { RequestHandle } from './request.ts';
import { equalBytes } from './primitives.ts';
import { opensslSuite } from './suite.ts';
import { BytesTerm, isDigestLength } from './terms.ts';
import { credentialOf, tlsIdentity } from './tls-identity.ts';

/** The suite on bytes with what the live world needs besides: terms on real wires, keys in other processes, TLS. */
export const opensslByteSuite = (): ByteSuite => ({
  ...opensslSuite(),
  encode: encodeInOrder,
  decode: decodeContent,
  termOf,
  termBytes,
  termFrom,
  exportPair: (pair) => privatePem(pair.privateKey),
  importPair: pairOfPem,
  exportSecret: bytesOfSecret,
  importSecret: secretOf,
  tlsIdentity,
  credentialOf,
});

function termOf(value: unknown): WireTerm | null {
  if (BytesTerm.is(value)) return BytesTerm.kind(value);
  if (PublicHandle.is(value)) return 'public key';
  if (CredentialHandle.is(value)) return 'credential';
  return RequestHandle.is(value) ? 'request' : null;
}

function termBytes(term: unknown): Uint8Array {
  if (BytesTerm.is(term)) return BytesTerm.bytes(term);
  if (termOf(term) === null) throw new TypeError('not a term of the openssl suite');
  return encodeInOrder(term as Content);
}

function termFrom(kind: WireTerm, bytes: Uint8Array): object | undefined {
  if (kind === 'signature' || kind === 'sealed' || kind === 'tag' || kind === 'proof')
    return new BytesTerm(kind, bytes);
  if (kind === 'digest') return isDigestLength(bytes) ? new BytesTerm(kind, bytes) : undefined;
  try {
    const term = decodeContent(bytes);
    return termOf(term) === kind && equalBytes(encodeInOrder(term), bytes) ? (term as object) : undefined;
  } catch {
    // However bytes came to be no term, they are none.
    return undefined;
  }
}
