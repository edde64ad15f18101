import type { ByteSuite, WireTerm } from '../../framework/byte-suite.ts';
import type { Content, Credential, PublicKey, Signature, StatusList, Tag } from '../../framework/crypto.ts';
import { OfferSheet } from '../shared/handshake.ts';
import { bodyShapes } from './body-shapes.ts';

/** What travels with one flight of an opening: what the end shows of itself, and what goes beside it. */
export interface OfferFlight {
  readonly credential: Credential | null;
  readonly proof: Signature | null;
  readonly ephemeral: PublicKey | null;
  readonly wantsProof: boolean;
  /** The newest status list that this end has (after RFC 6066, status stapling). */
  readonly status: StatusList | null;
  /** Number drawn for this opening, and proof of the key installed at commissioning, where there is one and no TLS. */
  readonly nonce: number;
  readonly tag: Tag | null;
}

/** Flights of openings as bytes. */
export class Flights {
  private readonly suite: ByteSuite;
  private readonly isStatusList: (value: unknown) => boolean;

  constructor(suite: ByteSuite) {
    this.suite = suite;
    this.isStatusList = bodyShapes((value) => suite.termOf(value)).statusList;
  }

  write(offer: OfferSheet, beside: Partial<Pick<OfferFlight, 'nonce' | 'tag'>>): Uint8Array {
    return this.suite.encode([
      offer.credential,
      offer.proof,
      offer.ephemeral,
      offer.wantsProof ? 1 : 0,
      offer.status as Content,
      beside.nonce ?? 0,
      beside.tag ?? null,
    ]);
  }

  /** The flight of some bytes, or undefined for bytes that are none. */
  read(bytes: Uint8Array): OfferFlight | undefined {
    const content = this.term(bytes);
    if (!Array.isArray(content) || content.length !== 7) return undefined;
    const [credential, proof, ephemeral, wantsProof, status, nonce, tag] = content as unknown[];
    const right =
      this.isTerm(credential, 'credential') &&
      this.isTerm(proof, 'signature') &&
      this.isTerm(ephemeral, 'public key') &&
      (wantsProof === 0 || wantsProof === 1) &&
      this.isStatusList({ list: status }) &&
      Number.isSafeInteger(nonce) &&
      this.isTerm(tag, 'tag');
    if (!right) return undefined;
    return {
      credential: credential as Credential | null,
      proof: proof as Signature | null,
      ephemeral: ephemeral as PublicKey | null,
      wantsProof: wantsProof === 1,
      status: status as StatusList | null,
      nonce: nonce as number,
      tag: tag as Tag | null,
    };
  }

  private isTerm(value: unknown, kind: WireTerm): boolean {
    return value === null || this.suite.termOf(value) === kind;
  }

  /** What some bytes say, or undefined for bytes that are no content. */
  term(bytes: Uint8Array): unknown {
    try {
      return this.suite.decode(bytes);
    } catch {
      // Whoever sent it learns nothing of why; the opening comes to nothing.
      return undefined;
    }
  }
}

/** Puts what the other end sent into its offer sheet. */
export function takeFlight(sheet: OfferSheet, flight: OfferFlight): void {
  sheet.credential = flight.credential;
  sheet.proof = flight.proof;
  sheet.ephemeral = flight.ephemeral;
  sheet.status = flight.status;
  sheet.wantsProof = flight.wantsProof;
}

/** What of a sheet travels in a flight beside TLS, which shows credential, proof and fresh key itself. */
export function besideTls({ status }: OfferSheet): OfferSheet {
  const sheet = new OfferSheet();
  sheet.status = status;
  return sheet;
}
