import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Vouch } from '../framework/messages/travel.ts';
import {
  barred,
  comingNs,
  doorOf,
  doors,
  friend,
  guardian,
  leaseNs,
  minor,
  plazaAt,
  plazaOf,
  TravellingCrowd,
  visitorOf,
} from './testing/travelling-crowd.ts';
import type { Said } from './testing/recording-io.ts';
import { anyFate, suffer } from './testing/unruly-net.ts';

const [home, host, third] = doors as unknown as readonly [number, number, number];

const visit = (at: number, from: number = minor) =>
  ({
    kind: 'visit',
    point: 'RP-A',
    from,
    subject: minor,
    number: 5,
    body: { person: minor, band: 'child', barred: [barred], at },
  }) as const;
const consent = (at: number, friends: readonly number[] = [friend]) =>
  ({
    kind: 'contactConsent',
    point: 'RP-A',
    from: guardian,
    subject: minor,
    body: { person: guardian, minor, friends, at },
  }) as const;
const wish = (at: number, platform: number = host, from: number = minor) =>
  ({
    kind: 'travel',
    point: 'RP-A',
    from,
    subject: minor,
    number: 6,
    body: { platform, at, barred: [barred] },
  }) as const;
const passedOn = (at: number, from: number = home, platform: number = host) =>
  ({ ...wish(at, platform, from), point: 'RP-X', number: 9 }) as const;
const vouched: Vouch = { person: minor, band: 'child', barred: [barred], friends: [friend], agreedNs: 1, at: 2 };
const vouch = (given: Partial<Vouch> = {}, from: number = home) =>
  ({ kind: 'vouch', point: 'RP-X', from, subject: minor, body: { ...vouched, ...given } }) as const;
const arrive = (at: number, moved: number, from: number = minor) =>
  ({ kind: 'arrive', point: 'RP-A', from, subject: minor, number: 7, body: { at, moved } }) as const;
const yes = (from: number, re: number) =>
  ({ kind: 'answer', point: 'RP-X', from, subject: minor, re, body: { done: 1 } }) as const;

const atHome = () => {
  const door = doorOf(home);
  door.start();
  door.hear(visit(1));
  door.hear(consent(1));
  return door;
};
const expecting = () => {
  const door = doorOf(host);
  door.start();
  door.hear(vouch());
  expect(door.hear(passedOn(3))).toMatchObject([{ how: 'reply', body: { done: 1 } }]);
  return door;
};

test('a wish to go is passed on as it is, beside what home vouches for, and the avatar leaves once it is expected', () => {
  const door = atHome();
  const [word, passed] = door.hear(wish(2));
  expect(word).toMatchObject({
    kind: 'vouch',
    point: 'RP-X',
    to: host,
    dataClass: 'child',
    body: { ...vouched, at: 0 },
  });
  expect(passed).toMatchObject({ how: 'forward', kind: 'travel', point: 'RP-X', to: host });
  // From somebody else, or to another message, it is no answer.
  expect(door.hear(yes(third, passed!.number))).toEqual([]);
  expect(door.hear(yes(host, passed!.number + 1))).toEqual([]);
  expect(door.hear(yes(host, passed!.number))).toMatchObject([
    { kind: 'depart', point: 'RP-M', to: plazaOf(home), body: { at: 2 } },
    { how: 'answer', point: 'RP-A', to: minor, re: 6 },
  ]);
});

test('what home vouches for follows the avatar: what a guardian says reaches where its minor is', () => {
  const door = atHome();
  const [, passed] = door.hear(wish(2));
  door.hear(yes(host, passed!.number));
  expect(door.hear(consent(3, []))).toMatchObject([
    { kind: 'vouch', to: host, body: { friends: [], agreedNs: 3 } },
    { kind: 'contactConsent', to: plazaOf(home) },
  ]);
  // Its person says again where it is: so do both words.
  const again = { ...wish(4), body: { platform: host, at: 4, barred: [] } };
  expect(door.hear(again)).toMatchObject([
    { kind: 'vouch', body: { barred: [] } },
    { how: 'forward', kind: 'travel', to: host },
    { how: 'reply', body: { done: 1 } },
  ]);
  // At home again, nobody elsewhere is told any more.
  door.hear(visit(5));
  expect(door.hear(consent(6)).map(({ kind }) => kind)).toEqual(['contactConsent']);
});

test('a guest is let in by its own word, on what its home vouches for, and tells nothing else of itself', () => {
  const door = expecting();
  door.io.now = 4;
  expect(door.hear(arrive(4, 3))).toMatchObject([
    { kind: 'admit', point: 'RP-M', to: plazaOf(host), dataClass: 'child', body: { ...vouched, at: 4 } },
  ]);
  // A newer word of its home counts at once.
  expect(door.hear(vouch({ friends: [], at: 5 }))).toMatchObject([{ kind: 'admit', body: { friends: [], at: 4 } }]);
  expect(door.hear(vouch({ at: 4 }))).toEqual([]);
});

test.each([
  ['on the word of another platform', [vouch({}, third), passedOn(3)], arrive(4, 3)],
  ['which another platform hands over', [vouch(), passedOn(3, third)], arrive(4, 3)],
  ['of whom nobody has vouched', [passedOn(3)], arrive(4, 3)],
  ['who did not say that it comes', [vouch()], arrive(4, 3)],
  ['who comes by another word', [vouch(), passedOn(3)], arrive(4, 2)],
  ['in whose name another speaks', [vouch(), passedOn(3)], arrive(4, 3, guardian)],
])('a guest %s is not let in', (_how, heard, comes) => {
  const door = doorOf(host);
  door.start();
  for (const one of heard) door.hear(one);
  door.io.now = 4;
  expect(door.hear(comes)).toMatchObject([{ kind: 'answer', body: { done: 0 } }]);
});

