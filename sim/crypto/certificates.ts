import { seconds } from '../framework/time.ts';
import type { ChainFault, CredentialTerms } from '../framework/crypto.ts';

/** What both suites hold true of certificates, so that they cannot differ in it. */

/** Certificates in the longest chain that is followed, the root not counted (assumption; real chains have two or three). */
export const longestChain = 8;

/** Serial of every root. */
export const rootSerial = 1;

/** What a certificate that cannot be read says: nothing. */
export const unreadable = { name: '', issuer: '', serial: 0, notBeforeNs: 0, notAfterNs: 0 } as const;

const second = seconds(1);
/** From 1951, because X.509 writes earlier years as later ones are written (RFC 5280, 4.1.2.5.1). */
const earliestNs = -seconds(75 * 365 * 86_400);
/** To 2165: every whole second until then is exact as a double of ns. */
const latestNs = seconds(140 * 365 * 86_400);

/**
 * The terms as a certificate can state them. X.509 dates are whole seconds: the beginning goes down and the end up to the
 * next one, so that a certificate never lasts shorter than was asked. Throws RangeError for what no certificate can say.
 */
export function statedTerms<Terms extends Omit<CredentialTerms, 'kind'>>(name: string, terms: Terms): Terms {
  if (name === '') throw new RangeError('a certificate needs a name');
  if (!Number.isSafeInteger(terms.serial) || terms.serial < 0) {
    throw new RangeError(`a serial is a whole number from 0, not ${terms.serial}`);
  }
  for (const limit of [terms.notBeforeNs, terms.notAfterNs]) {
    if (!(limit >= earliestNs && limit <= latestNs)) {
      throw new RangeError(`no certificate can state the moment ${limit} ns`);
    }
  }
  return {
    ...terms,
    notBeforeNs: Math.floor(terms.notBeforeNs / second) * second,
    // Adding nothing turns the -0 of a rounded-up fraction into 0.
    notAfterNs: Math.ceil(terms.notAfterNs / second) * second + 0,
  };
}

/** The part of a certificate that time bears on. */
export interface Validity {
  readonly notBeforeNs: number;
  readonly notAfterNs: number;
}

/** Whether a moment lies in the validity of every certificate of a chain; both limits belong to it (RFC 5280, 4.1.2.5). */
export function validityFault(chain: readonly Validity[], nowNs: number): ChainFault | undefined {
  for (const certificate of chain) {
    if (nowNs < certificate.notBeforeNs) return 'not-yet-valid';
    if (nowNs > certificate.notAfterNs) return 'expired';
  }
  return undefined;
}
