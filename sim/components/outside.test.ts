import { expect, test } from 'vitest';
import { firstSubjectWithoutNode } from '../framework/datum.ts';
import type { Contract } from '../framework/messages/outside.ts';
import type { Job } from '../framework/task.ts';
import { estimateOccupancy } from './tasks/estimate-occupancy.ts';
import { externalDpm } from './external-dpm.ts';
import { secureConnector } from './secure-connector.ts';
import { at, auditNode, enrolment } from './testing/one-room.ts';
import { Driven } from './testing/recording-io.ts';
import type { Said } from './testing/recording-io.ts';

const connectorNode = 36;
const dpmNode = 32;
const room = firstSubjectWithoutNode;
const job: Job = { task: 'occupancy', part: 3, values: [21, 40, 500, 600, null] };
const jobMessage = { kind: 'job' as const, from: dpmNode, number: 9, subject: room, body: job };

const providerOf = (node = 50) =>
  new Driven(
    externalDpm({
      connectors: [connectorNode],
      priceMicros: 100,
      estimates: 2,
      contractLifeNs: 600e9,
      leavesNs: Infinity,
    }),
    node,
  );

const connectorOf = (choice: 'round-robin' | 'cheapest' = 'round-robin') =>
  new Driven(
    secureConnector({
      secureDpm: at(dpmNode),
      auditLog: at(auditNode),
      enrolment,
      negotiation: {
        providers: [at(50), at(51)],
        purpose: 'occupancy',
        timeoutNs: 2e9,
        priceMicrosMost: 200,
        barNs: 60e9,
        graceNs: 0,
        priced: 'untold',
      },
      choice,
      jobs: 4,
      jobsEach: 4,
      jobTimeoutNs: 2e9,
      hedgeNs: Infinity,
      memoryNs: 60e9,
      estimates: 1,
    }),
    connectorNode,
  );
type Connector = ReturnType<typeof connectorOf>;
type Provider = ReturnType<typeof providerOf>;

/** Carries messages between a connector and its providers until nobody has anything more to say. */
const converse = (connector: Connector, providers: readonly Provider[], said: readonly Said[]): void => {
  let open = said.filter(({ point }) => point === 'RP-C');
  while (open.length > 0) {
    const back: Said[] = [];
    for (const one of open) {
      const provider = providers.find(({ io }) => io.node === one.to);
      provider?.hear({ ...one, from: connectorNode } as never).forEach((answer) => {
        back.push(...connector.hear({ ...answer, from: one.to, point: 'RP-C', re: answer.re } as never));
      });
    }
    open = back.filter(({ point }) => point === 'RP-C');
  }
};
const withContracts = (choice?: 'cheapest') => {
  const connector = connectorOf(choice);
  const providers = [providerOf(50), providerOf(51)];
  connector.start();
  converse(connector, providers, connector.runUntil(0));
  return { connector, providers };
};
const result = (value: 0 | 1, from: number, re: number) => ({
  kind: 'result' as const,
  from,
  re,
  subject: room,
  body: { task: 'occupancy' as const, part: 3, value },
});

test('a room counts as occupied by its light, else by its CO2, else not', () => {
  expect(estimateOccupancy({ light: 400, co2: null })).toBe(1);
  expect(estimateOccupancy({ light: 300, co2: 2000 })).toBe(0);
  expect(estimateOccupancy({ light: null, co2: 2000 })).toBe(1);
  expect(estimateOccupancy({ light: null, co2: null })).toBe(0);
});

test('a contract comes about in six steps, and is renewed at half its life', () => {
  const { connector, providers } = withContracts();
  const states = connector.io.said.filter(({ to }) => to === 50).map(({ body }) => (body as Contract).state);
  expect(states).toEqual(['requested', 'accepted', 'verified']);
  expect(providers[0]!.io.said.map(({ body }) => (body as Contract).state)).toEqual(['offered', 'agreed', 'finalised']);
  const onRecord = connector.io.said.filter(({ kind }) => kind === 'entry');
  expect(onRecord).toMatchObject([50, 51].map((about) => ({ to: auditNode, subject: about, body: { about } })));
  expect(connector.runUntil(299e9)).toEqual([]);
  expect(connector.runUntil(301e9).map(({ kind, to }) => [kind, to])).toEqual([
    ['contract', 50],
    ['contract', 51],
  ]);
});

