import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Contract } from '../framework/messages/outside.ts';
import type { Bodies } from '../framework/message.ts';
import type { Job } from '../framework/task.ts';
import { Market, terms } from './testing/market.ts';
import type { Fate, Uttered } from './testing/market.ts';
import { auditNode } from './testing/one-room.ts';

const providers = 3;
const endNs = 16e9;
const dpmNode = 32;

interface Play {
  readonly fates: readonly Fate[];
  readonly jobs: readonly number[];
  readonly twice: boolean;
  readonly restarts: readonly { readonly place: number; readonly atNs: number }[];
  readonly copies: number;
  readonly recheck: boolean;
}

const milli = fc.integer({ min: 200, max: 15_000 }).map((millis) => millis * 1e6);
const anyPlay: fc.Arbitrary<Play> = fc.record({
  fates: fc.array(fc.constantFrom<Fate>('passes', 'passes', 'passes', 'passes', 'lost', 'doubled', 'late', 'false'), {
    minLength: 1,
    maxLength: 80,
  }),
  jobs: fc.array(milli, { minLength: 1, maxLength: 40 }),
  twice: fc.boolean(),
  restarts: fc.array(fc.record({ place: fc.integer({ min: -1, max: providers - 1 }), atNs: milli }), { maxLength: 3 }),
  copies: fc.integer({ min: 1, max: 3 }),
  recheck: fc.boolean(),
});

/** Plays to the end, and until nothing that was asked can still be open. */
function played({ fates, jobs, twice, restarts, copies, recheck }: Play): Market {
  const market = new Market(fates, providers);
  const { io } = market.connector;
  io.obliges = { ...io.obliges, copies, quorum: Math.floor(copies / 2) + 1, recheck };
  jobs.forEach((atNs, place) => {
    market.want({ number: place + 1, atNs });
    if (twice) market.want({ number: place + 1, atNs: atNs + 3e6 });
  });
  for (const { place, atNs } of restarts.toSorted((a, b) => a.atNs - b.atNs)) {
    market.runUntil(atNs);
    market.restart(place);
  }
  market.runUntil(endNs + 2 * terms.jobTimeoutNs);
  return market;
}

const connectorOf = (market: Market): number => market.connector.io.node;
const sentBy = (market: Market, kind: string, from: number): Uttered[] =>
  market.uttered.filter((one) => one.kind === kind && one.from === from);
/** Moments at which the connector went down. */
const downsOf = (market: Market, node: number): number[] =>
  market.restarts.filter((one) => one.node === node).map(({ atNs }) => atNs);
const jobsOut = (market: Market): Uttered[] => sentBy(market, 'job', connectorOf(market));

/** Whether somebody puts on record that a provider was proved wrong. */
const isProof = ({ kind, to, body }: { readonly kind: string; readonly to: number; readonly body: unknown }): boolean =>
  kind === 'entry' && to === auditNode && (body as Bodies['entry']).event === 'provider proved wrong';

const holds = (judge: (market: Market, play: Play) => void): void => {
  fc.assert(
    fc.property(anyPlay, (play) => judge(played(play), play)),
    { numRuns: 150 },
  );
};

test('a job is answered once and in time, whatever is lost, doubled, late, reordered or false, unless the connector dies over it', () => {
  holds((market, { jobs, twice }) => {
    const answers = sentBy(market, 'result', connectorOf(market)).filter(({ to }) => to === dpmNode);
    const downs = downsOf(market, connectorOf(market));
    jobs.forEach((atNs, place) => {
      const dueNs = atNs + terms.jobTimeoutNs + 3e6;
      const mine = answers.filter(({ re }) => re === place + 1);
      const dies = downs.some((downNs) => downNs >= atNs && downNs <= dueNs);
      if (dies) return;
      // Asked twice, it is answered twice where the first was done with before the second came.
      expect(mine.length).toBeGreaterThanOrEqual(1);
      expect(mine.length).toBeLessThanOrEqual(twice ? 2 : 1);
      expect(mine[0]!.atNs).toBeLessThanOrEqual(dueNs);
    });
  });
});

test('a job goes only to a provider whose contract was finalised and has not ended beyond its grace', () => {
  holds((market) => {
    for (const job of jobsOut(market)) {
      // What went out in the very moment of a restart went out before it.
      const since = downsOf(market, connectorOf(market)).filter((downNs) => downNs < job.atNs);
      const upNs = since.at(-1) ?? 0;
      const known = market.told.filter(
        ({ provider, contract, atNs }) =>
          provider === job.to && contract.state === 'finalised' && atNs <= job.atNs && atNs >= upNs,
      );
      expect(known.some(({ contract }) => job.atNs < contract.expiresNs + terms.graceNs)).toBe(true);
    }
  });
});

