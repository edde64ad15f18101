import { expect, test } from 'vitest';
import { firstSubjectWithoutNode } from '../framework/datum.ts';
import type { Contract } from '../framework/messages/outside.ts';
import type { Job } from '../framework/task.ts';
import { externalDpm } from './external-dpm.ts';
import { note, reliability, reputationState } from './reputation.ts';
import { secureConnector } from './secure-connector.ts';
import type { SecureConnectorSettings } from './secure-connector.ts';
import { at, auditNode, enrolment } from './testing/one-room.ts';
import { Driven } from './testing/recording-io.ts';

const connectorNode = 36;
const dpmNode = 32;
const room = firstSubjectWithoutNode;
const job: Job = { task: 'occupancy', part: 3, values: [21, 40, 500, 600, 1] };
const jobMessage = { kind: 'job' as const, from: dpmNode, number: 9, subject: room, body: job };
const result = (value: number, from: number, re: number) => ({
  kind: 'result' as const,
  point: 'RP-C' as const,
  from,
  re,
  subject: room,
  body: { task: 'occupancy' as const, part: 3, value },
});

/** A connector that buys by merit, with contracts until 600 s at prices 100, 110 and 120. */
const buyer = (given: Partial<SecureConnectorSettings> = {}, graceNs = 0) => {
  const connector = new Driven(
    secureConnector({
      secureDpm: at(dpmNode),
      auditLog: at(auditNode),
      enrolment,
      negotiation: {
        providers: [at(50), at(51), at(52)],
        purpose: 'occupancy',
        timeoutNs: 1e9,
        priceMicrosMost: 200,
        barNs: 60e9,
        graceNs,
        priced: 'told',
      },
      choice: 'merit',
      jobs: 8,
      jobsEach: 2,
      jobTimeoutNs: 500e6,
      hedgeNs: 200e6,
      memoryNs: 60e9,
      estimates: 7,
      ...given,
    }),
    connectorNode,
  );
  connector.state.negotiation.expiresNs.fill(600e9);
  connector.state.negotiation.priceMicros.set([100, 110, 120]);
  return connector;
};
const provider = (
  given: { readonly priceMicros?: number; readonly leavesNs?: number; readonly awayNs?: number } = {},
) =>
  new Driven(
    externalDpm({
      connectors: [connectorNode],
      priceMicros: 100,
      estimates: 2,
      contractLifeNs: 600e9,
      leavesNs: Infinity,
      ...given,
    }),
    50,
  );
const says = (state: Contract['state'], more: Partial<Contract> = {}) => ({
  kind: 'contract' as const,
  point: 'RP-C' as const,
  from: connectorNode,
  body: { state, contract: 1, purpose: 'occupancy' as const, priceMicros: 200, expiresNs: 600e9, ...more },
});

test('an answer that is not prompt is awaited further, but one more provider is asked, with what is known of the job', () => {
  const connector = buyer();
  const [first] = connector.hear(jobMessage);
  expect(first).toMatchObject({ how: 'forward', to: 50 });
  connector.io.cells.length = 0;
  const further = connector.runUntil(200e6);
  expect(further).toMatchObject([
    { how: 'send', kind: 'job', to: 51, subject: room, dataClass: 'personal', body: job },
  ]);
  expect(connector.io.cells).toEqual(['recall 0', 'because 9']);
  // The slow one comes first after all; whoever was asked besides comes too late.
  expect(connector.hear(result(1, 50, first!.number))).toMatchObject([{ how: 'answer', re: 9 }]);
  expect(connector.hear(result(0, 51, further[0]!.number))).toEqual([]);
});

test('when nobody answers in time the house does the work once, at its own price in time', () => {
  const connector = buyer();
  connector.hear(jobMessage);
  expect(connector.runUntil(499e6).map(({ to }) => to)).toEqual([51]);
  expect(connector.runUntil(2e9)).toMatchObject([{ kind: 'result', to: dpmNode, re: 9, body: { value: 1 } }]);
  expect(connector.io.worked).toEqual([7]);
  expect([...connector.state.outside.out]).toEqual([0, 0, 0]);
});