test('a provider that asks too much gets no contract, and none is used before it is finalised', () => {
  const connector = connectorOf();
  connector.start();
  const [asked] = connector.runUntil(0);
  const offer = { ...(asked!.body as Contract), state: 'offered' as const, priceMicros: 900 };
  expect(connector.hear({ kind: 'contract', from: 50, re: asked!.number, body: offer })).toEqual([]);
  expect(connector.hear(jobMessage)).toMatchObject([{ how: 'reply', kind: 'result', body: { value: 1 } }]);
});

test('a negotiation that stalls begins anew', () => {
  const connector = connectorOf();
  connector.start();
  connector.runUntil(0);
  expect(connector.runUntil(2e9)).toHaveLength(2);
});

test('without a contract, or after its end, a provider does no job and says so', () => {
  const provider = providerOf();
  expect(provider.hear({ ...jobMessage, from: connectorNode })).toMatchObject([
    { kind: 'contract', body: { state: 'terminated' } },
  ]);
  expect(provider.io.worked).toEqual([]);
  // Who is no customer gets no answer at all.
  expect(provider.hear({ ...jobMessage, from: 99 })).toEqual([]);
});

test('jobs go to the providers in turn, and the answer goes up as it is', () => {
  const { connector } = withContracts();
  const first = connector.hear(jobMessage);
  expect(first).toMatchObject([{ how: 'forward', point: 'RP-C', to: 50 }]);
  expect(connector.hear({ ...jobMessage, number: 10 })).toMatchObject([{ to: 51 }]);
  expect(connector.hear(result(1, 50, first[0]!.number))).toMatchObject([
    { how: 'answer', point: 'RP-M', to: dpmNode, re: 9 },
  ]);
});

test('the cheapest provider gets every job where price decides', () => {
  const { connector } = withContracts('cheapest');
  connector.state.negotiation.priceMicros[0] = 300;
  expect(connector.hear(jobMessage)).toMatchObject([{ to: 51 }]);
  expect(connector.hear({ ...jobMessage, number: 10 })).toMatchObject([{ to: 51 }]);
});

test('where controls ask for two answers, both are awaited and judged together', () => {
  const { connector } = withContracts();
  connector.io.obliges = { ...connector.io.obliges, copies: 2, quorum: 2 };
  const [a, b] = connector.hear(jobMessage);
  expect(connector.hear(result(1, 50, a!.number))).toEqual([]);
  expect(connector.hear(result(1, 51, b!.number))).toMatchObject([{ how: 'answer', re: 9 }]);
  expect(connector.io.used).toEqual([{ purpose: 'occupancy', circumstances: { answers: [1, 1] } }]);
});

test('where answers differ, the own estimate is used, descends from the job alone, and the liar is barred and reported', () => {
  const { connector } = withContracts();
  connector.io.obliges = { ...connector.io.obliges, copies: 2, quorum: 2 };
  connector.io.allows = () => false;
  const [a, b] = connector.hear(jobMessage);
  connector.hear(result(0, 50, a!.number));
  const said = connector.hear(result(1, 51, b!.number));
  expect(connector.io.used[0]!.circumstances).toEqual({ answers: [0, 1], recomputed: 1 });
  expect(said).toMatchObject([{ kind: 'entry', to: auditNode, body: { about: 50 } }]);
  connector.io.cells.length = 0;
  expect(connector.runUntil(0)).toMatchObject([
    { how: 'send', kind: 'result', to: dpmNode, re: 9, body: { value: 1 } },
  ]);
  expect(connector.io.cells).toEqual(['recall 0']);
  // Barred for a minute, then used again.
  expect(connector.hear({ ...jobMessage, number: 10 }).map(({ to }) => to)).toEqual([51]);
  connector.io.now = 61e9;
  expect(connector.hear({ ...jobMessage, number: 11 }).map(({ to }) => to)).toEqual([50, 51]);
});

