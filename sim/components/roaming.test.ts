import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Bodies } from '../framework/message.ts';
import { roamingDpm } from './roaming-dpm.ts';
import { roamingTwin } from './roaming-twin.ts';
import { comingNs, Crowd, doorOf, doors, dpmOf, leaseNs, roamers, roamerOf, twinOf } from './testing/roaming-crowd.ts';
import { at } from './testing/one-room.ts';
import { Driven } from './testing/recording-io.ts';
import { anyFate, suffer } from './testing/unruly-net.ts';

const [door, other] = doors as unknown as readonly [number, number, number];
const robot = 0;

const join = (atNs: number, moved = 0, from = robot) =>
  ({ kind: 'join', point: 'RP-T', from, subject: robot, number: 5, body: { at: atNs, moved } }) as const;
const wish = (atNs: number, platform = other, from = robot) =>
  ({
    kind: 'move',
    point: 'RP-T',
    from,
    subject: robot,
    number: 6,
    body: { platform, at: atNs, quantity: 'temperature', value: 21 },
  }) as const;
const handedOver = (atNs: number, platform = other, value = 21) =>
  ({
    kind: 'move',
    point: 'RP-X',
    from: door,
    subject: robot,
    number: 9,
    body: { platform, at: atNs, quantity: 'temperature', value },
  }) as const;
const report = (from = robot, subject = robot) =>
  ({ kind: 'report', point: 'RP-T', from, subject, body: { quantity: 'temperature', value: 21, at: 0 } }) as const;

test('reports are taken only of a thing that said itself that it is there, and only while its lease lasts', () => {
  const agent = doorOf(door);
  agent.start();
  expect(agent.hear(report())).toEqual([]);
  expect(agent.hear(join(1))).toMatchObject([
    { how: 'reply', kind: 'answer', body: { done: 1 } },
    { kind: 'adopt', to: dpmOf(door), body: { state: null } },
  ]);
  expect(agent.hear(report())).toMatchObject([{ how: 'forward', to: dpmOf(door) }]);
  expect(agent.hear(report(1))).toEqual([]);
  expect(agent.runUntil(leaseNs + 1).filter(({ point }) => point === 'RP-M')).toMatchObject([
    { kind: 'release', to: dpmOf(door) },
  ]);
  expect(agent.hear(report())).toEqual([]);
});

test('a thing that renews its lease stays, and its twin is not let go', () => {
  const agent = doorOf(door);
  agent.start();
  agent.hear(join(1));
  agent.runUntil(leaseNs / 2);
  agent.hear(join(leaseNs / 2));
  expect(agent.runUntil(leaseNs + 2).filter(({ kind }) => kind === 'release')).toEqual([]);
  expect(agent.hear(report())).toHaveLength(1);
});

test('nobody but the thing itself says where it is', () => {
  const agent = doorOf(door);
  agent.start();
  expect(agent.hear(join(1, 0, 1))).toEqual([]);
  agent.hear(join(1));
  expect(agent.hear(wish(2, other, 1))).toEqual([]);
});

test('a wish to go is passed on as it is, and the thing is let go once the other platform expects it', () => {
  const agent = doorOf(door);
  agent.start();
  agent.hear(join(1));
  const [passed] = agent.hear(wish(2));
  expect(passed).toMatchObject({ how: 'forward', point: 'RP-X', to: other, kind: 'move' });
  expect(agent.hear(report())).toHaveLength(1);
  const answer = { kind: 'answer', point: 'RP-X', subject: robot, body: { done: 1 } } as const;
  // From somebody else, or to another message, it is no answer.
  expect(agent.hear({ ...answer, from: doors[2]!, re: passed!.number })).toEqual([]);
  expect(agent.hear({ ...answer, from: other, re: passed!.number + 1 })).toEqual([]);
  expect(agent.hear({ ...answer, from: other, re: passed!.number })).toMatchObject([
    { kind: 'release', to: dpmOf(door) },
    { how: 'answer', point: 'RP-T', to: robot, re: 6 },
  ]);
  expect(agent.hear(report())).toEqual([]);
  // The thing did not hear it and asks again.
  expect(agent.hear(wish(2))).toMatchObject([{ how: 'reply', body: { done: 1 } }]);
});

