import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Bodies } from '../framework/message.ts';
import { isOn } from '../framework/schedule.ts';
import {
  agentOf,
  agents,
  answerNs,
  identityNode,
  leaseNs,
  own,
  PseudonymCrowd,
  twinOf,
  twins,
} from './testing/pseudonym-crowd.ts';
import { authorityNode } from './testing/one-room.ts';
import { anyFate, suffer } from './testing/unruly-net.ts';

const saidOf = (node: number, untilNs: number, more = {}, lifeNs = Infinity) => {
  const thing = identityNode(node, more);
  thing.io.obliges = { ...thing.io.obliges, pseudonymNs: lifeNs };
  thing.start();
  const said: { readonly kind: string; readonly atNs: number; readonly body: unknown }[] = [];
  for (let nowNs = 0.1e9; nowNs <= untilNs; nowNs += 0.1e9)
    for (const { kind, body } of thing.runUntil(nowNs)) said.push({ kind, atNs: nowNs, body });
  return said;
};

test('a thing speaks under all its identities when it wakes, and each says of the other that it is of the same thing', () => {
  const reports = [0, 3].map((node) =>
    saidOf(node, 3e9).flatMap(({ kind, body }) => (kind === 'report' ? [(body as Bodies['report']).at] : [])),
  );
  expect(reports).toEqual([
    [0.2e9, 1.2e9, 2.2e9],
    [0.2e9, 1.2e9, 2.2e9],
  ]);
  const words = saidOf(3, 2.5e9).filter(({ kind }) => kind === 'map');
  expect(words.map(({ body }) => body)).toEqual([0.2e9, 1.2e9, 2.2e9].map((at) => ({ other: 0, at })));
});

test('it takes its word back at the moment when its owner does, again and again for a lease, and then says nothing more', () => {
  const words = saidOf(0, 19.9e9).filter(({ kind }) => kind === 'map' || kind === 'demap');
  const first = words.find(({ kind }) => kind === 'demap')!;
  expect(first.body).toEqual({ other: 3, at: 10e9 });
  const taken = words.filter(({ kind }) => kind === 'demap').map(({ atNs }) => atNs);
  expect(taken.length).toBeGreaterThanOrEqual(4);
  expect(Math.max(...taken)).toBeLessThanOrEqual(13.1e9);
  expect(words.filter(({ kind, atNs }) => kind === 'map' && atNs > 10e9)).toEqual([]);
});

test('a thing whose owner does not agree says nothing of its other identities', () => {
  expect(saidOf(2, 30e9).filter(({ kind }) => kind !== 'report' && kind !== 'enrol')).toEqual([]);
});

test('where identifiers are for a time only they take turns, and each speaks at moments of its own', () => {
  const pool = { pool: 3, turnOf: Uint16Array.of(1, 0, 0, 1, 0, 0) };
  const reports = [0, 3].map((node) =>
    saidOf(node, 20e9, pool, 3e9).flatMap(({ kind, body }) =>
      kind === 'report' ? [(body as Bodies['report']).at] : [],
    ),
  );
  for (const ats of reports) {
    expect(ats).toHaveLength(6);
    // Its turns are the second of every three lives.
    for (const at of ats) expect(Math.floor(at / 3e9) % 3).toBe(1);
  }
  const moments = reports.map((ats) => ats.map((at) => at % 1e9));
  for (let report = 0; report < 6; report++) expect(moments[0]![report]).not.toBe(moments[1]![report]);
  expect(moments[0]![3]).not.toBe(moments[0]![0]);
});

test('each identity speaks for itself alone, at its own platform', () => {
  const agent = agentOf(0);
  agent.start();
  const report = { kind: 'report', body: { quantity: 'temperature', value: 1, at: 0 } } as const;
  const word = { kind: 'map', body: { other: 3, at: 1 } } as const;
  for (const said of [report, word]) {
    expect(agent.hear({ ...said, from: 0, subject: 0 })).toMatchObject([{ how: 'forward', kind: said.kind }]);
    expect(agent.hear({ ...said, from: 1, subject: 0 })).toEqual([]);
    expect(agent.hear({ ...said, from: 3, subject: 3 })).toEqual([]);
    expect(agent.hear({ ...said, from: agents[1]!, subject: agents[1]! })).toEqual([]);
  }
});

