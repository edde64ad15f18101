import type { ByteSuite, WireTerm } from '../../framework/byte-suite.ts';
import { decodeContent, encodeInOrder } from './content.ts';
import { CredentialHandle } from './credential.ts';
import { bytesOfSecret, pairOfPem, privatePem, PublicHandle, secretOf } from './keys.ts';
import { RequestHandle } from './request.ts';
import { opensslSuite } from './suite.ts';
import { BytesTerm } from './terms.ts';
import { credentialOf, tlsIdentity } from './tls-identity.ts';

/** The suite on bytes with what the live world needs besides: terms on real wires, keys in other processes, TLS. */
export const opensslByteSuite = (): ByteSuite => ({
  ...opensslSuite(),
  encode: encodeInOrder,
  decode: decodeContent,
  termOf,
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