test('where the other platform does not expect it, the thing stays', () => {
  const agent = doorOf(door);
  agent.start();
  agent.hear(join(1));
  const [passed] = agent.hear(wish(2));
  const no = {
    kind: 'answer',
    point: 'RP-X',
    from: other,
    subject: robot,
    re: passed!.number,
    body: { done: 0 },
  } as const;
  expect(agent.hear(no)).toMatchObject([{ how: 'answer', to: robot, re: 6, body: { done: 0 } }]);
  expect(agent.hear(report())).toHaveLength(1);
});

test.each([
  ['to itself', wish(2, door)],
  ['to where no platform is', wish(2, 99)],
  ['said before its last word', wish(0)],
])('a wish to go %s is declined', (_what, said) => {
  const agent = doorOf(door);
  agent.start();
  agent.hear(join(1));
  expect(agent.hear(said)).toMatchObject([{ how: 'reply', kind: 'answer', body: { done: 0 } }]);
});

test('what was handed over moves nothing until the thing comes by it, and then its twin begins with it', () => {
  const agent = doorOf(other);
  agent.start();
  expect(agent.hear(handedOver(7))).toMatchObject([{ how: 'reply', body: { done: 1 } }]);
  expect(agent.hear(report())).toEqual([]);
  expect(agent.io.cells).toEqual([`keep ${robot}`]);
  agent.io.now = 10;
  expect(agent.hear(join(9, 7))).toMatchObject([
    { kind: 'answer', body: { done: 1 } },
    { kind: 'adopt', body: { at: 7, state: 21 } },
  ]);
  expect(agent.io.cells).toEqual([`keep ${robot}`, `recall ${robot}`]);
});

test('a thing that comes by another wish, or too late, begins without what was handed over', () => {
  for (const [waitNs, moved] of [
    [0, 8],
    [comingNs, 7],
  ] as const) {
    const agent = doorOf(other);
    agent.start();
    agent.hear(handedOver(7));
    agent.io.now = waitNs;
    expect(agent.hear(join(waitNs + 9, moved)).at(-1)).toMatchObject({ kind: 'adopt', body: { state: null } });
    expect(agent.io.cells).toEqual([`keep ${robot}`]);
  }
});

test('a thing that is here is not handed over to here, nor is one that said something newer', () => {
  const agent = doorOf(other);
  agent.start();
  agent.hear(join(8));
  expect(agent.hear(handedOver(9))).toMatchObject([{ body: { done: 0 } }]);
  agent.runUntil(leaseNs + 8);
  expect(agent.hear(handedOver(7))).toMatchObject([{ body: { done: 0 } }]);
  expect(agent.hear(handedOver(9, door))).toMatchObject([{ body: { done: 0 } }]);
});

test('an older hand-over does not take the place of a newer one, and the same one again changes nothing', () => {
  const agent = doorOf(other);
  agent.start();
  agent.hear(handedOver(7));
  expect(agent.hear(handedOver(6, other, 30))).toMatchObject([{ body: { done: 0 } }]);
  expect(agent.hear(handedOver(7, other, 30))).toMatchObject([{ body: { done: 1 } }]);
  expect(agent.hear(join(9, 7)).at(-1)).toMatchObject({ kind: 'adopt', body: { state: 21 } });
});

test('the secure DPM passes on in order what a thing’s twin must know, and nothing else', () => {
  const dpm = new Driven(roamingDpm({ entityAgent: at(50) }), dpmOf(door));
  const adopt: Bodies['adopt'] = { at: 1, state: 20 };
  expect(dpm.hear({ kind: 'adopt', subject: robot, body: adopt })).toMatchObject([{ how: 'forward', to: 50 }]);
  expect(dpm.hear(report())).toHaveLength(1);
  expect(dpm.hear({ kind: 'release', subject: robot, body: { at: 2 } })).toHaveLength(1);
  expect(dpm.hear({ kind: 'answer', subject: robot, body: { done: 1 } })).toEqual([]);
});

