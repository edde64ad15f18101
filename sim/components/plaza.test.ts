import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentAndContactRules } from '../controls/content-and-contact-rules.ts';
import { deed, ground, household, post } from '../controls/testing/house.ts';
import type { Say } from '../framework/messages/plaza.ts';
import { character } from './character.ts';
import { plaza } from './plaza.ts';
import type { PlazaPeople } from './plaza-people.ts';
import { at, enrolment } from './testing/one-room.ts';
import { Driven } from './testing/recording-io.ts';
import type { Said } from './testing/recording-io.ts';

const plazaNode = 33;
const doorNode = 37;
const characterNode = 40;
/** Persons 80 to 84: a guardian, its child, two adults, and somebody in another part of the plaza. */
const [guardian, child, ann, ben, far] = [80, 81, 82, 83, 84];
const people: PlazaPeople = {
  first: guardian,
  count: 5,
  spot: Int32Array.of(0, 0, 0, 0, 1),
  avatarAgent: Int32Array.of(37, 37, 37, 37, 38),
  guardian: Int32Array.of(-1, guardian, -1, -1, -1),
};
const leaseNs = 60e9;
const rules = contentAndContactRules.stand({ ...ground(), household: { ...household, ratingOf: () => 0 } });

/** A plaza, with the content and contact rules where they are asked for. */
const plazaOf = (guarded = false) => {
  const driven = new Driven(
    plaza({
      people,
      characters: { first: characterNode, spot: Int32Array.of(0) },
      enrolment,
      register: { leaseNs, skewNs: 5e9, silencedBy: 2 },
    }),
    plazaNode,
  );
  driven.io.allows = (purpose) => {
    if (!guarded || purpose === 'act') return true;
    const { circumstances } = driven.io.used.at(-1)!;
    const { kind, body } = driven.io.inHand!;
    return rules.inner!(deed({ purpose, kind, body, circumstances } as never), post({ place: 'use' })) === undefined;
  };
  return driven;
};
type Plaza = ReturnType<typeof plazaOf>;

const bands = new Map([
  [guardian, 'adult'],
  [child, 'child'],
  [ann, 'adult'],
  [ben, 'adult'],
  [far, 'adult'],
] as const);
const visit = (place: Plaza, person: number, barred: readonly number[] = [], saidNs = place.io.now): readonly Said[] =>
  place.hear({
    kind: 'visit',
    from: doorNode,
    subject: person,
    body: { person, band: bands.get(person)!, barred, at: saidNs },
  });
const allow = (place: Plaza, friends: readonly number[], saidNs = place.io.now, person = guardian) =>
  place.hear({
    kind: 'contactConsent',
    from: doorNode,
    subject: child,
    body: { person, minor: child, friends, at: saidNs },
  });
const say = (place: Plaza, person: number, to: number, given: Partial<Say> = {}): readonly Said[] => {
  const body: Say = { person, to, manner: 'say', content: 0, rating: 'all', asks: null, about: -1, ...given };
  return place.hear({ kind: 'say', from: doorNode, subject: person, body });
};
const everybodyComes = (place: Plaza): Plaza => {
  for (const person of bands.keys()) visit(place, person);
  return place;
};
const heardBy = (said: readonly Said[]): readonly number[] =>
  said.flatMap(({ kind, body }) => (kind === 'speech' ? [(body as { listener: number }).listener] : []));

test('what is said to all reaches those who are near, each by its own avatar agent, and not the speaker', () => {
  const place = everybodyComes(plazaOf());
  const said = say(place, ann, -1);
  expect(heardBy(said)).toEqual([guardian, child, ben]);
  expect(said.every(({ to }) => to === doorNode)).toBe(true);
  expect(said.at(-1)).toMatchObject({ how: 'reply', kind: 'answer', body: { done: 1 } });
  expect(say(place, ann, far)).toMatchObject([{ kind: 'speech', to: 38 }, { kind: 'answer' }]);
});

test('who is not here says nothing and hears nothing, and a visit that is not stated again ends', () => {
  const place = plazaOf();
  visit(place, ann);
  expect(say(place, ben, ann)).toMatchObject([{ kind: 'answer', body: { done: 0 } }]);
  // That nobody hears it, the speaker is not told.
  expect(say(place, ann, ben)).toMatchObject([{ kind: 'answer', body: { done: 1 } }]);
  visit(place, ben);
  expect(heardBy(say(place, ann, ben))).toEqual([ben]);
  place.io.now = leaseNs;
  visit(place, ann);
  expect(heardBy(say(place, ann, ben))).toEqual([ben]);
  place.io.now += 1;
  expect(heardBy(say(place, ann, ben))).toEqual([]);
});