test('a guest that goes is forgotten by the door and by the plaza, as is one that never comes', () => {
  const door = expecting();
  door.io.now = 4;
  const [admitted] = door.hear(arrive(4, 3));
  const place = plazaAt(host);
  place.hear({ kind: 'admit', from: host, subject: minor, body: admitted!.body as Vouch });
  const row = minor - guardian;
  expect(place.state.register.barred[row]).toEqual([barred]);
  const [passed] = door.hear(wish(5, home));
  expect(passed).toMatchObject({ how: 'forward', to: home });
  const [gone] = door.hear(yes(home, passed!.number));
  place.hear({ kind: 'depart', from: host, subject: minor, body: gone!.body as { at: number } });
  expect(place.state.register.barred[row]).toEqual([]);
  expect([door.state.whereabouts.barred[row], door.state.whereabouts.vouchedNs[row]]).toEqual([[], -1]);
  door.runUntil(leaseNs + 10);
  expect(door.state.whereabouts.saidNs[row]).toBe(-1);
  const other = expecting();
  other.runUntil(comingNs + 10);
  expect(other.state.whereabouts.barred[row]).toEqual([]);
});

test('guests go home first, and nobody else sends one’s avatar anywhere', () => {
  const door = expecting();
  door.io.now = 4;
  door.hear(arrive(4, 3));
  expect(door.hear(wish(5, third))).toMatchObject([{ body: { done: 0 } }]);
  expect(door.hear(wish(5, home, guardian))).toEqual([]);
  const away = atHome();
  expect(away.hear(wish(2, 99))).toMatchObject([{ body: { done: 0 } }]);
  expect(away.hear(wish(2, home))).toMatchObject([{ body: { done: 0 } }]);
  expect(away.hear(wish(0, host))).toMatchObject([{ body: { done: 0 } }]);
});

test('who cannot get in anywhere goes home, once nobody can believe any more that its avatar is there', () => {
  const person = visitorOf(minor);
  person.start();
  const answer = ({ to, number, kind }: Said) =>
    kind === 'enter'
      ? person.hear({ kind: 'entered', from: to, re: number, body: { token: null } })
      : person.hear({ kind: 'answer', from: to, re: number, body: { done: 1 } });
  const [came] = answer(person.runUntilSaid('enter'));
  answer(came!);
  let move: Said | undefined;
  while (move === undefined) {
    for (const said of person.runUntil(person.io.now + 0.1e9)) {
      if (said.kind === 'travel') move = said;
      else if (said.kind === 'visit') answer(said);
    }
  }
  const [first] = answer(move);
  expect(first).toMatchObject({ kind: 'arrive', to: (move.body as { platform: number }).platform });
  const leftNs = person.io.now;
  const arrivals = person.runUntil(leftNs + leaseNs).filter(({ kind }) => kind === 'arrive');
  expect(arrivals).toHaveLength(2);
  expect(person.io.finished.at(-1)).toMatchObject({ operation: 'hand-over', done: 0 });
  const back = person.runUntilSaid('visit');
  expect(back.to).toBe(home);
  expect(person.io.now).toBeGreaterThanOrEqual((arrivals.at(-1)!.body as { at: number }).at + leaseNs);
});

test('whatever is lost, doubled, late or out of order, and whoever restarts, never is an avatar at two platforms, nor anywhere without its bars', () => {
  const seen = { moves: 0, abroad: 0, restarts: 0 };
  fc.assert(
    fc.property(fc.array(anyFate, { minLength: 300, maxLength: 600, size: 'max' }), (fates) => {
      const crowd = new TravellingCrowd();
      for (const one of fates) {
        suffer(crowd, one);
        const hosts = crowd.hosts();
        expect(hosts.length).toBeLessThanOrEqual(1);
        for (const door of hosts) expect(crowd.known(door).barred).toEqual([barred]);
        for (const door of [1, 2]) expect(crowd.leftBehind(door)).toBe(false);
        if (hosts.some((door) => door > 0)) seen.abroad++;
        if (one.what === 'restart') seen.restarts++;
      }
      seen.moves += crowd.traveller.io.finished.filter(
        ({ operation, done }) => operation === 'hand-over' && done === 1,
      ).length;
    }),
    { numRuns: 50, seed: 3 },
  );
  expect(Math.min(seen.moves, seen.abroad, seen.restarts)).toBeGreaterThan(20);
});

test('once messages pass again an avatar is somewhere within two leases, whatever came before, and nothing of it elsewhere', () => {
  fc.assert(
    fc.property(fc.array(anyFate, { maxLength: 200, size: 'max' }), (fates) => {
      const crowd = new TravellingCrowd();
      for (const one of fates) suffer(crowd, one);
      const untilNs = crowd.nowNs + 2 * leaseNs + 10e9;
      let [held, steps, consented] = [0, 0, 0];
      while (crowd.nowNs < untilNs) {
        while (crowd.flying.length > 0) crowd.deliver(0, false);
        crowd.pass(50e6);
        if (crowd.nowNs < untilNs - 5e9) continue;
        steps++;
        const hosts = crowd.hosts();
        held += hosts.length;
        if (hosts.some((door) => crowd.known(door).friends.includes(friend))) consented++;
        for (const door of [1, 2]) expect(crowd.leftBehind(door)).toBe(false);
      }
      // A hand-over takes a moment in which it is nowhere.
      expect(held / steps).toBeGreaterThan(0.8);
      expect(consented).toBe(held);
    }),
    { numRuns: 40, seed: 4 },
  );
});