const reading = (subject = 0, value = 21, at = 0) =>
  ({ kind: 'report', subject, body: { quantity: 'temperature', value, at } }) as const;
const answer = (re: number, other: number, untilNs = 1e9, subject = 0) =>
  ({ kind: 'correlated', from: authorityNode, re, subject, body: { platform: 1, other, untilNs } }) as const;

test('a twin asks under which identity its thing is known elsewhere, and sends its state there for as long as told', () => {
  const twin = twinOf(0);
  const [inquiry] = twin.hear(reading());
  expect(inquiry).toMatchObject({ kind: 'inquire', to: authorityNode, body: { platform: 1, purpose: 'share' } });
  // One question at a time.
  expect(twin.hear(reading(0, 22, 5))).toEqual([]);
  expect(twin.hear(answer(inquiry!.number, 3))).toMatchObject([
    { kind: 'follow', to: twins[1]!, subject: 0, body: { other: 3, value: 22, at: 5 } },
  ]);
  twin.io.now = 1e9 - 1;
  expect(twin.hear(reading(0, 23, 6))).toMatchObject([{ kind: 'follow', body: { value: 23 } }]);
  twin.io.now = 1e9;
  expect(twin.hear(reading(0, 24, 7))).toMatchObject([{ kind: 'inquire' }]);
});

test('whatever a twin sends elsewhere descends from the reading and from the answer by which it does', () => {
  const twin = twinOf(0);
  const [inquiry] = twin.hear(reading());
  twin.hear(answer(inquiry!.number, 3));
  twin.hear(reading(0, 22, 5));
  // First a cell for each of six identities, then one for each of them and platform.
  expect(twin.io.cells).toEqual(['keep 0', 'keep 7', 'recall 0', 'keep 0', 'recall 7']);
});

test.each([
  ['names none', { other: -1 }],
  ['names one at another platform than asked', { other: 1 }],
  ['names a node that is no identity', { other: 77 }],
  ['may not be relied on any more', { untilNs: 0 }],
  ['is to another question', { re: 999 }],
  ['comes from somebody else', { from: agents[0] as number }],
])('nothing is sent elsewhere after an answer that %s', (_what, changed) => {
  const twin = twinOf(0);
  const [inquiry] = twin.hear(reading());
  const {
    other = 3,
    untilNs = 1e9,
    re = inquiry!.number,
    from = authorityNode,
  } = changed as {
    readonly other?: number;
    readonly untilNs?: number;
    readonly re?: number;
    readonly from?: number;
  };
  expect(twin.hear({ ...answer(re, other, untilNs), from })).toEqual([]);
  expect(twin.hear(reading(0, 22, 5)).filter(({ kind }) => kind === 'follow')).toEqual([]);
});

test('where nobody answers a twin asks again with the next reading, and the state was not shared', () => {
  const twin = twinOf(0);
  twin.hear(reading());
  twin.runUntil(0.5e9);
  expect(twin.io.finished.filter(({ operation }) => operation === 'follow')).toMatchObject([{ done: 0 }]);
  expect(twin.hear(reading(0, 22, 5))).toMatchObject([{ kind: 'inquire' }]);
});

