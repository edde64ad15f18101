import type {
  Authority,
  ChainFault,
  Credential,
  CredentialRequest,
  CredentialTerms,
  FlipPart,
  KeyPair,
  PublicKey,
  Signature,
} from '../../framework/crypto.ts';
import { longestChain, rootSerial, statedTerms, validityFault } from '../certificates.ts';
import { flipPosition } from '../parts.ts';
import { CredentialTerm, RequestTerm } from './documents.ts';
import type { Statement } from './documents.ts';
import { opaque } from '../opaque.ts';
import { equal, flipBit, sign, verify } from './terms.ts';

/** Certificates and requests of the symbolic suite: the rules are those of X.509 as `openssl` follows them. */

/** A self-signed authority with the given pair. */
export function selfSign(
  pair: KeyPair,
  name: string,
  notBeforeNs: number,
  notAfterNs: number,
  voidKey: PublicKey,
): Authority {
  const terms = statedTerms(name, { serial: rootSerial, notBeforeNs, notAfterNs, kind: 'authority' as const });
  const key = pair.publicKey;
  const statement: Statement = { name, ...terms, publicKey: key, keyId: key, issuer: name, issuerKeyId: key };
  const signature = sign(pair.privateKey, 'certificate', statement);
  return { credential: opaque(new CredentialTerm(statement, signature, [], voidKey)), pair };
}

/** A request for a name, signed with the pair. */
export function requestFor(pair: KeyPair, name: string, voidKey: PublicKey): CredentialRequest {
  const signature = sign(pair.privateKey, 'request', [name, pair.publicKey]);
  return opaque(new RequestTerm({ name, publicKey: pair.publicKey }, signature, voidKey));
}

/** Whether a request was signed with the key that it names. */
export function requestHolds(request: CredentialRequest): boolean {
  if (!RequestTerm.is(request) || !RequestTerm.readable(request)) return false;
  return verify(request.publicKey, 'request', [request.name, request.publicKey], RequestTerm.signature(request));
}

/** Issues a credential below the issuer's. */
export function issueFor(
  issuer: Authority,
  request: CredentialRequest,
  terms: CredentialTerms,
  voidKey: PublicKey,
): Credential {
  const above = readableCredential(issuer.credential);
  const statement = requestedStatement(request, terms, {
    issuer: above.name,
    issuerKeyId: CredentialTerm.statement(above).keyId,
  });
  const signature = sign(issuer.pair.privateKey, 'certificate', statement);
  return opaque(new CredentialTerm(statement, signature, chainBelow(above), voidKey));
}

/** What a certificate for a request states. Throws TypeError for a request that cannot be read. */
export function requestedStatement(
  request: CredentialRequest,
  terms: CredentialTerms,
  issuer: Pick<Statement, 'issuer' | 'issuerKeyId'>,
): Statement {
  if (!RequestTerm.is(request) || !RequestTerm.readable(request)) {
    throw new TypeError('a malformed request asks for nothing that could be issued');
  }
  const { serial, notBeforeNs, notAfterNs, kind } = statedTerms(request.name, terms);
  const key = request.publicKey;
  return { name: request.name, serial, notBeforeNs, notAfterNs, publicKey: key, keyId: key, kind, ...issuer };
}

/** A credential of this suite that can be read. Throws TypeError for any other. */
export function readableCredential(credential: Credential): CredentialTerm {
  if (!CredentialTerm.is(credential) || !CredentialTerm.readable(credential)) {
    throw new TypeError('a malformed credential issues nothing');
  }
  return credential;
}

/** The chain that a certificate issued by this one carries: the issuer and those above it, roots left out. */
export function chainBelow(issuer: CredentialTerm): readonly CredentialTerm[] {
  return issuedBy(issuer, issuer) ? [] : [issuer, ...CredentialTerm.above(issuer)];
}

/** The first fault of a chain: its length and form, then link by link from the leaf, then its validity. */
export function chainFault(
  credential: Credential,
  roots: readonly Credential[],
  nowNs: number,
): ChainFault | undefined {
  if (!CredentialTerm.is(credential)) return 'malformed';
  const chain = [credential, ...CredentialTerm.above(credential)];
  if (chain.length > longestChain) return 'untrusted';
  if (!chain.every((certificate) => CredentialTerm.readable(certificate))) return 'malformed';
  const anchors = roots.filter((root): root is Credential & CredentialTerm => CredentialTerm.is(root));
  const last = chain.at(-1)!;
  const root = anchors.find(
    (anchor) => CredentialTerm.readable(anchor) && isAuthority(anchor) && issuedBy(last, anchor),
  );
  for (const [index, certificate] of chain.entries()) {
    const issuer = chain[index + 1] ?? root;
    if (issuer === undefined) return 'untrusted';
    if (!isAuthority(issuer)) return 'not-an-authority';
    if (!issuedBy(certificate, issuer)) return 'untrusted';
    const statement = CredentialTerm.statement(certificate);
    if (!verify(issuer.publicKey, 'certificate', statement, CredentialTerm.signature(certificate)))
      return 'bad-signature';
  }
  return validityFault([...chain, root!], nowNs);
}

const isAuthority = (certificate: CredentialTerm): boolean =>
  CredentialTerm.statement(certificate).kind === 'authority';

/** Whether a certificate claims to be issued by another: by name, and by key identifier where it has one. */
function issuedBy(certificate: CredentialTerm, issuer: CredentialTerm): boolean {
  const claim = CredentialTerm.statement(certificate);
  const other = CredentialTerm.statement(issuer);
  return claim.issuer === other.name && (claim.issuerKeyId === null || equal(claim.issuerKeyId, other.keyId));
}

/** A certificate or request with one more bit flipped; undefined for anything else. */
export function flipDocument(document: object, part: FlipPart, at: number): object | undefined {
  if (CredentialTerm.is(document)) {
    const bit = flipPosition('credential', part, at);
    if (part === 'header') return CredentialTerm.broken(document, bit);
    if (part === 'signature') {
      return CredentialTerm.altered(document, { signature: flipped(CredentialTerm.signature(document), part, bit) });
    }
    const { publicKey } = CredentialTerm.statement(document);
    return CredentialTerm.altered(document, { publicKey: flipped<PublicKey>(publicKey, 'body', bit) });
  }
  if (RequestTerm.is(document)) {
    const bit = flipPosition('request', part, at);
    if (part === 'header') return RequestTerm.broken(document, bit);
    if (part === 'signature') {
      return RequestTerm.altered(document, {
        signature: flipped<Signature>(RequestTerm.signature(document), part, bit),
      });
    }
    return RequestTerm.altered(document, { publicKey: flipped<PublicKey>(RequestTerm.key(document), 'body', bit) });
  }
  return undefined;
}

function flipped<Handle extends object>(term: Handle, part: FlipPart, bit: number): Handle {
  return opaque(flipBit(term, part, bit)!);
}
