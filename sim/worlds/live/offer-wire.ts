import type { ByteSuite } from '../../framework/byte-suite.ts';
import type { Credential, PublicKey, Signature, StatusList, Tag } from '../../framework/crypto.ts';
import { OfferSheet } from '../shared/handshake.ts';
import { statusListForm } from './body-forms.ts';
import { fields, nullable, oneOf, termForm, whole } from './forms.ts';
import type { Form } from './forms.ts';
import { ByteWriter, readWhole } from './wire-bytes.ts';

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
  private readonly form: Form<OfferFlight>;
  private readonly out = new ByteWriter();

  constructor(suite: ByteSuite) {
    this.form = fields<OfferFlight>({
      credential: nullable(termForm(suite, 'credential')),
      proof: nullable(termForm(suite, 'signature')),
      ephemeral: nullable(termForm(suite, 'public key')),
      wantsProof: oneOf([false, true]),
      status: nullable(statusListForm(suite)),
      nonce: whole,
      tag: nullable(termForm(suite, 'tag')),
    });
  }

  write(offer: OfferSheet, beside: Partial<Pick<OfferFlight, 'nonce' | 'tag'>>): Uint8Array {
    const { credential, proof, ephemeral, wantsProof, status } = offer;
    const { nonce = 0, tag = null } = beside;
    const { out } = this;
    out.begin();
    this.form.write(out, { credential, proof, ephemeral, wantsProof, status, nonce, tag });
    return out.taken();
  }

  /** The flight of some bytes, or undefined for bytes that are none. */
  read(bytes: Uint8Array): OfferFlight | undefined {
    return readWhole(bytes, (from) => this.form.read(from));
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
