import type { Content, Signature } from '../crypto.ts';
import type { Cards } from './card.ts';

/** Code for a thing, as it comes to be run there: a name for what it does, and who answers for it. */
export interface Image {
  /** What its hardware measures once it runs. */
  readonly code: string;
  /** Grows with every release of its maker. */
  readonly version: number;
  /** Length of the code, bytes. */
  readonly length: number;
  /** The maker's signature; null where nobody has signed. */
  readonly signature: Signature | null;
}

/** What is said to a thing's maintenance service. */
export interface MaintenanceBodies {
  /** A name and a password, as one number: pairs that makers ship with are the lowest numbers. */
  login: { readonly secret: number };
  /** Code to be put in the place of what runs. */
  image: Image;
}

/** What a maker signs (after the manifests of RFC 9019). */
export const releasedContent = ({ code, version, length }: Omit<Image, 'signature'>): Content => [
  'image',
  code,
  version,
  length,
];

/** What is to be known of these kinds. */
export const maintenanceCards: Cards<MaintenanceBodies> = {
  login: { bytes: 32 },
  image: { bytes: 96, beyond: ({ length }) => length },
};
