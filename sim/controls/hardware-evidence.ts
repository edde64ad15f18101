import type { Quote } from '../framework/attester.ts';
import type { Post, WireMessage } from '../framework/control.ts';
import type { Role } from '../framework/figure.ts';
import type { Verdict } from '../framework/verdict.ts';
import { wireSizes } from '../framework/wire-sizes.ts';

/** What a machine sends beside a message about the code that said it. */
export interface HardwareEvidence {
  readonly quote: Quote;
  readonly atNs: number;
}

/** Whether what lies beside a message has the form of evidence; what it is worth, its signature says. */
function isHardwareEvidence(mark: unknown): mark is HardwareEvidence {
  if (typeof mark !== 'object' || mark === null) return false;
  const { quote, atNs } = mark as Partial<Record<keyof HardwareEvidence, unknown>>;
  if (typeof quote !== 'object' || quote === null || typeof atNs !== 'number') return false;
  const { measurement, holder, signature } = quote as Partial<Record<keyof Quote, unknown>>;
  return (
    typeof measurement === 'string' && typeof holder === 'string' && typeof signature === 'object' && signature !== null
  );
}

/** What a quote covers: the answer to a request, at a time. The message has a body. */
export type Quoted = (message: WireMessage, atNs: number) => readonly number[];

/**
 * Evidence over a message as it is now, with the thumbprint of the key that its channel rests on where one is named; undefined where the
 * machine has no hardware that can state something.
 */
export function makeEvidence(
  message: WireMessage,
  at: Post,
  quoted: Quoted,
  holder?: string,
): HardwareEvidence | undefined {
  if (at.keys.attestation === null) return undefined;
  at.charge('sign');
  return { quote: at.keys.attestation.quote(quoted(message, at.now), holder), atNs: at.now };
}

/** Puts evidence beside a message, where there is any. */
export function showEvidence(
  message: WireMessage,
  mark: number,
  at: Post,
  evidence: HardwareEvidence | undefined,
): void {
  if (evidence === undefined) return;
  message.marks[mark] = evidence;
  at.extend(wireSizes.evidence);
}

/** Judges the evidence beside a message: hardware states, for this very message and not long ago, that code which is good for a role runs. */
export function judgeEvidence(
  message: WireMessage,
  mark: number,
  at: Post,
  {
    quoted,
    role,
    freshForNs,
    bound,
  }: {
    readonly quoted: Quoted;
    readonly role: Role;
    readonly freshForNs: number;
    /** Whether the code must also hold the key that the channel has proved, where it has proved one. */
    readonly bound: boolean;
  },
): Verdict {
  if (message.body === null) return 'malformed';
  const evidence = message.marks[mark];
  const key = at.trust.attestationKey;
  if (evidence === undefined || key === null) return 'no-attestation';
  if (!isHardwareEvidence(evidence)) return 'malformed';
  at.charge('hash');
  at.charge('verify');
  const { quote, atNs } = evidence;
  const proved = bound ? (at.evidence?.credential ?? null) : null;
  const holder = proved === null ? quote.holder : at.suite.hash(proved.publicKey);
  const content = ['quote', quote.measurement, holder, quoted(message, atNs)];
  if (!at.suite.verify(key, content, quote.signature)) return 'no-attestation';
  if (Math.abs(at.now - atNs) > freshForNs) return 'attestation-stale';
  // Good code for another role is not good here.
  return (at.trust.measurements[role] ?? []).includes(quote.measurement) ? undefined : 'unknown-measurement';
}
