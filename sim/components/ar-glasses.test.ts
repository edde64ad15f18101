import { expect, test } from 'vitest';
import { quantities } from '../framework/datum.ts';
import { arGlasses } from './ar-glasses.ts';
import type { GlassesState } from './ar-glasses.ts';
import { roamingDevice } from './roaming-device.ts';
import { at, enrolment } from './testing/one-room.ts';
import { Driven } from './testing/recording-io.ts';
import { byRoom } from './things.ts';

const lookNs = 2e9;
const [robot, glasses] = [0, 2];
const door = 30;
const things = byRoom({
  first: 0,
  count: 3,
  rooms: 3,
  quantity: Uint8Array.from(['temperature', 'motion', 'camera'] as const, (quantity) => quantities.indexOf(quantity)),
  room: Int32Array.of(0, 1, 2),
  upward: Int32Array.of(-1, -1, -1),
});

/** Glasses on the only platform there is, which has let them in. */
const glassesOf = (): Driven<GlassesState> => {
  const platforms = [at<'things-agent'>(door)];
  const base = roamingDevice({
    things,
    platforms,
    mayVisit: Uint32Array.of(1, 1, 1),
    enrolment,
    beginWithinNs: 1e9,
    reportNs: 1e9,
    stayMeanNs: 1e15,
    leaseNs: 1000e9,
    answerNs: 5e9,
    tries: 3,
  });
  const driven = new Driven(arGlasses(base, { things, platforms, lookNs }), glasses);
  driven.start();
  const joined = driven.runUntil(1e9).find(({ kind }) => kind === 'join')!;
  driven.hear({
    kind: 'answer',
    point: 'RP-T',
    from: door,
    subject: glasses,
    re: joined.number,
    body: { done: 1 },
  });
  return driven;
};
const nextLook = (driven: Driven<GlassesState>) =>
  driven.runUntil(driven.io.now + lookNs).find(({ kind }) => kind === 'look')!;
const overlay = (re: number, known: 0 | 1 = 1) =>
  ({
    kind: 'overlay',
    point: 'RP-T',
    from: door,
    subject: robot,
    re,
    body: { known, quantity: 'temperature', value: 21, at: 0 },
  }) as const;

test('a wearer looks only at what does not tell of people, at the platform where the glasses are', () => {
  const driven = glassesOf();
  for (let look = 0; look < 20; look++) {
    expect(nextLook(driven)).toMatchObject({ point: 'RP-T', to: door, subject: robot, dataClass: 'operational' });
  }
});

test('glasses report whom they see, as biometric', () => {
  const driven = glassesOf();
  driven.io.senses = (quantity) => (quantity === 'camera' ? 4 : 0);
  const report = driven.runUntil(driven.io.now + 1e9).find(({ kind }) => kind === 'report');
  expect(report).toMatchObject({ dataClass: 'biometric', body: { quantity: 'camera', value: 4 } });
});

test('what comes back is shown by the interlock’s leave, smaller the farther away, and once', () => {
  const driven = glassesOf();
  const { number } = nextLook(driven);
  driven.state.metres[0] = 2;
  driven.hear(overlay(number + 1000));
  expect(driven.io.acts).toEqual([]);
  driven.hear(overlay(number));
  driven.hear(overlay(number));
  expect(driven.io.acts).toEqual([{ quantity: 'display', value: 3, circumstances: { coverPercent: 3 } }]);
  const near = nextLook(driven);
  driven.state.metres[0] = 0.3;
  const shownNs = driven.state.shownNs[0]!;
  driven.io.allows = () => false;
  driven.hear(overlay(near.number));
  expect(driven.io.acts.at(-1)).toEqual({
    quantity: 'display',
    value: 100,
    circumstances: { coverPercent: 100, sinceLastActNs: driven.io.now - shownNs },
  });
  expect(driven.state.shownNs[0]).toBe(shownNs);
});

test('where nothing is known nothing is shown, and a look that nobody answers is one that failed', () => {
  const driven = glassesOf();
  driven.hear(overlay(nextLook(driven).number, 0));
  expect(driven.io.acts).toEqual([]);
  nextLook(driven);
  nextLook(driven);
  expect(driven.io.finished.filter(({ operation }) => operation === 'view').map(({ done }) => done)).toEqual([1, 0]);
});

test('a look of an earlier stay is void', () => {
  const driven = glassesOf();
  nextLook(driven);
  driven.state.roaming.stays[0]! += 1;
  nextLook(driven);
  expect(driven.io.finished.filter(({ operation }) => operation === 'view')).toEqual([]);
});
