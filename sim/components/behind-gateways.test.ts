import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantities } from '../framework/datum.ts';
import type { Quantity } from '../framework/datum.ts';
import { constrainedActuator } from './constrained-actuator.ts';
import { gateway } from './gateway.ts';
import { iotPlatform } from './iot-platform.ts';
import { at, authorityNode, bookings, enrolment, firstAgent, gatewayNode, iotNode } from './testing/one-room.ts';
import { Driven } from './testing/recording-io.ts';
import type { Said } from './testing/recording-io.ts';
import { byRoom } from './things.ts';
import type { Things } from './things.ts';

const valveNode = 0;
const otherGateway = gatewayNode + 10;
/** A valve and a sensor behind a gateway; a valve behind another one; a lamp of the IoT platform's own. */
const things: Things = (() => {
  const kinds: Quantity[] = ['valve', 'temperature', 'valve', 'lamp'];
  return byRoom({
    first: 0,
    count: kinds.length,
    rooms: 1,
    quantity: Uint8Array.from(kinds, (kind) => quantities.indexOf(kind)),
    room: new Int32Array(kinds.length),
    upward: Int32Array.of(gatewayNode, gatewayNode, otherGateway, iotNode),
  });
})();

const rows = 2;
const gatewayOf = () =>
  new Driven(
    gateway({
      things,
      iotPlatform: at(iotNode),
      enrolment,
      mode: 'forwards',
      pendingCommands: rows,
      commandTimeoutNs: 8e9,
    }),
    gatewayNode,
  );
const platformOf = () =>
  new Driven(
    iotPlatform({
      things,
      thingsAgents: [at(firstAgent)],
      mappedBy: Uint32Array.of(1),
      enrolment,
      status: { authority: at(authorityNode), refreshNs: 60e9 },
      pendingCommands: rows,
      commandTimeoutNs: 1e9,
      commandTries: 3,
      gateways: { first: gatewayNode, count: 1 },
    }),
    iotNode,
  );
const valveOf = () => new Driven(constrainedActuator({ things, bookings, reportNs: 30e9 }), valveNode);

const command = (value: number, number = 41, subject = valveNode) => ({
  kind: 'command' as const,
  subject,
  number,
  body: { quantity: 'valve' as const, value, person: 80 },
});
const answer = (re: number, from: number, done: 0 | 1 = 1) => ({
  kind: 'answer' as const,
  subject: valveNode,
  from,
  re,
  body: { done },
});

test('a valve does what its gateway passes down, tells its new state there, and answers', () => {
  const valve = valveOf();
  valve.io.senses = () => 40;
  expect(valve.hear({ ...command(40), from: gatewayNode })).toMatchObject([
    { how: 'send', kind: 'report', point: 'RP-T', to: gatewayNode, body: { quantity: 'valve', value: 40 } },
    { how: 'reply', kind: 'answer', to: gatewayNode, re: 41, body: { done: 1 } },
  ]);
  expect(valve.io.acts).toMatchObject([{ quantity: 'valve', value: 40 }]);
  valve.io.allows = () => false;
  expect(valve.hear({ ...command(100), from: gatewayNode })).toMatchObject([{ kind: 'answer', body: { done: 0 } }]);
  // What is meant for another thing it does not do.
  valve.io.allows = () => true;
  expect(valve.hear({ ...command(10, 42, 2), from: gatewayNode })).toMatchObject([{ body: { done: 0 } }]);
  expect(valve.io.acts).toHaveLength(2);
});

test('a valve tells its state once a period, and begins anew after a restart', () => {
  const valve = valveOf();
  valve.start();
  expect(valve.runUntil(90e9).map(({ kind, to }) => [kind, to])).toEqual(
    Array.from({ length: 3 }, () => ['report', gatewayNode]),
  );
  valve.hear({ ...command(40), from: gatewayNode });
  valve.restart();
  valve.hear({ ...command(50), from: gatewayNode });
  expect(valve.io.acts.map(({ circumstances }) => 'sinceLastActNs' in circumstances)).toEqual([false, false]);
});

test('a gateway passes a command down to its own thing, and the answer of that thing back up', () => {
  const node = gatewayOf();
  const [down] = node.hear({ ...command(40), from: iotNode });
  expect(down).toMatchObject({ how: 'forward', point: 'RP-T', to: valveNode });
  expect(node.hear(answer(down!.number, 1))).toEqual([]);
  expect(node.hear(answer(down!.number, valveNode))).toMatchObject([
    { how: 'answer', point: 'RP-T', to: iotNode, re: 41 },
  ]);
  expect(node.hear(answer(down!.number, valveNode))).toEqual([]);
});

