import type { Quote } from '../framework/attester.ts';

/** What a machine sends beside a message about the code that said it. */
export interface HardwareEvidence {
  readonly quote: Quote;
  readonly atNs: number;
}

/** Whether what lies beside a message has the form of evidence; what it is worth, its signature says. */
export function isHardwareEvidence(mark: unknown): mark is HardwareEvidence {
  if (typeof mark !== 'object' || mark === null) return false;
  const { quote, atNs } = mark as Partial<Record<keyof HardwareEvidence, unknown>>;
  if (typeof quote !== 'object' || quote === null || typeof atNs !== 'number') return false;
  const { measurement, signature } = quote as Partial<Record<keyof Quote, unknown>>;
  return typeof measurement === 'string' && typeof signature === 'object' && signature !== null;
}
