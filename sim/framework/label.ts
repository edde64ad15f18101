import type { Content, Signature } from './crypto.ts';

/** What an authority has found to stand at a party, signed, for others to judge by before they hand something over: a protection label. */
export interface Label {
  readonly party: string;
  /** Name of the authority that has looked. */
  readonly issuer: string;
  /** Identifiers of the controls that it promises, as the party has them wherever they belong. */
  readonly promises: readonly string[];
  readonly untilNs: number;
  readonly signature: Signature;
}

/** What the signature of a label is over. */
export const labelContent = ({ party, issuer, promises, untilNs }: Omit<Label, 'signature'>): Content => [
  'label',
  party,
  issuer,
  promises,
  untilNs,
];
