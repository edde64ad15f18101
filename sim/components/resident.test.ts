import { describe, expect, test } from 'vitest';
import { firstSubjectWithoutNode } from '../framework/datum.ts';
import { evenIntensity } from '../framework/schedule.ts';
import { person } from './person.ts';
import { resident } from './resident.ts';
import { bookings, things } from './testing/one-room.ts';
import { Driven } from './testing/recording-io.ts';

const door = 40;
const home = 80;
const people = {
  first: home,
  count: 1,
  room: Int32Array.of(0),
  avatarAgent: Int32Array.of(door),
  standing: ['member'] as const,
};
const never = 1e15;
const visits = person({
  people,
  things,
  bookings,
  arriveWithinNs: 1,
  stayMeanNs: never,
  awayMeanNs: never,
  commandMeanNs: never,
  viewMeanNs: never,
  queryMeanNs: never,
  patienceNs: 5e9,
  enterTries: 1,
  bookingMarginNs: 0,
  intensity: evenIntensity,
  poseNs: 0,
});
const somebody = (withdrawsNs: number, lives = true) => {
  const driven = new Driven(
    resident(visits, {
      people,
      lives: () => lives,
      agreed: ['twin', 'aggregate', 'share'],
      kept: ['twin'],
      withdrawsNs: Float64Array.of(withdrawsNs),
      deadlineNs: 10e9,
      retryNs: 3e9,
    }),
    home,
  );
  driven.start();
  return driven;
};
const said = (all: readonly { readonly kind: string; readonly body: unknown }[], kind: string) =>
  all.filter((one) => one.kind === kind).map(({ body }) => body);

describe('a resident', () => {
  test('says what may be done, again until it is acknowledged, and again whenever the avatar has come in', () => {
    const ann = somebody(Infinity);
    const first = ann.runUntil(2.9e9).find(({ kind }) => kind === 'consent')!;
    expect(first).toMatchObject({
      point: 'RP-A',
      to: door,
      subject: firstSubjectWithoutNode,
      body: { person: home, room: 0, agreed: ['twin', 'aggregate', 'share'], since: 0 },
    });
    const [second] = ann.runUntil(3.1e9);
    expect(second).toMatchObject({ kind: 'consent', body: first.body! });
    ann.hear({ kind: 'answer', from: door, re: second!.number, body: { done: 1 } });
    expect(ann.io.finished).toMatchObject([{ operation: 'consent', intendedNs: 0, done: 1 }]);
    expect(said(ann.runUntil(20e9), 'consent')).toEqual([]);
    const entering = ann.io.said.find(({ kind }) => kind === 'enter')!;
    ann.hear({ kind: 'entered', from: door, re: entering.number, body: { token: null } });
    expect(said(ann.io.said, 'consent')).toHaveLength(3);
  });

  test('who withdraws says so with the moment of it, asks for erasure, and repeats both until they are answered', () => {
    const ann = somebody(50e9);
    ann.runUntil(49e9);
    const before = ann.io.said.length;
    ann.runUntil(54e9);
    const after = ann.io.said.slice(before);
    expect(said(after, 'consent')).toEqual([
      { person: home, room: 0, agreed: ['twin'], since: 50e9 },
      { person: home, room: 0, agreed: ['twin'], since: 50e9 },
    ]);
    const asks = after.filter(({ kind }) => kind === 'erase');
    expect(asks.map(({ body }) => body)).toEqual([
      { person: home, room: 0, since: 50e9, upTo: -1, dueNs: 60e9 },
      { person: home, room: 0, since: 50e9, upTo: -1, dueNs: 60e9 },
    ]);
    ann.hear({ kind: 'erased', from: door, re: asks[1]!.number, body: { room: 0, since: 50e9, complete: 1 } });
    expect(ann.io.finished.at(-1)).toEqual({ operation: 'erase', intendedNs: 50e9, done: 1 });
    expect(said(ann.runUntil(70e9), 'erase')).toEqual([]);
  });

  test('whom nobody answers gives up at the deadline, and knows that it is not done', () => {
    const ann = somebody(50e9);
    ann.runUntil(80e9);
    expect(ann.io.finished.at(-1)).toEqual({ operation: 'erase', intendedNs: 50e9, done: 0 });
    expect(said(ann.io.said, 'erase')).toHaveLength(4);
  });

  test('takes an answer from nobody but its own avatar agent', () => {
    const ann = somebody(50e9);
    ann.runUntil(50e9);
    const ask = ann.io.said.find(({ kind }) => kind === 'erase')!;
    ann.hear({ kind: 'erased', from: door + 1, re: ask.number, body: { room: 0, since: 50e9, complete: 1 } });
    expect(ann.io.finished.filter(({ operation }) => operation === 'erase')).toEqual([]);
  });

  test('who comes back after a restart says the newest choice, and asks anew for what was not answered', () => {
    const ann = somebody(50e9);
    ann.runUntil(52e9);
    ann.restart();
    const before = ann.io.said.length;
    ann.runUntil(53e9);
    expect(said(ann.io.said.slice(before), 'consent')).toContainEqual({
      person: home,
      room: 0,
      agreed: ['twin'],
      since: 50e9,
    });
    expect(said(ann.io.said.slice(before), 'erase')).toHaveLength(1);
  });

  test('a visitor decides about nothing', () => {
    const ben = somebody(5e9, false);
    expect(ben.runUntil(30e9).filter(({ kind }) => kind === 'consent' || kind === 'erase')).toEqual([]);
  });
});