test('a twin shows what comes from elsewhere for as long as an answer counts, from the platform of that identity only', () => {
  const twin = twinOf(1);
  const state = (at: number, from: number = twins[0]!, other = 3): Parameters<typeof twin.hear>[0] =>
    ({ kind: 'follow', from, subject: 0, body: { other, quantity: 'temperature', value: 21, at } }) as const;
  twin.hear(state(5, twins[1]!));
  twin.hear(state(5, twins[0]!, 0));
  expect(twin.io.used).toEqual([]);
  twin.hear(state(5));
  twin.hear(state(4));
  expect(twin.io.finished.map(({ done }) => done)).toEqual([1, 0]);
  expect(twin.state.elsewhere[3]).toBe(21);
  twin.runUntil(answerNs - 1);
  expect(twin.state.elsewhere[3]).toBe(21);
  twin.runUntil(answerNs);
  expect([twin.state.elsewhere[3], twin.state.elsewhereAt[3]]).toEqual([0, -1]);
});

/** Whether the owner of a thing agreed at some moment of a span. */
const agreedWithin = (thing: number, fromNs: number, toNs: number): boolean => {
  if (thing > 1) return false;
  for (let nowNs = Math.max(0, fromNs); nowNs <= toNs; nowNs += 1e6) if (isOn(own.agreed, thing, nowNs)) return true;
  return isOn(own.agreed, thing, toNs);
};

test('whatever is lost, doubled, late or out of order, and whoever restarts, a state goes to the twin of its own thing alone, and no longer than a lease and an answer after its owner withdrew', () => {
  const seen = { told: 0, followed: 0, restarts: 0 };
  fc.assert(
    fc.property(fc.array(anyFate, { minLength: 100, maxLength: 300, size: 'max' }), (fates) => {
      const crowd = new PseudonymCrowd();
      const [from] = crowd.twins;
      let [answers, states] = [0, 0];
      for (const fate of fates) {
        const beganNs = crowd.nowNs;
        suffer(crowd, fate);
        crowd.report();
        if (fate.what === 'restart') seen.restarts++;
        for (; answers < crowd.storage.io.said.length; answers++) {
          const { kind, subject, body } = crowd.storage.io.said[answers]!;
          if (kind !== 'correlated' || (body as Bodies['correlated']).other < 0) continue;
          seen.told++;
          expect((body as Bodies['correlated']).other).toBe(subject + 3);
          expect(agreedWithin(subject, beganNs - leaseNs, crowd.nowNs)).toBe(true);
        }
        for (; states < from!.io.said.length; states++) {
          const { kind, subject, body } = from!.io.said[states]!;
          if (kind !== 'follow') continue;
          seen.followed++;
          expect((body as Bodies['follow']).other).toBe(subject + 3);
          expect(agreedWithin(subject, beganNs - leaseNs - answerNs, crowd.nowNs)).toBe(true);
        }
      }
    }),
    { numRuns: 60, seed: 3 },
  );
  expect(Math.min(seen.told, seen.followed, seen.restarts)).toBeGreaterThan(50);
});

test('once messages pass again, states go on within a lease and an answer of the owner’s agreement, whatever came before', () => {
  fc.assert(
    fc.property(fc.array(anyFate, { maxLength: 120, size: 'max' }), (fates) => {
      const crowd = new PseudonymCrowd();
      for (const fate of fates) suffer(crowd, fate);
      crowd.flying.length = 0;
      const settledNs = crowd.nowNs + 20e9;
      let [shown, steps] = [0, 0];
      while (crowd.nowNs < settledNs + 20e9) {
        crowd.report();
        while (crowd.flying.length > 0) crowd.deliver(0, false);
        crowd.pass(0.2e9);
        const thing = [0, 1].find((one) => isOn(own.agreed, one, crowd.nowNs))!;
        const sinceNs = (crowd.nowNs + own.agreed.offsetNs[thing]!) % own.agreed.everyNs;
        if (crowd.nowNs < settledNs || sinceNs < leaseNs + answerNs) continue;
        steps++;
        if (crowd.twins[1]!.state.elsewhere[3 + thing] === 20 + thing) shown++;
      }
      expect(steps).toBeGreaterThan(30);
      expect(shown).toBe(steps);
    }),
    { numRuns: 30, seed: 4 },
  );
});
