import type { Control, Guard } from '../framework/control.ts';
import { points } from '../framework/figure.ts';
import { seconds } from '../framework/time.ts';

/** Settings of C03, in ns. */
export interface ShortLivedCredentialSettings {
  readonly lifetimeNs: number;
  /** How far issuers set the beginning back for clocks that are late. */
  readonly backdatingNs: number;
}

const defaults: ShortLivedCredentialSettings = { lifetimeNs: seconds(3600), backdatingNs: seconds(60) };

/** C03: credentials live an hour at most, so a stolen or revoked one dies by itself. Stops A01 and A12 after that time (R5). */
export const shortLivedCredential = (settings: ShortLivedCredentialSettings = defaults): Control => {
  const longestNs = settings.lifetimeNs + settings.backdatingNs;
  const guard: Guard = {
    judge(offer, at, opening) {
      const credential = opening.provedCredential ?? offer.credential;
      if (credential === null) return undefined;
      at.charge('judge');
      if (at.now > credential.notAfterNs) return 'expired-credential';
      return credential.notAfterNs - credential.notBeforeNs > longestNs ? 'lifetime-too-long' : undefined;
    },
    oblige(_purpose, duty) {
      duty.lifetimeNs = Math.min(duty.lifetimeNs, settings.lifetimeNs);
    },
  };
  return {
    id: 'C03',
    name: 'short-lived-credential',
    title: 'short-lived credential',
    summary: 'Credentials are issued for an hour at most, and longer ones are not accepted.',
    groups: ['R5'],
    rung: 'identity',
    layer: 'standing',
    step: 10,
    places: [...points, 'issue'],
    limits: 'A thief has until expiry. A channel that was open when its credential ended stays open.',
    source: 'X.509-SVID lifetime of 1 h (SPIRE deployment values, STANDARDS 4.4, 6.6); 60 s of backdating: assumption.',
    stand: () => guard,
  };
};