test('own work beyond the budget waits for it, and stays undone where that would take longer than providers may', () => {
  const connector = buyer({ hedgeNs: Infinity });
  // Two jobs at once, and one more every 300 ms.
  Object.assign(connector.io.obliges, { standInPerSecond: 7 / 0.3, standInBurst: 14 });
  for (const number of [1, 2, 3, 4, 5, 6]) connector.hear({ ...jobMessage, number });
  expect(connector.runUntil(501e6).map(({ re }) => re)).toEqual([1, 2]);
  expect(connector.runUntil(799e6)).toEqual([]);
  expect(connector.runUntil(2e9).map(({ re }) => re)).toEqual([3]);
  expect(connector.io.worked).toEqual([7, 7, 7]);
  expect(connector.state.outside.jobs.number.every((number) => number <= 0)).toBe(true);
  // In time the budget is whole again.
  connector.hear({ ...jobMessage, number: 7 });
  expect(connector.runUntil(3e9).map(({ re }) => re)).toEqual([7]);
});

test('where nobody can be asked own work keeps to the budget, too', () => {
  const connector = buyer();
  connector.state.negotiation.expiresNs.fill(0);
  Object.assign(connector.io.obliges, { standInPerSecond: 7 / 0.3, standInBurst: 7 });
  const first = [1, 2, 3, 4].map((number) => connector.hear({ ...jobMessage, number }));
  expect(first.map(({ length }) => length)).toEqual([1, 0, 0, 0]);
  expect(connector.runUntil(2e9).map(({ re }) => re)).toEqual([2]);
  expect(connector.io.worked).toEqual([7, 7]);
});

test('who was slow is not asked first any more, and is again when that is long ago', () => {
  const connector = buyer();
  const firstAsked = (number: number) => connector.hear({ ...jobMessage, number })[0]!.to;
  expect(firstAsked(1)).toBe(50);
  connector.runUntil(1e9);
  // The second was asked besides, and did not answer either.
  expect(firstAsked(2)).toBe(52);
  connector.runUntil(400e9);
  expect(firstAsked(3)).toBe(50);
});

test('nobody gets more jobs at once than is agreed, and who is full does not hinder the others', () => {
  const connector = buyer({ hedgeNs: Infinity });
  const asked = [1, 2, 3, 4, 5, 6, 7].map((number) => connector.hear({ ...jobMessage, number })[0]!);
  expect(asked.slice(0, 6).map(({ to }) => to)).toEqual([50, 50, 51, 51, 52, 52]);
  expect(asked[6]).toMatchObject({ how: 'reply', kind: 'result' });
});

test('two secure DPMs may give their jobs the same number: each gets its own result', () => {
  const connector = buyer({ hedgeNs: Infinity });
  const [mine] = connector.hear(jobMessage);
  const theirs: Job = { ...job, values: [21, 40, 0, 600, 1] };
  const [other] = connector.hear({ ...jobMessage, from: 33, body: theirs });
  expect(connector.hear(result(0, other!.to, other!.number))).toMatchObject([{ how: 'answer', to: 33, re: 9 }]);
  expect(connector.hear(result(1, mine!.to, mine!.number))).toMatchObject([{ how: 'answer', to: dpmNode, re: 9 }]);
});

test('the same job once more, while it is out, is not given out again', () => {
  const connector = buyer();
  expect(connector.hear(jobMessage)).toHaveLength(1);
  expect(connector.hear(jobMessage)).toEqual([]);
});

test('who declines a job is replaced at once; when nobody is left the house does it', () => {
  const connector = buyer();
  const declines = (number: number, from: number) =>
    connector.hear({ ...says('terminated'), from, re: number } as never);
  const [first] = connector.hear(jobMessage);
  declines(first!.number, 50);
  const next = connector.runUntil(0).find(({ kind }) => kind === 'job')!;
  expect(next.to).toBe(51);
  declines(next.number, 51);
  const last = connector.runUntil(0).find(({ kind }) => kind === 'job')!;
  expect(last.to).toBe(52);
  declines(last.number, 52);
  expect(connector.runUntil(0).filter(({ kind }) => kind === 'result')).toMatchObject([{ re: 9, body: { value: 1 } }]);
});

test('of three answers two that agree are enough, whichever they are', () => {
  for (const [answers, used] of [
    [[1, 1], true],
    [[1, 0, 1], true],
    [[0, 1, 1], true],
  ] as const) {
    const connector = buyer({ hedgeNs: Infinity });
    connector.io.obliges = { ...connector.io.obliges, copies: 3, quorum: 2 };
    const asked = connector.hear(jobMessage);
    const said = answers.map((value, place) => connector.hear(result(value, asked[place]!.to, asked[place]!.number)));
    expect(said.slice(0, -1).flat()).toEqual([]);
    expect(said.at(-1)!.some(({ how, re }) => how === 'answer' && re === 9)).toBe(used);
  }
});