test('where controls ask for a second look, a wrong answer is found although it stands alone', () => {
  const { connector } = withContracts();
  connector.io.obliges = { ...connector.io.obliges, recheck: true };
  connector.io.allows = () => false;
  const [asked] = connector.hear(jobMessage);
  connector.hear(result(0, 50, asked!.number));
  expect(connector.io.used[0]!.circumstances).toEqual({ answers: [0], recomputed: 1 });
  expect(connector.runUntil(0)).toMatchObject([{ body: { value: 1 } }]);
});

test('a provider that does not answer in time is done without, and its late answer is worth nothing', () => {
  const { connector } = withContracts();
  const [asked] = connector.hear(jobMessage);
  expect(connector.runUntil(2e9)).toMatchObject([{ kind: 'result', re: 9, body: { value: 1 } }]);
  expect(connector.hear(result(0, 50, asked!.number))).toEqual([]);
});

test('an answer about another window, or from somebody else, is no answer', () => {
  const { connector } = withContracts();
  const [asked] = connector.hear(jobMessage);
  expect(connector.hear(result(0, 51, asked!.number))).toEqual([]);
  connector.hear({ ...result(0, 50, asked!.number), body: { task: 'occupancy', part: 2, value: 0 } });
  expect(connector.runUntil(0)).toMatchObject([{ kind: 'result', body: { value: 1 } }]);
});

test('an answer about another subject, or one that is no number, is no answer: the work is done in the house', () => {
  for (const changed of [{ subject: room + 1 }, { body: { task: 'occupancy', part: 3, value: NaN } as const }]) {
    const { connector } = withContracts();
    const [asked] = connector.hear(jobMessage);
    connector.hear({ ...result(0, 50, asked!.number), ...changed });
    expect(connector.io.used).toEqual([]);
    expect(connector.runUntil(0)).toMatchObject([{ kind: 'result', subject: room, body: { value: 1 } }]);
  }
});

test.each([
  ['finalised before it was agreed', { state: 'finalised' as const }],
  ['with an end that no clock reaches', { expiresNs: 1e300 }],
  ['with an end that is over', { expiresNs: 0 }],
  ['at a price below nothing', { priceMicros: -1 }],
])('a contract %s comes to nothing', (_what, changed) => {
  const connector = connectorOf();
  connector.start();
  const [asked] = connector.runUntil(0);
  const offer = { ...(asked!.body as Contract), state: 'offered' as const, priceMicros: 100, expiresNs: 600e9 };
  expect(connector.hear({ kind: 'contract', from: 50, re: asked!.number, body: { ...offer, ...changed } })).toEqual([]);
  expect(connector.state.negotiation.expiresNs[0]).toBe(0);
});

test('a price that changes between offer and agreement ends the negotiation', () => {
  const connector = connectorOf();
  connector.start();
  const [asked] = connector.runUntil(0);
  const offer = { ...(asked!.body as Contract), state: 'offered' as const, priceMicros: 100, expiresNs: 600e9 };
  const [accepted] = connector.hear({ kind: 'contract', from: 50, re: asked!.number, body: offer });
  expect(accepted!.body).toMatchObject({ state: 'accepted' });
  const dearer = { ...offer, state: 'agreed' as const, priceMicros: 150 };
  expect(connector.hear({ kind: 'contract', from: 50, re: accepted!.number, body: dearer })).toEqual([]);
});

test('a provider that forgot its contracts is negotiated with anew, and the job is done in the house', () => {
  const { connector, providers } = withContracts();
  providers[0]!.restart();
  const [asked] = connector.hear(jobMessage);
  const [no] = providers[0]!.hear({ ...asked!, from: connectorNode } as never);
  connector.hear({ ...no!, from: 50 } as never);
  const said = connector.runUntil(0);
  expect(new Set(said.map(({ kind }) => kind))).toEqual(new Set(['contract', 'result']));
  converse(connector, providers, said);
  expect(connector.state.negotiation.expiresNs[0]).toBeGreaterThan(0);
});
