import forge from 'node-forge';

/** ASN.1 values as node-forge's toolkit builds them, for keys that its own certificates do not know. */

type Asn1 = forge.asn1.Asn1;
const { asn1 } = forge;
const { UNIVERSAL } = asn1.Class;

/** Object identifiers of signature algorithms by the key's type: RFC 5758, RFC 8410 and RFC 4055. */
export const signatureOids: Readonly<Record<string, string>> = {
  ec: '1.2.840.10045.4.3.2',
  ed25519: '1.3.101.112',
  rsa: '1.2.840.113549.1.1.11',
};

/** Bytes of a value in DER. */
export function derOf(value: Asn1): Buffer {
  return Buffer.from(asn1.toDer(value).getBytes(), 'latin1');
}

/** A value from its DER. */
export function asnBytes(der: Uint8Array): Asn1 {
  return asn1.fromDer(Buffer.from(der).toString('latin1'));
}

/** A sequence of values. */
export function asnSequence(...values: readonly Asn1[]): Asn1 {
  return asn1.create(UNIVERSAL, asn1.Type.SEQUENCE, true, [...values]);
}

/** An object identifier. */
export function asnIdentifier(oid: string): Asn1 {
  return asn1.create(UNIVERSAL, asn1.Type.OID, false, asn1.oidToDer(oid).getBytes());
}

/** A distinguished name of one common name. */
export function asnName(name: string): Asn1 {
  const value = asn1.create(UNIVERSAL, asn1.Type.UTF8, false, forge.util.encodeUtf8(name));
  return asnSequence(asn1.create(UNIVERSAL, asn1.Type.SET, true, [asnSequence(asnIdentifier('2.5.4.3'), value)]));
}

/** The identifier of a signature algorithm by the type of its key. */
export function asnAlgorithm(keyType: string): Asn1 {
  const oid = asnIdentifier(signatureOids[keyType]!);
  // RFC 4055 wants a NULL beside RSA; the others want nothing.
  return keyType === 'rsa' ? asnSequence(oid, asn1.create(UNIVERSAL, asn1.Type.NULL, false, '')) : asnSequence(oid);
}

/** A bit string of whole bytes. */
export function asnBits(bytes: Uint8Array): Asn1 {
  return asn1.create(UNIVERSAL, asn1.Type.BITSTRING, false, `\0${Buffer.from(bytes).toString('latin1')}`);
}
