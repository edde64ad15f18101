import { expect, test } from 'vitest';
import type { Agenda, Mind } from '../../../framework/agenda.ts';
import type { Deterrence } from '../../../framework/attacker.ts';
import { keyOf, Stream } from '../../../kernel/stream.ts';
import { bandit } from './bandit.ts';
import { rational } from './rational.ts';
import { reactive } from './reactive.ts';
import { roundRobin } from './round-robin.ts';
import { sideBySide } from './side-by-side.ts';

const mind: Mind = { of: () => undefined, forget: () => undefined };

/** What came of an attempt: how much it gave, how often it was refused. */
interface Came {
  readonly gave?: boolean;
  readonly refused?: number;
}

/** Places in the order in which an agenda chooses them, so many attempts at most; `outcome` says what comes of each. */
function played(agenda: Agenda, attempts: number, outcome: (place: number, turn: number) => Came): readonly number[] {
  const places: number[] = [];
  let [choice] = agenda.first();
  while (choice !== undefined && places.length < attempts) {
    const { gave = false, refused = 0 } = outcome(choice.place, places.length);
    places.push(choice.place);
    [choice] = agenda.next(choice, gave ? ['something'] : [], mind, refused);
  }
  return places;
}

const sourced = <Value>(value: Value) => ({ value, source: 'the test' });

test('who does not adapt goes through its attacks in order, whatever comes of them', () => {
  expect(played(roundRobin([4, 2, 7]), 7, () => ({ refused: 3 }))).toEqual([4, 2, 7, 4, 2, 7, 4]);
  expect(played(roundRobin([]), 3, () => ({}))).toEqual([]);
});

test('who reacts stays with an attack until it is refused, and is done when all were', () => {
  const refusedAt = new Set([1, 2, 5]);
  expect(played(reactive([0, 1, 2]), 9, (_, turn) => ({ refused: refusedAt.has(turn) ? 1 : 0 }))).toEqual([
    0, 0, 1, 2, 2, 2,
  ]);
});

test('a bandit comes to keep to the attack that gives something, and tries each before', () => {
  const places = played(bandit([0, 1, 2, 3], new Stream(keyOf(1, 'the test', 'choice'))), 100, (place) => ({
    gave: place === 2,
  }));
  expect(new Set(places.slice(0, 40))).toEqual(new Set([0, 1, 2, 3]));
  expect(places.slice(50).filter((place) => place === 2).length).toBeGreaterThan(45);
  // Of what cannot tell nothing is learnt: it is drawn as at first, beside one that never gave anything.
  const mute = played(
    bandit([0, 1], new Stream(keyOf(1, 'the test', 'choice')), (place) => place === 1),
    100,
    () => ({}),
  );
  expect(mute.filter((place) => place === 0).length).toBeGreaterThan(75);
  // Where nothing gives anything it keeps on trying all.
  const idle = played(bandit([0, 1], new Stream(keyOf(1, 'the test', 'choice'))), 100, () => ({}));
  expect(idle.filter((place) => place === 0).length).toBeGreaterThan(30);
  expect(idle.filter((place) => place === 1).length).toBeGreaterThan(30);
});

test('who has something to lose stops when the penalty times the chance of being found out exceeds the gain', () => {
  const terms = (gain: number, penalty: number, noticed = 0.05): Deterrence => ({
    gain: sourced(gain),
    penalty: sourced(penalty),
    prior: sourced({ noticed, attempts: 1 }),
  });
  const foundOutAt = (turn: number) => (_: number, now: number) => ({ refused: now === turn ? 1 : 0 });
  // 0.05 at first; found out at the first attempt 1.05 of 2, at the twentieth 1.05 of 21, which is 0.05 again.
  expect(played(rational(roundRobin([0]), terms(100, 1000)), 50, foundOutAt(0))).toHaveLength(1);
  expect(played(rational(roundRobin([0]), terms(100, 1000)), 50, foundOutAt(19))).toHaveLength(50);
  expect(played(rational(roundRobin([0]), terms(100, 1000)), 50, foundOutAt(-1))).toHaveLength(50);
  // Where the penalty is nothing to it, it goes on though it is found out each time.
  expect(played(rational(roundRobin([0]), terms(100, 90)), 50, () => ({ refused: 1 }))).toHaveLength(50);
  expect(played(rational(roundRobin([0]), terms(100, 1000, 0.2)), 50, () => ({}))).toHaveLength(0);
});

test('each of a coalition goes on by what came of its own attempts', () => {
  const agenda = sideBySide([roundRobin([0, 2]), reactive([1])], (place) => place % 2);
  expect(agenda.first().map(({ place }) => place)).toEqual([0, 1]);
  expect(agenda.next({ place: 0, rests: true }, [], mind, 5).map(({ place }) => place)).toEqual([2]);
  expect(agenda.next({ place: 1, rests: true }, [], mind, 5)).toEqual([]);
});