test('a twin begins with what was handed over, follows its thing, and is forgotten when it has gone', () => {
  const twin = new Driven(roamingTwin({ things: roamers }), 50);
  const said = (value: number, atNs: number) =>
    ({ kind: 'report', subject: robot, body: { quantity: 'temperature', value, at: atNs } }) as const;
  twin.hear(said(30, 1));
  expect(twin.io.used).toEqual([]);
  twin.hear({ kind: 'adopt', subject: robot, body: { at: 2, state: 20 } });
  expect([twin.state.value[0], twin.state.at[0]]).toEqual([20, 2]);
  twin.hear(said(21, 3));
  expect([twin.state.value[0], twin.state.at[0]]).toEqual([21, 3]);
  expect(twin.io.cells).toEqual(['keep 0', 'keep 0']);
  twin.hear({ kind: 'adopt', subject: robot, body: { at: 4, state: null } });
  expect([twin.state.value[0], twin.io.used.length]).toEqual([21, 2]);
  twin.io.allows = () => false;
  twin.hear(said(99, 5));
  expect(twin.state.value[0]).toBe(21);
  expect(twin.io.finished.map(({ done }) => done)).toEqual([1, 0]);
  twin.hear({ kind: 'release', subject: robot, body: { at: 6 } });
  expect([twin.state.held[0], twin.state.at[0]]).toEqual([0, -1]);
  twin.io.allows = () => true;
  twin.hear(said(22, 7));
  expect(twin.io.used).toHaveLength(3);
});

test('a thing that nobody answers asks so often, gives up, and waits until nobody can believe that it is there', () => {
  const thing = roamerOf(robot);
  thing.start();
  const first = thing.runUntilSaid('join');
  const firstNs = thing.io.now;
  const joins = thing.runUntil(firstNs + 3.5e9 - 1).filter(({ kind }) => kind === 'join');
  expect(joins.map(({ to }) => to)).toEqual([first.to, first.to]);
  const lastNs = firstNs + 1.5e9;
  expect(thing.runUntil(lastNs + leaseNs - 1).filter(({ kind }) => kind === 'join')).toEqual([]);
  const next = thing.runUntilSaid('join');
  expect(next.to).not.toBe(first.to);
  expect(thing.io.now).toBeGreaterThanOrEqual(lastNs + leaseNs);
  expect(thing.io.said.filter(({ kind }) => kind === 'report')).toEqual([]);
});

test('a thing that is let go joins the other platform by its wish, and reports there at once', () => {
  const thing = roamerOf(robot);
  thing.start();
  const joined = thing.runUntilSaid('join');
  const yes = { kind: 'answer', subject: robot, body: { done: 1 } } as const;
  thing.hear({ ...yes, from: joined.to, re: joined.number });
  expect(thing.runUntil(thing.io.now).filter(({ kind }) => kind === 'report')).toMatchObject([{ to: joined.to }]);
  let renewed = joined;
  const move = (() => {
    for (;;) {
      const before = thing.io.said.length;
      thing.runUntil(thing.io.now + 0.1e9);
      for (const said of thing.io.said.slice(before)) {
        if (said.kind === 'move') return said;
        if (said.kind === 'join') thing.hear({ ...yes, from: said.to, re: (renewed = said).number });
      }
    }
  })();
  const { platform, at: movedNs } = move.body as Bodies['move'];
  expect(move.to).toBe(renewed.to);
  const [entered] = thing.hear({ ...yes, from: move.to, re: move.number });
  expect(entered).toMatchObject({ kind: 'join', to: platform, body: { moved: movedNs } });
  thing.hear({ ...yes, from: platform, re: entered!.number });
  expect(thing.io.left).toEqual([move.to]);
  expect(thing.runUntil(thing.io.now).filter(({ kind }) => kind === 'report')).toMatchObject([{ to: platform }]);
  expect(thing.io.finished.filter(({ operation }) => operation === 'hand-over')).toMatchObject([{ done: 1 }]);
});