test('whom as many as it takes bar at once is heard by nobody, is not told so, and is heard again when one of them thinks better', () => {
  const place = everybodyComes(plazaOf());
  visit(place, ann, [ben]);
  expect(heardBy(say(place, ben, child))).toEqual([child]);
  // Also by who is far away from it.
  visit(place, far, [ben]);
  place.io.used.length = 0;
  for (const to of [-1, child, characterNode])
    expect(say(place, ben, to)).toMatchObject([{ kind: 'answer', body: { done: 1 } }]);
  expect(place.io.used.map(({ purpose }) => purpose)).toEqual(['silence', 'silence', 'silence']);
  expect(heardBy(say(place, ann, child))).toEqual([child]);
  visit(place, ann);
  expect(heardBy(say(place, ben, child))).toEqual([child]);
});

test('who is not here any more bars nobody', () => {
  const place = everybodyComes(plazaOf());
  for (const person of [ann, far]) visit(place, person, [ben]);
  place.io.now = leaseNs + 1;
  for (const person of [ben, child]) visit(place, person);
  visit(place, ann, [ben]);
  expect(heardBy(say(place, ben, child))).toEqual([child]);
});

test('before anybody meets anybody the plaza tells all that it knows of both', () => {
  const place = everybodyComes(plazaOf());
  visit(place, ben, [ann]);
  allow(place, [ann]);
  place.io.used.length = 0;
  say(place, ann, -1);
  say(place, ann, child);
  const [toGuardian, toChild, toBen, alone] = place.io.used.map(({ circumstances }) => circumstances.meeting);
  expect(toGuardian).toEqual({ mostRating: 2, contact: false, apart: false, agreed: false, barred: false });
  expect(toChild).toEqual({ mostRating: 0, contact: false, apart: true, agreed: true, barred: false });
  expect(toBen).toMatchObject({ barred: true });
  expect(alone).toMatchObject({ contact: true, apart: true, agreed: true });
});

test('of an age that nobody knows the worst is assumed on both sides, and a guardian needs no leave', () => {
  const place = everybodyComes(plazaOf());
  const unknown = { person: ben, band: 'unknown' as const, barred: [], at: 1 };
  place.io.now = 1;
  place.hear({ kind: 'visit', from: doorNode, body: unknown });
  place.io.used.length = 0;
  for (const [from, to] of [
    [ben, ann],
    [ann, ben],
    [ben, child],
    [child, ben],
    [guardian, child],
  ] as const)
    say(place, from, to);
  const seen = place.io.used.map(({ circumstances }) => circumstances.meeting!);
  expect(seen.map(({ apart }) => apart)).toEqual([true, true, true, true, true]);
  expect(seen.map(({ agreed }) => agreed)).toEqual([false, false, false, false, true]);
  expect(seen[1]!.mostRating).toBe(0);
});

test('only its guardian speaks for a minor, and nobody speaks from the future', () => {
  const place = plazaOf();
  expect(allow(place, [ann], 0, ben)[0]!.body).toEqual({ done: 0 });
  expect(allow(place, [ann], 6e9)[0]!.body).toEqual({ done: 0 });
  expect(visit(place, ann, [], 6e9)[0]!.body).toEqual({ done: 0 });
  expect(allow(place, [ann])[0]!.body).toEqual({ done: 1 });
  expect(allow(place, [])[0]!.body).toEqual({ done: 1 });
  place.io.now = 1e9;
  expect(allow(place, [ann])[0]!.body).toEqual({ done: 1 });
  expect(allow(place, [], 0)[0]!.body).toEqual({ done: 0 });
});

test('a profile descends from what its visitor stated, and is a child’s unless it is known to be none', () => {
  const place = everybodyComes(plazaOf());
  const ask = (person: number, about: number) =>
    place.hear({ kind: 'lookup', from: doorNode, subject: about, body: { person, about } })[0]!;
  expect(ask(guardian, child)).toMatchObject({
    kind: 'profile',
    subject: child,
    dataClass: 'child',
    body: { about: child, band: 'child', present: 1, to: guardian },
  });
  expect(place.io.cells.at(-1)).toBe('recall 1');
  expect(ask(ann, ben)).toMatchObject({ dataClass: 'personal' });
  place.restart();
  expect(ask(ann, ben)).toMatchObject({ dataClass: 'child', body: { band: 'unknown', present: 0 } });
  expect(ask(ann, 999)).toMatchObject({ kind: 'answer', body: { done: 0 } });
});

