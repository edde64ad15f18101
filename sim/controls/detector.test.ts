import { describe, expect, test } from 'vitest';
import type { Refusal } from '../framework/verdict.ts';
import { seconds } from '../framework/time.ts';
import { detector, surge, usualDetector } from './detector.ts';
import { atWork, cast, opening, post, report } from './testing/house.ts';

const watch = () => {
  const guard = atWork(detector());
  const at = post();
  const see = (refusal: Refusal | undefined, atSeconds: number, peer: number = cast.sensor) => {
    at.now = seconds(atSeconds);
    at.peer = peer;
    guard.witness!(report(), refusal, at);
  };
  return { guard, at, see };
};

describe('C44 detector', () => {
  test('three forged messages in a row raise one alarm about their sender', () => {
    const { at, see } = watch();
    for (let count = 0; count < 3; count++) see('wrong-peer', count);
    expect(at.alarms).toEqual([{ about: cast.sensor, reason: 'wrong-peer' }]);
    for (let count = 3; count < 500; count++) see('wrong-peer', count);
    expect(at.alarms).toHaveLength(1);
  });

  test('refusals that are far apart fade', () => {
    const { at, see } = watch();
    for (let count = 0; count < 100; count++) see('wrong-peer', count * 120);
    expect(at.alarms).toEqual([]);
  });

  test('a node that calmed down is judged anew after the quiet time', () => {
    const { at, see } = watch();
    const strike = (from: number) => [0, 1, 2].forEach((second) => see('wrong-peer', from + second));
    strike(0);
    strike(100);
    expect(at.alarms).toHaveLength(1);
    strike(1200);
    expect(at.alarms).toHaveLength(2);
  });

  test('refusals of several nodes do not add up to an alarm about one', () => {
    const { at, see } = watch();
    for (let node = 0; node < 50; node++) see('wrong-peer', 0, node);
    expect(at.alarms).toEqual([]);
  });

  test('a lie that was caught by computing again is enough', () => {
    const { guard, at } = watch();
    const inner = post({ place: 'use', node: cast.connector, peer: -1, session: -1 });
    guard.witness!(report(21, { from: cast.provider }), 'audit-differs', inner);
    expect(inner.alarms).toEqual([{ about: cast.provider, reason: 'audit-differs' }]);
    expect(at.alarms).toEqual([]);
  });

  test('what passes, and what honest nodes meet in the ordinary course, raises nothing', () => {
    const { at, see } = watch();
    for (let count = 0; count < 1000; count++) {
      see(undefined, count);
      see('cookie-missing', count);
      see('no-consent', count);
      see('status-unknown', count);
    }
    expect(at.alarms).toEqual([]);
    expect(at.charged).toEqual([]);
  });

  test('failed openings count against who fails and at the door where they fail', () => {
    const { guard } = watch();
    const at = post({ peer: cast.ben });
    for (let count = 0; count < 3; count++) guard.witnessOpening!(opening('responder', 'ben'), 'untrusted-chain', at);
    expect(at.alarms).toEqual([
      { about: cast.ben, reason: 'untrusted-chain' },
      { about: at.node, reason: 'untrusted-chain' },
    ]);
  });

  test('a stranger who comes from a new address each time is noticed at the door', () => {
    const { guard } = watch();
    const at = post();
    for (let address = 1000; address < 1005; address++) {
      at.peer = address;
      guard.witnessOpening!(opening('responder', 'ben'), 'untrusted-chain', at);
    }
    expect(at.alarms).toEqual([{ about: at.node, reason: 'untrusted-chain' }]);
  });
});

describe('C44 that listens to rates', () => {
  const rates = { shortNs: seconds(20), longNs: seconds(300), weight: 1 };

  test('a source that comes far more often than it used to raises an alarm that no refusal is behind', () => {
    const guard = atWork(detector({ ...usualDetector, rates }));
    const at = post();
    const come = (everySeconds: number, from: number, until: number): void => {
      for (at.now = seconds(from); at.now < seconds(until); at.now += seconds(everySeconds))
        guard.witness!(report(), undefined, at);
    };
    come(2, 0, 600);
    expect(at.alarms).toEqual([]);
    come(0.25, 600, 620);
    expect(at.alarms).toEqual([{ about: cast.sensor, reason: surge }]);
  });

  test.each(['sequence-seen', 'isolated'] as const)('what is refused as %s is no surge of its sender', (refusal) => {
    const guard = atWork(detector({ ...usualDetector, rates }));
    const at = post();
    for (; at.now < seconds(600); at.now += seconds(2)) guard.witness!(report(), undefined, at);
    for (; at.now < seconds(620); at.now += seconds(0.05)) guard.witness!(report(), refusal, at);
    expect(at.alarms.filter(({ reason }) => reason === surge)).toEqual([]);
  });

  test('as the catalogue has it, it listens to none and charges nothing for what passes', () => {
    const guard = atWork(detector());
    const at = post();
    for (let count = 0; count < 1000; count++) guard.witness!(report(), undefined, at);
    expect([at.alarms, at.charged, guard.admit]).toEqual([[], [], undefined]);
  });
});
