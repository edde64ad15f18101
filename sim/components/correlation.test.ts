import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Bodies } from '../framework/message.ts';
import { agents, answerNs, identities, leaseNs, storage, twins } from './testing/pseudonym-crowd.ts';
import type { Driven } from './testing/recording-io.ts';
import type { IdentityStorageState } from './identity-storage.ts';

type Keeper = Driven<IdentityStorageState>;
const word = (
  keeper: Keeper,
  kind: 'map' | 'demap',
  subject: number,
  other: number,
  at: number,
  from?: number,
): void => {
  const agent = agents[identities.platformOf[subject] ?? 0]!;
  expect(keeper.hear({ kind, point: 'RP-D', from: from ?? agent, subject, body: { other, at } })).toEqual([]);
};
const asked = (keeper: Keeper, subject: number, platform: number): Bodies['correlated'] => {
  const body = { platform, purpose: 'share' } as const;
  const said = keeper.hear({ kind: 'inquire', point: 'RP-D', from: twins[0]!, subject, dataClass: 'personal', body });
  expect(said.map(({ kind }) => kind)).toEqual(['correlated', 'entry']);
  return said[0]!.body as Bodies['correlated'];
};
const started = (): Keeper => {
  const keeper = storage();
  keeper.start();
  return keeper;
};
const bothSay = (keeper: Keeper, at = 0): void => {
  word(keeper, 'map', 0, 3, at);
  word(keeper, 'map', 3, 0, at);
};

describe('the correlation service', () => {
  test('puts two identities together by the word of both, and tells it from either side', () => {
    const keeper = started();
    word(keeper, 'map', 0, 3, 0);
    expect(asked(keeper, 0, 1)).toEqual({ platform: 1, other: -1, untilNs: Math.floor(answerNs / 3) });
    word(keeper, 'map', 3, 0, 0);
    expect(asked(keeper, 0, 1)).toEqual({ platform: 1, other: 3, untilNs: answerNs });
    expect(asked(keeper, 3, 0).other).toBe(0);
    expect(keeper.io.cells.slice(-2)).toEqual(['recall 6', 'recall 1']);
  });

  test('holds no two for one where one of them names a third', () => {
    const keeper = started();
    bothSay(keeper);
    word(keeper, 'map', 1, 3, 0);
    expect([asked(keeper, 1, 1).other, asked(keeper, 0, 1).other]).toEqual([-1, 3]);
    word(keeper, 'map', 3, 1, 1);
    expect([asked(keeper, 1, 1).other, asked(keeper, 0, 1).other]).toEqual([3, -1]);
  });

  test('stops at once when either takes its word back, and an old word that comes late changes nothing', () => {
    const keeper = started();
    bothSay(keeper);
    word(keeper, 'demap', 3, 0, 5);
    expect(asked(keeper, 0, 1).other).toBe(-1);
    word(keeper, 'map', 3, 0, 4);
    word(keeper, 'map', 3, 0, 5);
    expect(asked(keeper, 0, 1).other).toBe(-1);
    word(keeper, 'map', 3, 0, 6);
    expect(asked(keeper, 0, 1).other).toBe(3);
  });

  test('tells nothing once a lease is over, and lets no answer outlive the words that it rests on', () => {
    const keeper = started();
    bothSay(keeper);
    keeper.io.now = leaseNs - 1e9;
    expect(asked(keeper, 0, 1)).toMatchObject({ other: 3, untilNs: leaseNs });
    keeper.io.now = leaseNs;
    expect(asked(keeper, 0, 1).other).toBe(-1);
  });

  test.each([
    ['by another platform than the identity’s own', 0, 3, 0, agents[1]!],
    ['by the identity itself', 0, 3, 0, 0],
    ['about one at the same platform', 0, 1, 0, agents[0]!],
    ['about a node that is no identity', 0, 50, 0, agents[0]!],
    ['by a node that is no identity', 50, 3, 0, agents[0]!],
    ['from further ahead than a lease', 0, 3, leaseNs + 1, agents[0]!],
    ['at no time', 0, 3, NaN, agents[0]!],
  ])('takes no word that is said %s', (_what, subject, other, at, from) => {
    const keeper = started();
    word(keeper, 'map', 3, 0, 0);
    word(keeper, 'map', subject, other, at, from);
    expect([asked(keeper, 0, 1).other, asked(keeper, 3, 0).other]).toEqual([-1, -1]);
    expect(keeper.state.correlation.other.filter((one) => one >= 0)).toHaveLength(1);
  });

  test('asks whether the answer may be used for the stated purpose by whoever asks, tells nothing where not, and records both', () => {
    const keeper = started();
    bothSay(keeper);
    asked(keeper, 0, 1);
    expect(keeper.io.used).toEqual([{ purpose: 'share', circumstances: { recipient: twins[0]! } }]);
    keeper.io.allows = () => false;
    expect(asked(keeper, 0, 1).other).toBe(-1);
    const entries = keeper.io.said.filter(({ kind }) => kind === 'entry').map(({ body }) => body);
    expect(entries).toEqual([
      { event: 'inquiry answered', about: 0 },
      { event: 'inquiry refused', about: 0 },
    ]);
  });

  test.each([
    ['is called public', 'public', 'share'],
    ['is called operational', 'operational', 'share'],
    ['is called one about a child', 'child', 'share'],
    ['is for moving a twin', 'personal', 'twin'],
    ['is for taking identities for one', 'personal', 'identity'],
    ['is for what no answer serves', 'personal', 'payment'],
  ] as const)(
    'asks no control about an inquiry that %s, and answers as personal that there is none',
    (_what, dataClass, purpose) => {
      const keeper = started();
      bothSay(keeper);
      const body = { platform: 1, purpose } as const;
      const answers = keeper.hear({ kind: 'inquire', point: 'RP-D', from: twins[0]!, subject: 0, dataClass, body });
      expect(answers).toMatchObject([
        { kind: 'correlated', dataClass: 'personal', body: { other: -1 } },
        { kind: 'entry', body: { event: 'inquiry refused' } },
      ]);
      expect(keeper.io.used).toEqual([]);
    },
  );

  test('says of a platform that there is none, and of a node that is no identity, that nothing is known', () => {
    const keeper = started();
    bothSay(keeper);
    for (const [subject, platform] of [
      [0, 7],
      [0, -1],
      [0, 0.5],
      [77, 1],
    ] as const)
      expect(asked(keeper, subject, platform).other).toBe(-1);
  });
});