test('a provider works only under a contract that it finalised itself and that lasts, and none lasts beyond its leaving', () => {
  holds((market) => {
    for (const provider of market.providers) {
      const { node } = provider.io;
      const agreed = sentBy(market, 'contract', node).filter(({ body }) => (body as Contract).state === 'finalised');
      const downs = downsOf(market, node);
      for (const { atNs } of sentBy(market, 'result', node)) {
        const upNs = downs.filter((downNs) => downNs < atNs).at(-1) ?? 0;
        const good = agreed.filter((one) => one.atNs >= upNs && one.atNs <= atNs);
        expect(good.some(({ body }) => atNs < (body as Contract).expiresNs)).toBe(true);
      }
      const last = node === market.providers.at(-1)!.io.node;
      for (const { body } of agreed) if (last) expect((body as Contract).expiresNs).toBeLessThanOrEqual(terms.leavesNs);
    }
  });
});

test('a provider finalises nothing that was not agreed step by step', () => {
  holds((market) => {
    for (const { io } of market.providers) {
      const said = sentBy(market, 'contract', io.node).map(({ body, atNs }) => ({ ...(body as Contract), atNs }));
      said.forEach(({ state, contract }, place) => {
        if (state !== 'finalised') return;
        const before = said.slice(0, place).filter((one) => one.contract === contract);
        expect(before.map((one) => one.state)).toEqual(expect.arrayContaining(['offered', 'agreed']));
      });
    }
  });
});

test('who was proved wrong gets no job until its time is over', () => {
  holds((market) => {
    const downs = downsOf(market, connectorOf(market));
    for (const entry of market.uttered.filter(isProof)) {
      const { about } = entry.body as { readonly about: number };
      const freeNs = Math.min(entry.atNs + terms.barNs, ...downs.filter((downNs) => downNs >= entry.atNs));
      const early = jobsOut(market).filter(({ to, atNs }) => to === about && atNs > entry.atNs && atNs < freeNs);
      expect(early).toEqual([]);
    }
  });
});

test('no provider has more jobs out than it may, gets one twice, and in the end none is open', () => {
  holds((market, { restarts, twice }) => {
    const { outside } = market.connector.state;
    expect([outside.jobs.size[0], outside.asked.size[0], ...outside.out]).toEqual([
      0,
      0,
      ...Array<number>(providers).fill(0),
    ]);
    if (restarts.some(({ place }) => place < 0)) return;
    const asked = jobsOut(market).map(({ to, body, atNs }) => ({ to, part: (body as Job).part, atNs }));
    for (const { to, part, atNs } of asked) {
      const recent = asked.filter((one) => one.to === to && one.atNs <= atNs && one.atNs > atNs - 1);
      expect(recent.length).toBeLessThanOrEqual(terms.jobsEach);
      if (!twice) expect(asked.filter((one) => one.to === to && one.part === part)).toHaveLength(1);
    }
  });
});

test('what is told of a result is what was asked: no answer about one window comes for another', () => {
  holds((market) => {
    for (const { re, body, to } of sentBy(market, 'result', connectorOf(market))) {
      if (to === dpmNode) expect((body as { readonly part: number }).part).toBe(re);
    }
  });
});

test('the plays do meet every fate, hedge, decline, bar and renew', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(anyPlay, (play) => {
      const market = played(play);
      for (const fate of market.met) seen.add(fate);
      for (const { how, kind, from, to, body } of market.uttered) {
        if (from === connectorOf(market) && kind === 'job') seen.add(how === 'send' ? 'asked further' : 'asked');
        if (isProof({ kind, to, body })) seen.add('barred');
      }
      for (const { contract } of market.told) seen.add(contract.state);
      if (market.connector.state.negotiation.contract[0]! > 2) seen.add('renewed');
    }),
    { numRuns: 60, seed: 7 },
  );
  expect([...seen].toSorted()).toEqual(
    [
      'passes',
      'lost',
      'doubled',
      'late',
      'false',
      'asked',
      'asked further',
      'barred',
      'offered',
      'agreed',
      'finalised',
      'terminated',
      'renewed',
    ].toSorted(),
  );
});
