import type { Control, Ground, Guard, Household, Post, WireMessage } from '../framework/control.ts';
import type { Role } from '../framework/figure.ts';
import type { ErasureAnswer } from '../framework/messages/lifecycle.ts';
import { seconds } from '../framework/time.ts';
import { judgeEvidence, makeEvidence, showEvidence } from './hardware-evidence.ts';

/** Settings of C23, in ns. */
export interface ErasureProofSettings {
  readonly freshForNs: number;
}

const defaults: ErasureProofSettings = { freshForNs: seconds(60) };

/** Roles that answer from outside the asker's own house, by place. */
const outside: Readonly<Partial<Record<Post['place'], Role>>> = {
  'RP-S': 'external-storage',
  'RP-C': 'external-dpm',
  'RP-X': 'secure-dpm',
};

/** What the quote covers: this answer to this request, at this time. */
const quoted = (message: WireMessage, atNs: number): readonly number[] => {
  const { room, since, complete } = message.body as ErasureAnswer;
  return [message.re, message.subject, room, since, complete, atNs];
};

const roleOf = (household: Household, node: number): Role | undefined =>
  node >= 0 && node < household.nodes ? household.roleOf(node) : undefined;

/**
 * C23: whoever outside says that it has erased shows by its hardware that code which erases said so, for this very request. Makes
 * A37 visible (R2, R3).
 */
export const erasureProof = (settings: ErasureProofSettings = defaults): Control => {
  const stand = ({ mark, household }: Ground): Guard => ({
    protect(message, at) {
      if (message.kind !== 'erased' || at.role !== outside[at.place] || message.body === null) return;
      showEvidence(message, mark, at, makeEvidence(message, at, quoted));
    },
    verify(message, at) {
      if (message.kind !== 'erased') return undefined;
      const role = outside[at.place];
      // A platform's own storage is under its own eyes; any other, and a stranger, is not.
      if (role === undefined || (at.place === 'RP-S' && roleOf(household, at.peer) === 'secure-storage'))
        return undefined;
      return judgeEvidence(message, mark, at, { quoted, role, freshForNs: settings.freshForNs, bound: false });
    },
  });
  return {
    id: 'C23',
    name: 'erasure-proof',
    summary:
      'An outside holder’s word that it has erased counts only with a hardware quote over request, answer and code; the code must be one that erases.',
    groups: ['R2', 'R3'],
    rung: 'data',
    layer: 'content',
    step: 25,
    places: ['RP-S', 'RP-C', 'RP-X'],
    limits:
      'Nothing can prove that no copy is left: it shows that the code which answered is code that erases, not what was read off the medium before. Where it refuses, the copies are where they were; it only keeps the asker from believing otherwise.',
    source:
      'RATS (RFC 9334), background check; fresh for 60 s: assumption. That attestation proves no absence of copies: STANDARDS 4.6.',
    stand,
  };
};
