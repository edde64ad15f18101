import { createHash } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  Extension,
  Extensions,
  GeneralName,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
} from '@peculiar/asn1-x509';
import type { Authority, Credential, CredentialRequest, CredentialTerms } from '../../framework/crypto.ts';
import { epochMillis } from '../../framework/time.ts';
import { statedTerms } from '../certificates.ts';
import { opaque } from '../opaque.ts';
import { CredentialHandle, issuing } from './credential.ts';
import { integerBytes } from './der.ts';
import { signatureOids } from './forge-asn1.ts';
import { certifyWith, PublicHandle, signerType } from './keys.ts';
import { requireReadable } from './request.ts';

/** Issues an X.509 v3 certificate (RFC 5280) below the issuer's, signed with the issuer's key. */
export function issueFor(issuer: Authority, request: CredentialRequest, terms: CredentialTerms): Credential {
  const { certificate: above, below } = issuing(issuer.credential);
  requireReadable(request);
  const stated = statedTerms(request.name, terms);
  const spki = PublicHandle.spki(PublicHandle.of(request.publicKey));
  const body = new TBSCertificate({
    version: Version.v3,
    serialNumber: new Uint8Array(integerBytes(stated.serial)).buffer,
    signature: new AlgorithmIdentifier(),
    issuer: AsnConvert.parse(above.subject, Name),
    validity: new Validity({ notBefore: calendarDate(stated.notBeforeNs), notAfter: calendarDate(stated.notAfterNs) }),
    subject: commonName(request.name),
    subjectPublicKeyInfo: AsnConvert.parse(spki, SubjectPublicKeyInfo),
    extensions: new Extensions([
      extension(id_ce_basicConstraints, 'critical', new BasicConstraints({ cA: terms.kind === 'authority' })),
      extension(id_ce_keyUsage, 'critical', usageOf(terms.kind)),
      extension(id_ce_subjectAltName, 'plain', new SubjectAlternativeName([alternativeName(request.name)])),
      extension(id_ce_subjectKeyIdentifier, 'plain', new SubjectKeyIdentifier(keyIdOf(spki))),
    ]),
  });
  if (above.keyId !== undefined) {
    const keyIdentifier = new KeyIdentifier(above.keyId);
    body.extensions!.push(
      extension(id_ce_authorityKeyIdentifier, 'plain', new AuthorityKeyIdentifier({ keyIdentifier })),
    );
  }
  return opaque(new CredentialHandle([signedBody(issuer, body), ...below]));
}

function signedBody(issuer: Authority, body: TBSCertificate): Buffer {
  const key = issuer.pair.privateKey;
  const keyType = signerType(key);
  const parameters = keyType === 'rsa' ? { parameters: new Uint8Array([5, 0]).buffer } : {};
  // The algorithm stands inside what is signed, too.
  const algorithm = new AlgorithmIdentifier({ algorithm: signatureOids[keyType]!, ...parameters });
  body.signature = algorithm;
  const signature = certifyWith(key, new Uint8Array(AsnConvert.serialize(body)));
  const signatureValue = new Uint8Array(signature).buffer;
  const whole = new Certificate({ tbsCertificate: body, signatureAlgorithm: algorithm, signatureValue });
  return Buffer.from(AsnConvert.serialize(whole));
}

/** Key identifier: the first 160 bits of SHA-256 over the public key info (after RFC 7093, method 4, cut to 160 bits). */
export function keyIdOf(spki: Uint8Array): Buffer {
  return createHash('sha256').update(spki).digest().subarray(0, 20);
}

function extension(extnID: string, weight: 'critical' | 'plain', value: object): Extension {
  return new Extension({
    extnID,
    critical: weight === 'critical',
    extnValue: new OctetString(AsnConvert.serialize(value)),
  });
}

function usageOf(kind: CredentialTerms['kind']): KeyUsage {
  const authority = KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign | KeyUsageFlags.digitalSignature;
  return new KeyUsage(kind === 'authority' ? authority : KeyUsageFlags.digitalSignature);
}

/** A DNS name where the name can be one (what TLS peers compare), otherwise a URN. */
function alternativeName(name: string): GeneralName {
  const label = '[a-z0-9]([a-z0-9-]*[a-z0-9])?';
  if (name.length <= 253 && new RegExp(`^${label}(\\.${label})*$`, 'i').test(name))
    return new GeneralName({ dNSName: name });
  return new GeneralName({ uniformResourceIdentifier: `urn:metarange:${encodeURIComponent(name)}` });
}

function commonName(name: string): Name {
  const value = new AttributeValue({ utf8String: name });
  return new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({ type: '2.5.4.3', value })])]);
}

/** A moment of the run as calendar time. Whole seconds, as X.509 has them. */
export function calendarDate(timeNs: number): Date {
  return new Date(epochMillis + Math.round(timeNs / 1e6));
}