test('whatever is lost, doubled, late or out of order, and whoever restarts, never do two platforms hold a thing', () => {
  const seen = { moves: 0, held: 0, restarts: 0 };
  fc.assert(
    fc.property(fc.array(anyFate, { minLength: 100, maxLength: 400, size: 'max' }), (fates) => {
      const crowd = new Crowd();
      for (const one of fates) {
        suffer(crowd, one);
        const holders = crowd.holders();
        expect(holders.length).toBeLessThanOrEqual(1);
        seen.held += holders.length;
        if (one.what === 'restart') seen.restarts++;
      }
      seen.moves += crowd.roamer.io.finished.filter(
        ({ operation, done }) => operation === 'hand-over' && done === 1,
      ).length;
    }),
    { numRuns: 150, seed: 3 },
  );
  expect(Math.min(seen.moves, seen.held, seen.restarts)).toBeGreaterThan(20);
});

test('once messages pass again a thing is on one platform within two leases, whatever came before', () => {
  fc.assert(
    fc.property(fc.array(anyFate, { maxLength: 200, size: 'max' }), (fates) => {
      const crowd = new Crowd();
      for (const one of fates) suffer(crowd, one);
      const untilNs = crowd.nowNs + 2 * leaseNs + 10e9;
      let [held, steps] = [0, 0];
      while (crowd.nowNs < untilNs) {
        while (crowd.flying.length > 0) crowd.deliver(0, false);
        crowd.pass(50e6);
        if (crowd.nowNs < untilNs - 5e9) continue;
        steps++;
        held += crowd.holders().length;
      }
      // A hand-over takes a moment in which nobody holds it.
      expect(held / steps).toBeGreaterThan(0.8);
    }),
    { numRuns: 60, seed: 4 },
  );
});

const look = (from = robot, subject = 1) =>
  ({ kind: 'look', point: 'RP-T', from, subject, number: 11, body: { at: 0 } }) as const;

test('who is on a platform is told there what is known of what it looks at, and nobody else is', () => {
  const agent = doorOf(door);
  agent.start();
  expect(agent.hear(look())).toMatchObject([{ how: 'reply', kind: 'answer', body: { done: 0 } }]);
  agent.hear(join(1));
  const [passed] = agent.hear(look());
  expect(passed).toMatchObject({ how: 'forward', point: 'RP-M', to: twinOf(door), kind: 'look' });
  const overlay = {
    kind: 'overlay',
    point: 'RP-M',
    from: twinOf(door),
    subject: 1,
    body: { known: 1, quantity: 'temperature', value: 21, at: 0 },
  } as const;
  expect(agent.hear({ ...overlay, re: passed!.number + 1 })).toEqual([]);
  expect(agent.hear({ ...overlay, re: passed!.number })).toMatchObject([
    { how: 'answer', point: 'RP-T', to: robot, re: 11 },
  ]);
});

test('a twin says what it shows of a thing that is here, and of people nothing', () => {
  const twin = new Driven(roamingTwin({ things: roamers }), 50);
  const headset = 1;
  for (const thing of [robot, headset]) {
    twin.hear({ kind: 'adopt', point: 'RP-M', subject: thing, body: { at: 1, state: null } });
  }
  const seen = (subject: number) => twin.hear({ ...look(9, subject), point: 'RP-M', from: door }).at(-1)!.body;
  const nothing = { known: 0, value: 0, at: 0 };
  expect(seen(robot)).toEqual({ quantity: 'temperature', ...nothing });
  twin.hear(report());
  twin.hear({ ...report(headset, headset), body: { quantity: 'motion', value: 1, at: 0 } });
  expect(seen(robot)).toEqual({ known: 1, quantity: 'temperature', value: 21, at: 0 });
  expect(twin.io.cells.at(-1)).toBe(`recall ${robot}`);
  expect(seen(headset)).toEqual({ quantity: 'motion', ...nothing });
  twin.hear({ kind: 'release', point: 'RP-M', subject: robot, body: { at: 2 } });
  expect(seen(robot)).toEqual({ quantity: 'temperature', ...nothing });
});
