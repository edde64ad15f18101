import nodeForge from 'node-forge';
import type {
  Credential,
  CredentialRequest,
  CredentialTerms,
  Feigned,
  Forgery,
  KeyPair,
} from '../../framework/crypto.ts';
import { statedTerms } from '../certificates.ts';
import { opaque } from '../opaque.ts';
import type { Certificate } from './certificate.ts';
import { CredentialHandle, issuing } from './credential.ts';
import { integerBytes } from './der.ts';
import { asnAlgorithm, asnBits, asnBytes, asnIdentifier, asnName, asnSequence, derOf } from './forge-asn1.ts';
import { calendarDate, keyIdOf } from './issue.ts';
import { certifyWith, PublicHandle, signerType } from './keys.ts';
import { requireReadable } from './request.ts';

const { asn1 } = nodeForge;
const { UNIVERSAL, CONTEXT_SPECIFIC } = asn1.Class;

/** A credential on bytes that looks as if the likeness had issued it: put together with node-forge, signed with the attacker's pair. */
export function forge(rogue: KeyPair, { forgery, likeness, request, terms }: Feigned): Credential {
  const { certificate: above, below } = issuing(likeness);
  requireReadable(request);
  const whole = certificateBytes(forgery, rogue, above, request, terms);
  const der =
    forgery === 'truncated' ? whole.subarray(0, -1) : forgery === 'garbled' ? derOf(asnName(request.name)) : whole;
  return opaque(new CredentialHandle([der, ...below]));
}

function certificateBytes(
  forgery: Forgery,
  rogue: KeyPair,
  above: Certificate,
  request: CredentialRequest,
  terms: Omit<CredentialTerms, 'kind'>,
): Buffer {
  const keyType = signerType(rogue.privateKey);
  const stated = statedTerms(request.name, terms);
  const ownKeyId = keyIdOf(PublicHandle.spki(PublicHandle.of(rogue.publicKey)));
  const keyId = forgery === 'namesake' ? ownKeyId : forgery === 'unlabelled' ? undefined : above.keyId;
  const body = asnSequence(
    asn1.create(CONTEXT_SPECIFIC, 0, true, [integer(2)]),
    integer(stated.serial),
    asnAlgorithm(keyType),
    asnBytes(above.subject),
    asnSequence(time(stated.notBeforeNs), time(stated.notAfterNs)),
    asnName(request.name),
    asnBytes(PublicHandle.spki(PublicHandle.of(request.publicKey))),
    asn1.create(CONTEXT_SPECIFIC, 3, true, [asnSequence(...extensions(keyId))]),
  );
  const signature = certifyWith(rogue.privateKey, derOf(body));
  return derOf(asnSequence(body, asnAlgorithm(keyType), asnBits(signature)));
}

function extensions(keyId: Buffer | undefined): nodeForge.asn1.Asn1[] {
  const basicConstraints = extension('2.5.29.19', asnSequence());
  if (keyId === undefined) return [basicConstraints];
  const identifier = asn1.create(CONTEXT_SPECIFIC, 0, false, keyId.toString('latin1'));
  return [basicConstraints, extension('2.5.29.35', asnSequence(identifier))];
}

function extension(oid: string, value: nodeForge.asn1.Asn1): nodeForge.asn1.Asn1 {
  const content = asn1.create(UNIVERSAL, asn1.Type.OCTETSTRING, false, derOf(value).toString('latin1'));
  return asnSequence(asnIdentifier(oid), content);
}

/** A whole number from 0; node-forge's own encoder ends at 32 bits. */
function integer(value: number): nodeForge.asn1.Asn1 {
  return asn1.create(UNIVERSAL, asn1.Type.INTEGER, false, integerBytes(value).toString('latin1'));
}

/** X.509 writes years from 1950 to 2049 with two digits and others with four (RFC 5280, 4.1.2.5). */
function time(timeNs: number): nodeForge.asn1.Asn1 {
  const date = calendarDate(timeNs);
  const year = date.getUTCFullYear();
  return year >= 1950 && year < 2050
    ? asn1.create(UNIVERSAL, asn1.Type.UTCTIME, false, asn1.dateToUtcTime(date).toString())
    : asn1.create(UNIVERSAL, asn1.Type.GENERALIZEDTIME, false, asn1.dateToGeneralizedTime(date).toString());
}
