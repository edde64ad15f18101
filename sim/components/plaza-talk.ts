import type { AgeBand, Manner, Say } from '../framework/messages/plaza.ts';
import { manners, ratings } from '../framework/messages/plaza.ts';
import type { Stream } from '../kernel/stream.ts';
import type { Characters, PlazaPeople } from './plaza-people.ts';

/** Works that people say and show, sorted by the rating that their authors give them: work i is of rank r from `first[r]` on. */
export interface Library {
  readonly first: readonly [all: number, teen: number, adult: number, end: number];
}

/** What decides what the visitors of a plaza talk of, and to whom. */
export interface TalkSettings {
  readonly people: PlazaPeople;
  readonly characters: Characters;
  readonly library: Library;
  /** The age band that each claims. */
  readonly claims: readonly AgeBand[];
  /** Rank of the highest rating that is for each: nobody says or shows what is above its own. */
  readonly ranks: Uint8Array;
  /** Those whom each knows, as nodes. */
  readonly circles: readonly (readonly number[])[];
  /** Share of what is said to all that is rated teen, and adult, by those for whom it is. */
  readonly teenShare: number;
  readonly adultShare: number;
  /** Share of contacts that go to anybody, known or not. */
  readonly strangerShare: number;
}

interface Speaker {
  readonly node: number;
  readonly random: Stream;
}

/** Chooses what to say: each draws the same numbers whatever it comes to. */
export interface Talk {
  aloud(speaker: Speaker): Say;
  toOne(speaker: Speaker): Say | null;
  toCharacter(speaker: Speaker): Say | null;
}

/** How visitors of a plaza talk. */
export function talkOf(settings: TalkSettings): Talk {
  const { people, characters, library, ranks, circles, teenShare, adultShare, strangerShare } = settings;

  const work = (rank: number, random: Stream): Pick<Say, 'content' | 'rating'> => {
    const [from, to] = [library.first[rank]!, library.first[rank + 1]!];
    return { content: from + Math.floor(random.uniform() * (to - from)), rating: ratings[rank]! };
  };
  const said = ({ node }: Speaker, to: number, manner: Manner, given: Pick<Say, 'content' | 'rating'>): Say => ({
    person: node,
    to,
    manner,
    ...given,
    asks: null,
    about: -1,
  });

  return {
    aloud: (speaker) => {
      const { random, node } = speaker;
      const highest = ranks[node - people.first]!;
      const drawn = random.uniform();
      const wanted = drawn < adultShare ? 2 : drawn < adultShare + teenShare ? 1 : 0;
      const manner = random.uniform() < 0.5 ? 'say' : 'show';
      return said(speaker, -1, manner, work(wanted > highest ? 0 : wanted, random));
    },
    toOne: (speaker) => {
      const { random, node } = speaker;
      const circle = circles[node - people.first]!;
      const anybody = random.uniform() < strangerShare;
      const which = random.uniform();
      const manner = manners[Math.floor(random.uniform() * manners.length)]!;
      const given = work(0, random);
      const to = anybody ? people.first + Math.floor(which * people.count) : circle[Math.floor(which * circle.length)];
      if (to === undefined || to === node) return null;
      // Who comes near or follows shows nothing.
      const wordless = manner === 'approach' || manner === 'follow';
      return said(speaker, to, manner, wordless ? { content: -1, rating: 'all' } : given);
    },
    toCharacter: (speaker) => {
      const which = speaker.random.uniform();
      const character = Math.floor(which * characters.spot.length);
      if (characters.spot.length === 0) return null;
      const given = { content: -1, rating: 'all' } as const;
      return { ...said(speaker, characters.first + character, 'say', given), asks: 'light' };
    },
  };
}
