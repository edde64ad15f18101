import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';
import type { Authority } from '../../framework/crypto.ts';
import { rootSerial, statedTerms } from '../certificates.ts';
import { opaque } from '../opaque.ts';
import { CredentialHandle } from './credential.ts';
import { calendarDate } from './issue.ts';
import { pairOf } from './keys.ts';
import { derOf } from './forge-asn1.ts';

/** Bits of a root's RSA modulus: 112 bits of security, enough until 2030 (NIST SP 800-57 part 1, table 4). */
const modulusLength = 2048;

/**
 * A self-signed root. OpenSSL makes its RSA key, node-forge its certificate. Takes some tenths of a second: for set-up, never
 * for a handler.
 */
export function selfSign(name: string, notBeforeNs: number, notAfterNs: number): Authority {
  const stated = statedTerms(name, { serial: rootSerial, notBeforeNs, notAfterNs });
  const keys = generateKeyPairSync('rsa', { modulusLength });
  const pair = pairOf(keys);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(keys.publicKey.export({ type: 'spki', format: 'pem' }).toString());
  certificate.serialNumber = stated.serial.toString(16).padStart(2, '0');
  certificate.validity.notBefore = calendarDate(stated.notBeforeNs);
  certificate.validity.notAfter = calendarDate(stated.notAfterNs);
  const subject = [{ shortName: 'CN', value: name, valueTagClass: forge.asn1.Type.UTF8 as never }];
  certificate.setSubject(subject);
  certificate.setIssuer(subject);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, digitalSignature: true, critical: true },
    // Both by node-forge's own hash of the key (RFC 5280, 4.2.1.2, method 1).
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: true },
  ]);
  const privatePem = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  certificate.sign(forge.pki.privateKeyFromPem(privatePem), forge.md.sha256.create());
  return { credential: opaque(new CredentialHandle([derOf(forge.pki.certificateToAsn1(certificate))])), pair };
}
