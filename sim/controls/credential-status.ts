import type { Control, Ground, Guard, Post, Trust } from '../framework/control.ts';
import type { Credential } from '../framework/crypto.ts';
import { points } from '../framework/figure.ts';
import type { Verdict } from '../framework/verdict.ts';
import { tickNs, ticksOf } from './freshness.ts';
import { isStatusList, stapleBytes, takeStapled } from './stapled-status.ts';

/**
 * A session's messages carry the newest list again after this time, ns (assumption: half of the shortest refresh period in use
 * here). Again, because nothing tells whether the last one arrived.
 */
const stapleEveryNs = 30_000_000_000;

// Words of a session's row: epoch and version of what the party knows for which the credential was looked up, 16 bits each; and when a list was last stapled.
const checkedFor = 0;
const stapledAt = 1;
/** How many roots had been dropped when the chain was last followed. */
const followedAt = 2;

const stand = ({ mark, sessionRows }: Ground): Guard => {
  const own = sessionRows.reserve(3);
  return {
    present(offer, at, opening) {
      if (opening.provisioned || offer.status !== null || at.trust.status === null) return;
      offer.status = at.trust.status;
      at.extend(stapleBytes(at.trust.status));
    },
    judge(offer, at, opening) {
      takeStapled(offer.status, at);
      const credential = opening.provedCredential ?? offer.credential;
      if (credential === null) return undefined;
      at.charge('lookup');
      const refusal = fault(at.trust, credential, at.now);
      // A channel that continues an earlier one shows no chain again.
      if (refusal !== undefined || !opening.resumed || at.trust.rootsDropped === 0) return refusal;
      return isUprooted(credential, at) ? 'untrusted-chain' : undefined;
    },
    protect(message, at) {
      const row = sessionRows.row(at.session) + own;
      const rows = sessionRows.words;
      if (at.now - rows[row + stapledAt]! * tickNs < stapleEveryNs) return;
      rows[row + stapledAt] = ticksOf(at.now);
      const { status } = at.trust;
      // Only where credentials were shown does the other end ask for their standing.
      if (status === null || status.nextNs < at.now || (at.evidence?.credential ?? null) === null) return;
      message.marks[mark] = status;
      at.extend(stapleBytes(status));
    },
    verify(message, at) {
      const stapled = message.marks[mark];
      if (stapled !== undefined) {
        if (!isStatusList(stapled)) return 'malformed';
        takeStapled(stapled, at);
        // It came for this end: who passes the message on passes no list on.
        message.marks[mark] = undefined;
      }
      const { version } = at.trust;
      if (version === 0) return undefined;
      // An untouched row holds zeros: epochs count from zero, versions of what is known from 1.
      const current = (at.epoch << 16) | (version & 0xffff);
      const row = sessionRows.row(at.session) + own;
      const rows = sessionRows.words;
      if (rows[row + checkedFor] === current) return undefined;
      const credential = at.evidence?.credential ?? null;
      if (credential !== null) {
        at.charge('lookup');
        const refusal = fault(at.trust, credential, at.now);
        if (refusal !== undefined) return refusal;
        if (rows[row + followedAt] !== at.trust.rootsDropped) {
          if (isUprooted(credential, at)) return 'untrusted-chain';
          rows[row + followedAt] = at.trust.rootsDropped;
        }
      }
      rows[row + checkedFor] = current;
      return undefined;
    },
  };
};

/** Whether the root behind a credential counts no more, though its issuer has another one. That it has expired is not asked here. */
const isUprooted = (credential: Credential, at: Post): boolean => {
  if (at.trust.leftOut.includes('chain')) return false;
  at.charge('chain');
  const fault = at.suite.checkChain(credential, at.trust.roots, at.now);
  return fault !== undefined && fault !== 'expired' && fault !== 'not-yet-valid';
};

/** What is known to be wrong with a credential by now: its issuer lost this party's trust, or revoked it. */
const fault = (trust: Trust, credential: Credential, now: number): Verdict => {
  if (!trust.accepts(credential.issuer) && !trust.leftOut.includes('chain')) return 'untrusted-issuer';
  if (trust.leftOut.includes('status')) return undefined;
  const status = trust.statusOf(credential.issuer);
  return status !== null && now <= status.nextNs && trust.revoked(credential) ? 'revoked-credential' : undefined;
};

/**
 * C04: a revoked credential opens no channel, and its open channels fall silent when the next list arrives; so do those of an issuer
 * that lost trust, or of a root of it that counts no more. Stops A12 (R5).
 */
export const credentialStatus: Control = {
  id: 'C04',
  name: 'credential-status',
  summary:
    'Refuses credentials that the newest known status list revokes, and passes the list on with handshakes and messages.',
  groups: ['R5'],
  rung: 'identity',
  layer: 'standing',
  step: 30,
  places: points,
  limits:
    'Nothing where software does not look (A11). Soft-fail: where the list is missing or too old, everything passes (C05 ends that). Lags by one refresh; who drops the messages that carry a list holds it back. Keys installed at commissioning have no serial to revoke. A filter says nothing of certificates that are younger than it.',
  source:
    'After RFC 5280 CRLs, the W3C Bitstring Status List and stapling (RFC 6066), filters after CRLite (Larisch et al. 2017; V-C7, V-C8); soft-fail is what common clients do (STANDARDS 6.6).',
  stand,
};
