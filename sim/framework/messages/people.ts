import type { Token } from '../crypto.ts';
import type { Cards } from './card.ts';

/** What passes between persons, their avatars and the twin that they visit. */
export interface PeopleBodies {
  /** A person enters the virtual room through an avatar; with the secret of its account, in hexadecimal, where the platform takes one. */
  enter: { readonly person: number; readonly secret?: string };
  /**
   * A token for what the avatar may do, or null where tokens are not in use; and the number of a session, which whoever bears it goes
   * on with, until when, ns of the platform's clock, where sessions are in use.
   */
  entered: { readonly token: Token | null; readonly session?: number; readonly untilNs?: number };
  /** The avatar is shown what the twin knows. */
  view: { readonly room: number; readonly person: number };
  scene: { readonly room: number; readonly values: readonly number[]; readonly occupied: number };
}

/** What is to be known of these kinds. */
export const peopleCards: Cards<PeopleBodies> = {
  // Sixteen bytes with their name.
  enter: {
    bytes: 12,
    acts: true,
    askedBy: ({ person }) => person,
    beyond: ({ secret }) => (secret === undefined ? 0 : 24),
  },
  // A number of 48 bits and a time, with their names.
  entered: { bytes: 16, beyond: ({ session }) => (session === undefined ? 0 : 32) },
  view: { bytes: 16, askedBy: ({ person }) => person, over: ({ room }) => room, scope: () => 'view' },
  scene: { bytes: 120, value: ({ occupied }) => occupied },
};