test('a gateway declines what is for the things of others, and what it has no place for', () => {
  const node = gatewayOf();
  for (const subject of [2, 3, 99]) {
    expect(node.hear({ ...command(40, 41, subject), from: iotNode })).toMatchObject([
      { how: 'reply', kind: 'answer', body: { done: 0 } },
    ]);
  }
  for (let asked = 0; asked < rows; asked++) expect(node.hear(command(40))).toMatchObject([{ how: 'forward' }]);
  expect(node.hear(command(40))).toMatchObject([{ how: 'reply', body: { done: 0 } }]);
  // A thing that never answers gives its place back.
  expect(node.runUntil(8e9)).toEqual([]);
  expect(node.hear(command(40))).toMatchObject([{ how: 'forward' }]);
});

test('the IoT platform commands through its own gateways, tells again through them, and hears of it from them alone', () => {
  const platform = platformOf();
  const [down] = platform.hear({ ...command(40), from: firstAgent });
  expect(down).toMatchObject({ how: 'forward', point: 'RP-T', to: gatewayNode });
  expect(platform.runUntil(1e9)).toMatchObject([
    { how: 'send', kind: 'command', to: gatewayNode, subject: valveNode, body: { value: 40 } },
  ]);
  const again = platform.io.said.at(-1)!.number;
  for (const from of [valveNode, otherGateway]) expect(platform.hear(answer(again, from))).toEqual([]);
  expect(platform.hear(answer(again, gatewayNode))).toMatchObject([
    { how: 'answer', point: 'RP-I', to: firstAgent, re: 41 },
  ]);
  // A valve behind somebody else's gateway is not its to command.
  expect(platform.hear({ ...command(40, 42, 2), from: firstAgent })).toMatchObject([
    { how: 'reply', body: { done: 0 } },
  ]);
});

type Step =
  | { readonly do: 'ask'; readonly value: number }
  | { readonly do: 'deliver' | 'drop' | 'double'; readonly which: number }
  | { readonly do: 'wait'; readonly forNs: number }
  | { readonly do: 'restart'; readonly node: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('ask'), value: fc.integer({ min: 0, max: 60 }) }) },
  { weight: 16, arbitrary: fc.record({ do: fc.constant('deliver'), which: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('drop', 'double'), which: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait'), forNs: fc.integer({ min: 1, max: 2e9 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart'), node: fc.constantFrom(gatewayNode, valveNode) }) },
) as fc.Arbitrary<Step>;

/** An IoT platform, a gateway and a valve, between which messages are lost, doubled, late and out of order as the steps say. */
function played(steps: readonly Step[]) {
  const [platform, node, valve] = [platformOf(), gatewayOf(), valveOf()];
  const all = new Map<number, Driven<unknown>>([
    [iotNode, platform],
    [gatewayNode, node],
    [valveNode, valve],
  ]);
  const asked = new Map<number, number>();
  const answers: Said[] = [];
  let flying: { readonly from: number; readonly said: Said }[] = [];
  let now = 0;
  const post = (from: number, said: readonly Said[]): void => {
    for (const one of said) {
      if (all.has(one.to)) flying.push({ from, said: one });
      else if (one.kind === 'answer') answers.push(one);
    }
  };
  const pass = (forNs: number): void => {
    now += forNs;
    for (const [name, one] of all) post(name, one.runUntil(now));
  };
  for (const one of all.values()) one.start();
  for (const one of steps) {
    if (one.do === 'ask') {
      const number = asked.size + 1;
      asked.set(number, one.value);
      post(iotNode, platform.hear({ ...command(one.value, number), from: firstAgent }));
    } else if (one.do === 'wait') pass(one.forNs);
    else if (one.do === 'restart') all.get(one.node)!.restart();
    else if (flying.length > 0) {
      const which = one.which % flying.length;
      const { from, said } = flying[which]!;
      if (one.do !== 'double') flying = flying.filter((_, index) => index !== which);
      if (one.do !== 'drop') post(said.to, all.get(said.to)!.hear({ ...said, from } as never));
    }
  }
  // Nothing arrives any more: whoever waits has to come to an end by itself.
  const acts = [...valve.io.acts];
  flying = [];
  pass(60e9);
  const waiting = [platform.state.pending.size[0], node.state.pending.size[0]];
  return { asked, answers, acts, waiting };
}

test('whatever is lost, doubled, late or restarted on the way to a valve, each command is answered once, and truly', () => {
  let done = 0;
  let failed = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100, size: 'max' }), (steps) => {
      const { asked, answers, acts, waiting } = played(steps);
      expect(answers.map(({ re }) => re).toSorted((a, b) => a - b)).toEqual([...asked.keys()]);
      for (const { re, body } of answers) {
        if ((body as { readonly done: 0 | 1 }).done === 0) failed++;
        else {
          done++;
          expect(acts.map(({ value }) => value)).toContain(asked.get(re));
        }
      }
      // Nothing is done that nobody asked for.
      for (const { value } of acts) expect([...asked.values()]).toContain(value);
      expect(waiting).toEqual([0, 0]);
    }),
    { numRuns: 300, seed: 4 },
  );
  // The random runs did come to both ends.
  expect(done).toBeGreaterThan(50);
  expect(failed).toBeGreaterThan(50);
});