test('a contract comes into force with a use that tells its price, and a control that forbids it keeps it out', () => {
  for (const allowed of [true, false]) {
    const connector = buyer();
    connector.state.negotiation.expiresNs.fill(0);
    connector.io.allows = () => allowed;
    connector.start();
    const partner = provider();
    let [open] = connector.runUntil(0).filter(({ to }) => to === 50);
    for (let step = 0; step < 3; step++) {
      const [back] = partner.hear({ ...open!, point: 'RP-C', from: connectorNode } as never);
      [open] = connector.hear({ ...back!, point: 'RP-C', from: 50 } as never);
    }
    expect(connector.io.used.map(({ purpose }) => purpose)).toEqual(['contract']);
    expect(connector.state.negotiation.expiresNs[0]! > 0).toBe(allowed);
  }
});

test('a contract that has ended is gone on with for its grace, and no longer', () => {
  const lastsUntil = (graceNs: number, nowNs: number) => {
    const connector = buyer({}, graceNs);
    connector.io.now = nowNs;
    return connector.hear(jobMessage)[0]!.kind === 'job';
  };
  expect([lastsUntil(0, 599e9), lastsUntil(0, 601e9)]).toEqual([true, false]);
  expect([lastsUntil(10e9, 609e9), lastsUntil(10e9, 611e9)]).toEqual([true, false]);
});

test('a provider declines what pays less than its price, and whatever would last beyond its leaving', () => {
  const answer = (given: Parameters<typeof provider>[0], priceMicros: number, nowNs = 0) => {
    const one = provider(given);
    one.io.now = nowNs;
    const [said] = one.hear(says('requested', { priceMicros }));
    return said!.body as Contract;
  };
  expect(answer({}, 99).state).toBe('terminated');
  expect(answer({}, 100)).toMatchObject({ state: 'offered', expiresNs: 600e9 });
  expect(answer({ leavesNs: 30e9 }, 100)).toMatchObject({ state: 'offered', expiresNs: 30e9 });
  expect(answer({ leavesNs: 30e9 }, 100, 30e9).state).toBe('terminated');
});

test('a provider that comes back contracts for each stay, and for none while it is away', () => {
  const endsAt = [0, 29, 30, 39, 40, 69, 75].map((nowSeconds) => {
    const one = provider({ leavesNs: 30e9, awayNs: 10e9 });
    one.io.now = nowSeconds * 1e9;
    const { state, expiresNs } = one.hear(says('requested', { priceMicros: 100 }))[0]!.body as Contract;
    return state === 'offered' ? expiresNs / 1e9 : null;
  });
  expect(endsAt).toEqual([30, 30, null, null, 70, 70, null]);
});

test('what a provider declined cannot be accepted or verified afterwards, nor what it only offered be verified', () => {
  const states = (asked: readonly [Contract['state'], number][]) => {
    const one = provider();
    return asked.map(([state, priceMicros]) => {
      const [said] = one.hear(says(state, { priceMicros }));
      return (said?.body as Contract | undefined)?.state;
    });
  };
  expect(
    states([
      ['requested', 10],
      ['accepted', 200],
      ['verified', 200],
    ]),
  ).toEqual(['terminated', 'terminated', 'terminated']);
  expect(
    states([
      ['requested', 200],
      ['verified', 200],
      ['accepted', 200],
      ['verified', 200],
    ]),
  ).toEqual(['offered', undefined, 'agreed', 'finalised']);
});

test('reliability falls with what was seen to be wrong or late, rises with what was right, and is forgiven in time', () => {
  const state = reputationState(1);
  const now = (atNs: number) => reliability(state, 0, atNs, 10e9);
  expect(now(0)).toBe(1);
  note(state, 0, 'late', 0, 10e9);
  expect(now(0)).toBe(0.75);
  note(state, 0, 'late', 0, 10e9);
  expect(now(0)).toBe(0.5625);
  note(state, 0, 'prompt', 0, 10e9);
  const after = now(0);
  expect(after).toBeGreaterThan(0.5625);
  note(state, 0, 'wrong', 0, 10e9);
  expect(now(0)).toBeCloseTo(0.75 * after, 12);
  expect(now(10e9)).toBeGreaterThan(now(0));
  expect(now(1000e9)).toBeCloseTo(1, 12);
});
