import type { Offer, Opening, Post } from '../framework/control.ts';
import type { ChainFault, Content, Credential } from '../framework/crypto.ts';
import type { Refusal, Verdict } from '../framework/verdict.ts';
import { wireSizes } from '../framework/wire-sizes.ts';

/**
 * Proving a name while a channel opens, as TLS 1.3 does (RFC 8446, 4.4.3): the transcript with both fresh keys, signed with the
 * key of a credential. Transport security and mutual authentication both need it; whoever comes first does the work.
 */

/** Why a credential is refused whose chain does not hold. */
export const refusalOf: Readonly<Record<ChainFault, Refusal>> = {
  malformed: 'malformed',
  untrusted: 'untrusted-chain',
  expired: 'expired-credential',
  'not-yet-valid': 'expired-credential',
  'not-an-authority': 'untrusted-chain',
  'bad-signature': 'untrusted-chain',
};

/** What a proof signs; the side is in it, so that nobody can send a proof back to who made it. */
const signedBy = (side: Opening['side'], opening: Opening): Content => ['proof', side, ...opening.transcript];

/** Shows a fresh key agreement key, once an opening: what makes the transcript fresh. */
export function showFreshKey(offer: Offer, at: Post, opening: Opening): void {
  if (offer.ephemeral !== null || opening.ephemeral !== null) return;
  const pair = at.suite.agreementPair();
  at.charge('keygen');
  opening.ephemeral = pair.privateKey;
  offer.ephemeral = pair.publicKey;
}

/** Shows the own credential and its proof; shows nothing where this end holds none, and the other end will say so. */
export function showProof(offer: Offer, at: Post, opening: Opening): void {
  if (offer.proof !== null || opening.resumed || opening.provisioned) return;
  const { credential, pair } = at.keys;
  if (credential === null || pair === null) return;
  at.charge('sign');
  at.extend(wireSizes.proof);
  offer.credential = credential;
  offer.proof = at.suite.sign(pair.privateKey, signedBy(opening.side, opening));
}

/** Judges what the other end showed of itself, and notes the name that it proved. */
export function judgeProof(offer: Offer, at: Post, opening: Opening): Verdict {
  if (opening.provisioned) opening.provedName ??= opening.peerName;
  if (opening.provedName !== null) return judgeEarlierProof(at, opening);
  if (opening.resumed || offer.credential === null || offer.proof === null) return 'no-evidence';
  const { leftOut, roots } = at.trust;
  const followsChain = !leftOut.includes('chain');
  at.charge('parse');
  if (followsChain) at.charge('chain');
  const fault = at.suite.checkChain(offer.credential, roots, at.now);
  // Whoever follows no chain still has to read what is shown.
  if (fault !== undefined && (followsChain || fault === 'malformed')) return refusedChain(fault, offer.credential, at);
  if (offer.credential.name !== opening.peerName && !leftOut.includes('name')) return 'wrong-peer';
  at.charge('verify');
  const otherSide = opening.side === 'initiator' ? 'responder' : 'initiator';
  const proved = at.suite.verify(offer.credential.publicKey, signedBy(otherSide, opening), offer.proof);
  if (!proved) return 'no-evidence';
  // Where the two are not compared, it is whoever it says.
  opening.provedName = opening.peerName;
  opening.provedCredential = offer.credential;
  return undefined;
}

/** Who names an issuer that this party does not trust at all may still be honest: it belongs to another federation. */
const refusedChain = (fault: ChainFault, { issuer }: Credential, at: Post): Refusal =>
  fault === 'untrusted' && !at.trust.accepts(issuer) ? 'untrusted-issuer' : refusalOf[fault];

const judgeEarlierProof = (at: Post, opening: Opening): Verdict => {
  if (opening.provedName !== opening.peerName) return 'wrong-peer';
  const credential = opening.provedCredential;
  if (credential === null || at.trust.leftOut.includes('chain')) return undefined;
  if (!at.trust.accepts(credential.issuer)) return 'untrusted-issuer';
  return at.now > credential.notAfterNs ? 'expired-credential' : undefined;
};
