import type { Control, Ground, Guard, Trust } from '../framework/control.ts';
import { points } from '../framework/figure.ts';

// Words of a session's row.
const epochChecked = 0;
const versionChecked = 1;

const stand = ({ sessionRows }: Ground): Guard => {
  const own = sessionRows.reserve(2);
  return {
    judge(offer, at, opening) {
      const credential = opening.provedCredential ?? offer.credential;
      if (credential === null) return undefined;
      at.charge('lookup');
      return knownRevoked(at.trust, credential.serial, at.now) ? 'revoked-credential' : undefined;
    },
    verify(_message, at) {
      const status = at.trust.status;
      if (status === null) return undefined;
      // Versions and epochs count from zero, an untouched row holds zeros.
      const epoch = at.epoch + 1;
      const version = status.version + 1;
      const row = sessionRows.row(at.session) + own;
      const rows = sessionRows.words;
      if (rows[row + epochChecked] === epoch && rows[row + versionChecked] === version) return undefined;
      const credential = at.evidence?.credential ?? null;
      if (credential !== null) {
        at.charge('lookup');
        if (knownRevoked(at.trust, credential.serial, at.now)) return 'revoked-credential';
      }
      rows[row + epochChecked] = epoch;
      rows[row + versionChecked] = version;
      return undefined;
    },
  };
};

const knownRevoked = (trust: Trust, serial: number, now: number): boolean =>
  trust.status !== null && now <= trust.status.nextNs && trust.revoked(serial);

/** C04: a revoked credential opens no channel, and its open channels fall silent when the next list arrives. Stops A12 (R5). */
export const credentialStatus: Control = {
  id: 'C04',
  name: 'credential-status',
  summary: 'Refuses credentials that the newest known status list revokes, at the opening and in open channels.',
  groups: ['R5'],
  places: points,
  limits:
    'Soft-fail: where the list is missing or too old, everything passes (C05 ends that). Lags by one refresh. Keys installed at commissioning have no serial to revoke.',
  source: 'After RFC 5280 CRLs and the W3C Bitstring Status List; soft-fail is what common clients do (STANDARDS 6.6).',
  stand,
};
