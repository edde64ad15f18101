import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { ByteSuite } from '../../framework/byte-suite.ts';
import type { Credential, KeyPair, PublicKey, Signature, Suite } from '../../framework/crypto.ts';
import { OfferSheet } from '../shared/handshake.ts';

/** Certificates of a peer that are looked at: as many as a chain may have (assumption). */
const longestChain = 8;

/**
 * The suite as controls see it while a channel opens over TLS 1.3. TLS has its own fresh keys and its own signature over its own
 * transcript (RFC 8446, 4.4.3), which the TLS stack makes and checks; here they stand as terms that hold for the key in
 * the certificate that the peer showed, and for nothing else. Chain, name, time and status stay the controls' to judge.
 */
export class TlsEvidence {
  readonly suite: Suite;
  private readonly share: KeyPair;
  private readonly ownProof: Signature;
  private readonly peerProof: Signature;
  private peerKey: PublicKey | null = null;
  private readonly real: ByteSuite;

  constructor(real: ByteSuite) {
    this.real = real;
    this.share = shareOf(real);
    this.ownProof = stand();
    this.peerProof = stand();
    this.suite = {
      ...real,
      agreementPair: () => this.share,
      sign: () => this.ownProof,
      verify: (key, content, signature) =>
        signature === this.peerProof ? key === this.peerKey : real.verify(key, content, signature),
    };
  }

  /** What the peer of a TLS channel has shown: its certificate, the proof that it holds its key, a fresh key share. */
  shown(socket: TLSSocket): OfferSheet {
    const sheet = new OfferSheet();
    sheet.ephemeral = this.share.publicKey;
    const credential = this.credentialOf(socket);
    if (credential === null) return sheet;
    sheet.credential = credential;
    this.peerKey = credential.publicKey;
    // On a resumed session nothing is signed anew: who it is continues from the session that was proved.
    sheet.proof = socket.isSessionReused() ? null : this.peerProof;
    return sheet;
  }

  /** The certificate behind a TLS channel, shown now or in the session that it resumes; null where there is none. */
  credentialOf(socket: TLSSocket): Credential | null {
    const chain: Uint8Array[] = [];
    for (let at = socket.getPeerX509Certificate(); at !== undefined && chain.length < longestChain;) {
      if (chain.length > 0 && isRoot(at)) break;
      chain.push(at.raw);
      at = at.issuerCertificate;
    }
    return chain.length === 0 ? null : this.real.credentialOf(chain);
  }
}

const isRoot = (certificate: X509Certificate): boolean => certificate.checkIssued(certificate);

/** A term that stands for what the TLS stack has done; opaque, and equal to itself only. */
const stand = (): Signature => Object.freeze(Object.create(null) as object) as Signature;

const shares = new WeakMap<ByteSuite, KeyPair>();
const shareOf = (suite: ByteSuite): KeyPair => {
  let share = shares.get(suite);
  if (share === undefined) shares.set(suite, (share = suite.agreementPair()));
  return share;
};
