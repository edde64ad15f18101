import { describe, expect, test } from 'vitest';
import { firstSubjectWithoutNode } from '../framework/datum.ts';
import type { Purpose } from '../framework/datum.ts';
import { dropWindow, secureDpm } from './secure-dpm.ts';
import { at, things } from './testing/one-room.ts';
import { Driven } from './testing/recording-io.ts';

const partner = 60;
const door = 33;
const all: readonly Purpose[] = ['twin', 'aggregate', 'share'];
const dpmOf = () => {
  const dpm = new Driven(
    secureDpm({
      things,
      entityAgent: at(31),
      storageAgent: at(34),
      secureConnector: at(36),
      asksConsent: true,
      partners: [at(partner)],
      groups: 1,
      groupNs: 10e9,
    }),
    32,
  );
  // What controls rule where consent is asked for what tells of people.
  dpm.io.allows = () => dpm.io.used.at(-1)!.circumstances.consented !== false;
  dpm.start();
  return dpm;
};
const motion = 4;
const reading = (thing: number, value = 1, point: 'RP-M' | 'RP-X' = 'RP-M') => ({
  kind: 'report' as const,
  point,
  from: point === 'RP-M' ? 30 : partner,
  subject: thing,
  body: { quantity: 'motion' as const, value, at: 0 },
});
const choice = (agreed: readonly Purpose[], since: number, point: 'RP-M' | 'RP-X' = 'RP-M') => ({
  kind: 'consent' as const,
  point,
  from: point === 'RP-M' ? door : partner,
  number: 7,
  subject: firstSubjectWithoutNode,
  body: { person: 80, room: 0, agreed, since },
});
const kept = (dpm: ReturnType<typeof dpmOf>) =>
  dpm
    .runUntil(dpm.io.now + 10e9)
    .flatMap(({ kind, body }) => (kind === 'keep' ? [(body as { record: object }).record] : []));

describe('consent, as the secure DPM is told of it', () => {
  test('nobody who was not heard has agreed: nothing is used, and the twin gets what it always got', () => {
    const dpm = dpmOf();
    expect(dpm.hear(reading(motion))).toMatchObject([{ kind: 'report', to: 31 }]);
    expect(kept(dpm)).toEqual([]);
  });

  test('what is agreed to is used, and passed on to the platform with which it is shared', () => {
    const dpm = dpmOf();
    expect(dpm.hear(choice(all, 0))).toMatchObject([
      { how: 'forward', kind: 'consent', point: 'RP-X', to: partner },
      { how: 'reply', kind: 'answer', body: { done: 1 } },
    ]);
    expect(dpm.hear(reading(motion))).toMatchObject([{ to: 31 }, { point: 'RP-X', to: partner }]);
    expect(dpm.io.used.at(-1)).toEqual({ purpose: 'share', circumstances: { consented: true, recipient: partner } });
    expect(kept(dpm)).toMatchObject([{ motion: 1 }]);
  });

  test('a withdrawal takes what tells of people out of the open window at once', () => {
    const dpm = dpmOf();
    dpm.hear(choice(all, 0));
    dpm.hear(reading(motion));
    dpm.hear(reading(0, 21));
    dpm.hear(choice(['twin'], 5));
    expect(dpm.hear(reading(motion))).toMatchObject([{ to: 31 }]);
    expect(kept(dpm)).toMatchObject([{ temperature: 21, motion: null }]);
  });

  test('the newest choice counts, in whatever order choices come, and an old one changes nothing', () => {
    const dpm = dpmOf();
    dpm.hear(choice(['twin'], 5));
    dpm.hear(choice(all, 0));
    dpm.hear(reading(motion));
    expect(dpm.io.used.map(({ circumstances }) => circumstances.consented)).toEqual([false, false]);
  });

  test('what came from another platform is passed on to none', () => {
    const dpm = dpmOf();
    expect(dpm.hear(choice(all, 0, 'RP-X'))).toMatchObject([{ kind: 'answer', point: 'RP-X' }]);
    expect(dpm.hear(reading(motion, 1, 'RP-X'))).toMatchObject([{ to: 31 }]);
  });

  test('after a restart nothing is used until what persons chose is read again, or said again', () => {
    const dpm = dpmOf();
    dpm.hear(choice(all, 0));
    dpm.restart();
    dpm.hear(reading(motion));
    expect(kept(dpm)).toEqual([]);
    dpm.hear(choice(all, 0));
    dpm.hear(reading(motion));
    expect(kept(dpm)).toMatchObject([{ motion: 1 }]);
  });

  test('what was chosen is laid down, read again after a restart and at each end of a window, and followed unless a newer is known', () => {
    const dpm = dpmOf();
    dpm.hear(choice(all, 3));
    const { key, datum } = [...dpm.io.puts.values()].at(-1)!;
    expect([key, datum]).toMatchObject(['consent/0000000', { subject: 80, body: { agreed: all, since: 3 } }]);
    dpm.hear(choice(['twin'], 2));
    expect(dpm.io.puts.size).toBe(1);
    dpm.restart();
    // Of the look before, nothing counts.
    dpm.loaded(1, [datum]);
    dpm.hear(reading(motion));
    dpm.loaded(dpm.state.looking[0]!, [datum]);
    dpm.hear(reading(motion));
    expect(dpm.io.used.map(({ circumstances }) => circumstances.consented)).toEqual([false, false, true, true]);
    dpm.hear(choice(['twin'], 5));
    kept(dpm);
    const ticket = dpm.state.looking[0]!;
    expect(ticket).toBeGreaterThan(0);
    dpm.loaded(ticket, [datum]);
    dpm.hear(reading(motion));
    expect(dpm.io.used.at(-1)!.circumstances.consented).toBe(false);
  });

  test('a window in which erasure was asked for is dropped whole, and the next one is kept', () => {
    const dpm = dpmOf();
    dpm.hear(choice(all, 0));
    dpm.hear(reading(motion));
    dropWindow(dpm.state, 0, 0);
    dpm.hear(reading(0, 21));
    expect(kept(dpm)).toEqual([]);
    dpm.hear(reading(0, 22));
    expect(kept(dpm)).toMatchObject([{ temperature: 22, motion: null }]);
  });
});
