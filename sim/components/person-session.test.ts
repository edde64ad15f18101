import { expect, test } from 'vitest';
import type { Bodies } from '../framework/message.ts';
import { evenIntensity } from '../framework/schedule.ts';
import { person } from './person.ts';
import { bookings, things } from './testing/one-room.ts';
import { Driven } from './testing/recording-io.ts';

const door = 40;
const ann = 80;
const never = 1e15;

/** Ann, who asks the archive every other second, and has just asked to be let in. */
const arriving = () => {
  const driven = new Driven(
    person({
      people: {
        first: ann,
        count: 1,
        room: Int32Array.of(0),
        avatarAgent: Int32Array.of(door),
        standing: ['member'],
      },
      things,
      bookings,
      arriveWithinNs: 1,
      stayMeanNs: never,
      awayMeanNs: never,
      commandMeanNs: never,
      viewMeanNs: never,
      queryMeanNs: 2e9,
      patienceNs: 5e9,
      enterTries: 1,
      bookingMarginNs: 0,
      intensity: evenIntensity,
      poseNs: 0,
    }),
    ann,
  );
  driven.start();
  return driven;
};
type Ann = ReturnType<typeof arriving>;

const letIn = (one: Ann, body: Bodies['entered']): void => {
  const { number } = one.runUntilSaid('enter');
  one.hear({ kind: 'entered', from: door, re: number, body });
};
const statedBy = (one: Ann) => (one.runUntilSaid('query').body as Bodies['query']).session;

test('a person states the number that it was given in what it asks an archive, and none where it was given none', () => {
  const one = arriving();
  letIn(one, { token: null, session: 11, untilNs: never });
  expect([statedBy(one), statedBy(one)]).toEqual([11, 11]);
  const other = arriving();
  letIn(other, { token: null });
  expect(statedBy(other)).toBeUndefined();
});

test('a person comes in anew at half the life of its session, and goes on with what it is given then', () => {
  const one = arriving();
  letIn(one, { token: null, session: 11, untilNs: 100e9 });
  const halfLifeNs = one.io.now + (100e9 - one.io.now) / 2;
  expect(one.runUntil(halfLifeNs - 1).map(({ kind }) => kind)).not.toContain('enter');
  letIn(one, { token: null, session: 12, untilNs: never });
  expect(one.io.now).toBe(halfLifeNs);
  expect(statedBy(one)).toBe(12);
});

test('a person whose query a door declines, because it has forgotten the session, comes in anew', () => {
  const one = arriving();
  const declined = (): string[] => {
    const { number } = one.runUntilSaid('query');
    return one.hear({ kind: 'answer', from: door, re: number, body: { done: 0 } }).map(({ kind }) => kind);
  };
  letIn(one, { token: null, session: 11, untilNs: never });
  expect(declined()).toEqual(['enter']);
  const { number } = one.io.said.findLast(({ kind }) => kind === 'enter')!;
  one.hear({ kind: 'entered', from: door, re: number, body: { token: null, session: 12, untilNs: never } });
  expect(statedBy(one)).toBe(12);
});

test('a person without a session takes a declined query for what it is', () => {
  const one = arriving();
  letIn(one, { token: null });
  const { number } = one.runUntilSaid('query');
  expect(one.hear({ kind: 'answer', from: door, re: number, body: { done: 0 } })).toEqual([]);
});

test('what a person has left, and what a restart has taken from it, it does not state again', () => {
  const one = arriving();
  letIn(one, { token: null, session: 11, untilNs: never });
  expect(statedBy(one)).toBe(11);
  one.restart();
  letIn(one, { token: null });
  expect(statedBy(one)).toBeUndefined();
});