/** What each identity said last of the other platform, as far as it came: the service in a few lines. */
class Book {
  private readonly words = new Map<number, { readonly other: number; readonly at: number; readonly counts: boolean }>();

  word(kind: string, subject: number, other: number, at: number): void {
    if ((this.words.get(subject)?.at ?? -1) < at) this.words.set(subject, { other, at, counts: kind === 'map' });
  }

  answer(subject: number, nowNs: number): number {
    const live = (one: number): number => {
      const said = this.words.get(one);
      return said !== undefined && said.counts && said.at + leaseNs > nowNs ? said.other : -1;
    };
    const other = live(subject);
    return other >= 0 && live(other) === subject ? other : -1;
  }

  forget(): void {
    this.words.clear();
  }
}

/** Words as they may come: of any identity about any at the other platform, new, old, or again. */
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      what: fc.constantFrom('map' as const, 'map' as const, 'demap' as const),
      subject: fc.nat(5),
      other: fc.nat(1),
      ageNs: fc.constantFrom(0, 0, 0.5e9, 2.5e9, 4e9),
    }),
  },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('inquire' as const), subject: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('again' as const) }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('pass' as const), forNs: fc.integer({ min: 1, max: 2e9 }) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('restart' as const) }) },
);

test('answers what a book of the newest words says, whatever comes late, twice, out of order or about whom, and through restarts', () => {
  const seen = { told: 0, none: 0, restarts: 0, again: 0 };
  fc.assert(
    fc.property(fc.array(step, { minLength: 40, maxLength: 200, size: 'max' }), (steps) => {
      const keeper = started();
      const book = new Book();
      const before: (readonly ['map' | 'demap', number, number, number])[] = [];
      const say = (...said: readonly ['map' | 'demap', number, number, number]): void => {
        word(keeper, ...said);
        book.word(...said);
      };
      for (const one of steps) {
        if (one.what === 'pass') {
          keeper.io.now += one.forNs;
        } else if (one.what === 'restart') {
          keeper.restart();
          book.forget();
          seen.restarts++;
        } else if (one.what === 'again') {
          for (const said of before.slice(-3)) say(...said);
          seen.again += before.length > 0 ? 1 : 0;
        } else if (one.what === 'inquire') {
          const here = identities.platformOf[one.subject]!;
          const { other } = asked(keeper, one.subject, 1 - here);
          expect(other).toBe(book.answer(one.subject, keeper.io.now));
          if (other >= 0) seen.told++;
          else seen.none++;
        } else {
          // Of two at the other platform, so that they often name each other, and now and then another.
          const other = identities.platformOf[one.subject] === 0 ? 3 + one.other : one.other;
          const said = [one.what, one.subject, other, Math.max(0, keeper.io.now - one.ageNs)] as const;
          before.push(said);
          say(...said);
        }
      }
    }),
    { numRuns: 300, seed: 7 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(100);
});
