import { describe, expect, test } from 'vitest';
import type { Meeting } from '../framework/meeting.ts';
import type { Rating, Say } from '../framework/messages/plaza.ts';
import { contentAndContactRules } from './content-and-contact-rules.ts';
import { cast, deed, ground, household, post } from './testing/house.ts';

/** The classifier takes work 1 for teen and work 2 for adult; it knows nothing against work 0. */
const guard = contentAndContactRules.stand({
  ...ground(),
  household: { ...household, ratingOf: (content) => content },
});
const said = (rating: Rating, content = 0): Say => ({
  person: cast.ben,
  to: cast.ann,
  manner: 'say',
  content,
  rating,
  asks: null,
  about: -1,
});
const meeting = (given: Partial<Meeting> = {}): Meeting => ({
  mostRating: 2,
  contact: true,
  apart: false,
  agreed: false,
  barred: false,
  ...given,
});
const judged = (body: Say | null, given?: Partial<Meeting>) =>
  guard.inner!(
    deed({ purpose: 'contact', kind: 'say', dataClass: 'public', body, circumstances: { meeting: meeting(given) } }),
    post({ place: 'use' }),
  );

describe('C31 content and contact rules', () => {
  test.each([
    ['all', 0, undefined],
    ['teen', 0, 'above-age'],
    ['teen', 1, undefined],
    ['adult', 1, 'above-age'],
    ['adult', 2, undefined],
  ] as const)('what its author rates %s is judged for one of rank %i: %s', (rating, mostRating, verdict) => {
    expect(judged(said(rating), { mostRating })).toBe(verdict);
  });

  test('the stricter of author and classifier counts, and what has no work in it is not classified', () => {
    expect(judged(said('all', 2), { mostRating: 1 })).toBe('above-age');
    expect(judged(said('adult', 1), { mostRating: 1 })).toBe('above-age');
    expect(judged(said('all', 1), { mostRating: 1 })).toBeUndefined();
    expect(judged(said('all', -1), { mostRating: 0 })).toBeUndefined();
  });

  test('contact across the age line needs a guardian who agrees; what is said to all does not', () => {
    expect(judged(said('all'), { apart: true })).toBe('no-consent');
    expect(judged(said('all'), { apart: true, agreed: true })).toBeUndefined();
    expect(judged(said('all'), { apart: true, contact: false })).toBeUndefined();
  });

  test('who is barred is heard neither alone nor by all, whatever a guardian agrees to', () => {
    for (const contact of [true, false])
      expect(judged(said('all'), { barred: true, agreed: true, contact })).toBe('barred');
  });

  test('what cannot be read is passed on to nobody, and what is no meeting is not judged', () => {
    expect(judged(null)).toBe('malformed');
    const at = post({ place: 'use' });
    expect(guard.inner!(deed({ purpose: 'contact', kind: 'speech', body: said('adult') }), at)).toBeUndefined();
    expect(at.charged).toEqual([]);
  });
});
