import { X509Certificate } from 'node:crypto';
import { epochMillis, millis } from '../../framework/time.ts';
import { contentOf, elements, inside, integerOf, momentOf, tags } from './der.ts';
import type { Element } from './der.ts';

/** What one X.509 certificate says, with node:crypto's own reading of it, which alone judges. */
export interface Certificate {
  readonly der: Buffer;
  readonly x509: X509Certificate;
  readonly name: string;
  /** Common name of the issuer, empty where it has none. */
  readonly issuerName: string;
  readonly serial: number;
  readonly notBeforeNs: number;
  readonly notAfterNs: number;
  /** Subject public key info. */
  readonly spki: Buffer;
  /** Issuer's and subject's names as they stand: equal names are equal bytes. */
  readonly issuer: Buffer;
  readonly subject: Buffer;
  /** Identifiers of the certified key and of the issuer's, where they stand in it. */
  readonly keyId: Buffer | undefined;
  readonly issuerKeyId: Buffer | undefined;
  /** Where in `der` the subject public key info and the signature's bytes begin. */
  readonly layout: Layout;
}

/** Where the parts of a document lie that a flip reaches, in bytes from its beginning. */
export interface Layout {
  readonly spki: Element;
  readonly signature: Element;
}

const commonName = Buffer.from([0x55, 0x04, 0x03]);
const subjectKeyIdentifier = Buffer.from([0x55, 0x1d, 0x0e]);
const authorityKeyIdentifier = Buffer.from([0x55, 0x1d, 0x23]);

/** Reads a certificate; undefined when OpenSSL cannot read it or it lacks what ours have. */
export function readCertificate(der: Buffer): Certificate | undefined {
  const outer = elements(der, 0, der.length);
  const [tbs, , signature] = (outer?.length === 1 && inside(der, outer[0], tags.sequence)) || [];
  const body = inside(der, tbs, tags.sequence);
  if (body === undefined || signature === undefined) return undefined;
  const [serial, , issuer, validity, subject, spki, ...rest] = body[0]?.tag === tags.version ? body.slice(1) : body;
  if (serial === undefined || issuer === undefined || subject === undefined || spki === undefined) return undefined;
  const moments = inside(der, validity, tags.sequence)?.map((moment) => momentOf(der, moment));
  const name = commonNameOf(der, subject);
  const number = integerOf(der, serial);
  const [notBefore, notAfter] = moments ?? [];
  const x509 = readX509(der);
  if (name === undefined || number === undefined || notBefore === undefined || notAfter === undefined) return undefined;
  if (x509 === undefined) return undefined;
  const slice = (element: Element): Buffer => der.subarray(element.start, element.end);
  return {
    der,
    x509,
    name,
    issuerName: commonNameOf(der, issuer) ?? '',
    serial: number,
    notBeforeNs: millis(notBefore - epochMillis),
    notAfterNs: millis(notAfter - epochMillis),
    spki: slice(spki),
    issuer: slice(issuer),
    subject: slice(subject),
    keyId: keyIdOf(der, rest),
    issuerKeyId: issuerKeyIdOf(der, rest),
    layout: { spki, signature },
  };
}

/**
 * Whether a certificate claims to be issued by another: by name, and by key identifier where it has one. OpenSSL's own
 * comparison knows no case in names and takes the kind of key into account, which says more of the forger than of the claim.
 */
export function issuedBy(certificate: Certificate, issuer: Certificate): boolean {
  const { issuerKeyId } = certificate;
  const sameKey = issuerKeyId === undefined || (issuer.keyId !== undefined && issuerKeyId.equals(issuer.keyId));
  return certificate.issuer.equals(issuer.subject) && sameKey;
}

function readX509(der: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(der);
  } catch {
    // OpenSSL's reasons differ between versions; that the bytes are no certificate is all there is to know.
    return undefined;
  }
}

/** The common name in a Name, or undefined. */
export function commonNameOf(der: Buffer, name: Element): string | undefined {
  for (const set of inside(der, name, tags.sequence) ?? []) {
    const [pair] = inside(der, set, tags.set) ?? [];
    const [type, value] = inside(der, pair, tags.sequence) ?? [];
    if (type !== undefined && value !== undefined && contentOf(der, type).equals(commonName)) {
      return contentOf(der, value).toString('utf8');
    }
  }
  return undefined;
}

/** The element inside an extension of a certificate, or undefined. */
function extensionOf(der: Buffer, rest: readonly Element[], type: Buffer): Element | undefined {
  const wrapper = rest.find((element) => element.tag === tags.extensions);
  const [list] = inside(der, wrapper, tags.extensions) ?? [];
  for (const extension of inside(der, list, tags.sequence) ?? []) {
    const fields = inside(der, extension, tags.sequence) ?? [];
    const [identifier] = fields;
    if (identifier === undefined || !contentOf(der, identifier).equals(type)) continue;
    return inside(der, fields.at(-1), tags.octetString)?.[0];
  }
  return undefined;
}

function keyIdOf(der: Buffer, rest: readonly Element[]): Buffer | undefined {
  const id = extensionOf(der, rest, subjectKeyIdentifier);
  return id?.tag === tags.octetString ? contentOf(der, id) : undefined;
}

function issuerKeyIdOf(der: Buffer, rest: readonly Element[]): Buffer | undefined {
  const [id] = inside(der, extensionOf(der, rest, authorityKeyIdentifier), tags.sequence) ?? [];
  return id?.tag === tags.keyIdentifier ? contentOf(der, id) : undefined;
}
