import type { Cards } from './card.ts';

/** Bands of age as people claim them and platforms take them; `unknown` is what nobody vouches for. Thresholds are the law's. */
export const ageBands = ['unknown', 'child', 'teen', 'adult'] as const;
export type AgeBand = (typeof ageBands)[number];

/** Ratings of content by the youngest for whom it is; the place of each is its rank. */
export const ratings = ['all', 'teen', 'adult'] as const;
export type Rating = (typeof ratings)[number];

/** How somebody turns to others. */
export const manners = ['say', 'show', 'approach', 'follow'] as const;
export type Manner = (typeof manners)[number];

/** What a character can be asked to do beside speaking: light the plaza, look up the profile of a visitor. */
export const tools = ['light', 'lookup'] as const;
export type Tool = (typeof tools)[number];

/** A visitor states how it is here now; a later statement replaces it, none lasts unless it is repeated. */
export interface Visit {
  readonly person: number;
  /** The band of age that it claims. */
  readonly band: AgeBand;
  /** Those of whom it wants to meet nothing, all of them. */
  readonly barred: readonly number[];
  /** When it says so, ns on its own clock. */
  readonly at: number;
  /** Number of its session, where sessions are in use. */
  readonly session?: number;
}

/** A guardian states who may contact a minor now, all of them; a later statement replaces it, none lasts unless it is repeated. */
export interface ContactConsent {
  readonly person: number;
  readonly minor: number;
  readonly friends: readonly number[];
  /** When the guardian says so, ns on its own clock. */
  readonly at: number;
}

/** Something that is said or shown, to one or to all who are near. */
export interface Say {
  readonly person: number;
  /** Whom it is meant for; -1 for all who are near. */
  readonly to: number;
  readonly manner: Manner;
  /** Number of the work in it, -1 for none. */
  readonly content: number;
  /** The rating that its author gives it. */
  readonly rating: Rating;
  /** What it asks a character to do, and about whom; null and -1 where it asks nothing. */
  readonly asks: Tool | null;
  readonly about: number;
}

/** The same on its way to one who hears it. */
export interface Speech extends Say {
  readonly listener: number;
}

/** What a platform knows of a visitor, and for whom it is. */
export interface Profile {
  readonly about: number;
  readonly band: AgeBand;
  readonly present: 0 | 1;
  readonly to: number;
}

/** What passes where people meet. */
export interface PlazaBodies {
  visit: Visit;
  say: Say;
  speech: Speech;
  contactConsent: ContactConsent;
  /** A guardian wants to know how a minor is. */
  lookup: { readonly person: number; readonly about: number };
  profile: Profile;
  /** A character calls a tool, about somebody, for whoever asked. */
  tool: { readonly tool: Tool; readonly about: number; readonly to: number };
}

/** What is to be known of these kinds. Text and pictures by reference: a line of talk and a link (assumption). */
export const plazaCards: Cards<PlazaBodies> = {
  visit: { bytes: 48, askedBy: ({ person }) => person, beyond: ({ session }) => (session === undefined ? 0 : 16) },
  say: { bytes: 160, acts: true, askedBy: ({ person }) => person, scope: () => 'say', value: ({ content }) => content },
  speech: { bytes: 164, value: ({ content }) => content },
  contactConsent: {
    bytes: 56,
    askedBy: ({ person }) => person,
    over: ({ minor }) => minor,
    scope: () => 'guard',
  },
  lookup: { bytes: 16, askedBy: ({ person }) => person, over: ({ about }) => about, scope: () => 'lookup' },
  profile: { bytes: 40 },
  tool: { bytes: 20, acts: true },
};
