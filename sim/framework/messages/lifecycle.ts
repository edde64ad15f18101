import type { Purpose } from '../datum.ts';
import type { Cards } from './card.ts';

/** What a person agrees to, for what is known of the own room. The newest choice counts, in whatever order they come. */
export interface ConsentChoice {
  readonly person: number;
  readonly room: number;
  readonly agreed: readonly Purpose[];
  /** When the person chose, ns of its own clock. */
  readonly since: number;
}

/** A request that all that was laid down about a room be erased, here and wherever copies went. */
export interface ErasureRequest {
  readonly person: number;
  readonly room: number;
  /** When the person asked, ns; with the room it says which request this is. */
  readonly since: number;
  /** Last window that is meant, where the asker closes windows; -1 where it does not. */
  readonly upTo: number;
  /** By when the answer must be there, ns. */
  readonly dueNs: number;
}

/** What came of such a request. */
export interface ErasureAnswer {
  readonly room: number;
  readonly since: number;
  /** 1: nothing is left here nor, by their own answers, with anybody who had copies from here. */
  readonly complete: 0 | 1;
}

/** What passes about the end of rights to data. */
export interface LifecycleBodies {
  /** A person's choice on its way to those who use what is known of it. */
  consent: ConsentChoice;
  /** A person's wish to have erased what is known of it, on its way to everybody who may hold it. */
  erase: ErasureRequest;
  erased: ErasureAnswer;
}

/** What is to be known of these kinds. */
export const lifecycleCards: Cards<LifecycleBodies> = {
  consent: { bytes: 40, acts: true, askedBy: ({ person }) => person, over: ({ room }) => room },
  erase: { bytes: 36, acts: true, askedBy: ({ person }) => person, over: ({ room }) => room },
  erased: { bytes: 20, value: ({ complete }) => complete },
};