test('a character greets who speaks to it and does what it is asked; the plaza asks whether the tool may be used', () => {
  const place = everybodyComes(plazaOf());
  const asked = { person: ann, to: characterNode, manner: 'say', content: -1, rating: 'all', about: child } as const;
  const [toCharacter] = say(place, ann, characterNode, { ...asked, asks: 'lookup' });
  expect(toCharacter).toMatchObject({ kind: 'speech', to: characterNode });
  const agent = new Driven(character({ plaza: at(plazaNode) }), characterNode);
  const [greeting, call] = agent.hear({ ...toCharacter!, from: plazaNode } as never);
  expect(heardBy(place.hear({ ...greeting!, from: characterNode } as never))).toEqual([ann]);
  const [profile] = place.hear({ ...call!, from: characterNode } as never);
  expect(profile).toMatchObject({ kind: 'profile', to: characterNode, body: { about: child, to: ann } });
  const [shown] = agent.hear({ ...profile!, from: plazaNode } as never);
  expect(place.hear({ ...shown!, from: characterNode } as never)).toMatchObject([{ how: 'forward', to: doorNode }]);
  place.io.allows = (purpose) => purpose !== 'control';
  expect(place.hear({ ...call!, from: characterNode } as never)).toMatchObject([{ kind: 'answer', body: { done: 0 } }]);
});

test('a character speaks for itself, and is left alone by what is not meant for it', () => {
  const place = everybodyComes(plazaOf());
  const speech = { person: ann, to: child, manner: 'say', content: 0, rating: 'all', asks: null, about: -1 } as const;
  const [heard] = place.hear({ kind: 'speech', from: characterNode, body: { ...speech, listener: child } });
  expect(heard).toMatchObject({ subject: characterNode, body: { person: characterNode } });
  expect(place.hear({ kind: 'speech', from: ben, body: { ...speech, listener: child } })).toEqual([]);
  const agent = new Driven(character({ plaza: at(plazaNode) }), characterNode);
  expect(agent.hear({ kind: 'speech', from: plazaNode, body: { ...speech, listener: child } })).toEqual([]);
});

/** What happens at a plaza: statements come, doubled, late and in any order; what does not come is lost. */
type Happening =
  | { readonly what: 'guardian states'; readonly agreed: boolean; readonly lateNs: number }
  | { readonly what: 'child states'; readonly barred: boolean; readonly lateNs: number }
  | { readonly what: 'adult states'; readonly lateNs: number }
  | { readonly what: 'contact' }
  | { readonly what: 'restart' }
  | { readonly what: 'time passes'; readonly ns: number };

const lateNs = fc.constantFrom(0, 0, 0, 1e9, 7e9, 30e9, 70e9);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('guardian states' as const), agreed: fc.boolean(), lateNs }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('child states' as const), barred: fc.boolean(), lateNs }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('adult states' as const), lateNs }) },
  { weight: 5, arbitrary: fc.constant({ what: 'contact' as const }) },
  { weight: 1, arbitrary: fc.constant({ what: 'restart' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constant('time passes' as const), ns: fc.constantFrom(1e9, 8e9, 45e9) }),
  },
);

test('contact reaches a child only while its guardian’s and its own newest statements that came allow it', () => {
  const seen = { reached: 0, withdrawn: 0, barred: 0, ended: 0 };
  fc.assert(
    fc.property(fc.array(happening, { minLength: 20, maxLength: 80 }), (happenings) => {
      const place = plazaOf(true);
      place.io.now = 100e9;
      // Of those that came since the last restart, the newest by the clock of who stated it.
      let agreed = { at: -1, holds: false };
      let mine = { at: -1, holds: false };
      let adult = -1;
      for (const one of happenings) {
        const { now } = place.io;
        if (one.what === 'guardian states') {
          allow(place, one.agreed ? [ann] : [], now - one.lateNs);
          if (now - one.lateNs >= agreed.at) agreed = { at: now - one.lateNs, holds: one.agreed };
        } else if (one.what === 'child states') {
          visit(place, child, one.barred ? [ann] : [], now - one.lateNs);
          if (now - one.lateNs >= mine.at) mine = { at: now - one.lateNs, holds: !one.barred };
        } else if (one.what === 'adult states') {
          visit(place, ann, [], now - one.lateNs);
          adult = Math.max(adult, now - one.lateNs);
        } else if (one.what === 'restart') {
          place.restart();
          [agreed, mine, adult] = [{ at: -1, holds: false }, { at: -1, holds: false }, -1];
        } else if (one.what === 'time passes') {
          place.io.now += one.ns;
        } else {
          const stands = ({ at: saidNs }: { readonly at: number }): boolean => saidNs >= 0 && now <= saidNs + leaseNs;
          const here = stands(mine) && stands({ at: adult });
          const reached = heardBy(say(place, ann, child)).length === 1;
          expect(reached).toBe(here && mine.holds && agreed.holds && stands(agreed));
          if (reached) seen.reached++;
          if (here && stands(agreed) && !agreed.holds) seen.withdrawn++;
          if (here && !mine.holds) seen.barred++;
          if (agreed.holds && !stands(agreed)) seen.ended++;
        }
      }
    }),
    { numRuns: 400, seed: 13 },
  );
  for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(30);
});
