import { expect, test } from 'vitest';
import { quantities } from '../framework/datum.ts';
import type { Quantity } from '../framework/datum.ts';
import { constrainedActuator } from './constrained-actuator.ts';
import { iotPlatform } from './iot-platform.ts';
import { iotSystem } from './iot-system.ts';
import { at, authorityNode, bookings, enrolment, firstAgent, iotNode } from './testing/one-room.ts';
import { Driven } from './testing/recording-io.ts';
import { byRoom } from './things.ts';
import type { Things } from './things.ts';

const members = 3;
const valve = quantities.indexOf('valve');
/** A lamp and two heating circuits, things 0 to 2; their valves are the nodes 3 to 5 and 6 to 8, and no things. */
const things: Things = byRoom({
  first: 0,
  count: 3,
  rooms: 1,
  quantity: Uint8Array.of(quantities.indexOf('lamp'), valve, valve),
  room: new Int32Array(3),
  upward: new Int32Array(3).fill(iotNode),
});
const inside: Things = byRoom({
  first: 3,
  count: 2 * members,
  rooms: 1,
  quantity: new Uint8Array(2 * members).fill(valve),
  room: new Int32Array(2 * members),
  upward: Int32Array.of(1, 1, 1, 2, 2, 2),
});
const circuit = 1;
const [first, second, third] = [3, 4, 5] as const;

const systemOf = (quorum = 0.5) =>
  new Driven(
    iotSystem({
      things,
      inside,
      first: circuit,
      firstMember: inside.first,
      members,
      iotPlatform: at(iotNode),
      enrolment,
      status: { authority: at(authorityNode), refreshNs: 1e15 },
      restNs: 5e9,
      silenceNs: 30e9,
      quorum,
      commands: 2,
      answerNs: 0.7e9,
    }),
    circuit,
  );
const told = (member: number, value: number, quantity: Quantity = 'valve', from = member) => ({
  kind: 'report' as const,
  point: 'RP-T' as const,
  from,
  subject: member,
  body: { quantity, value, at: 0 },
});
const command = (value: number, number = 41, subject = circuit) => ({
  kind: 'command' as const,
  point: 'RP-T' as const,
  from: iotNode,
  subject,
  number,
  body: { quantity: 'valve' as const, value, person: 80 },
});
const answer = (re: number, from: number, done: 0 | 1 = 1) => ({
  kind: 'answer' as const,
  point: 'RP-T' as const,
  subject: from,
  from,
  re,
  body: { done },
});
/** What a system reports when a member tells something at a moment. */
const reported = (system: ReturnType<typeof systemOf>, atNs: number, member: number, value: number) => {
  system.io.now = atNs;
  return system
    .hear(told(member, value))
    .filter(({ kind }) => kind === 'report')
    .map(({ body }) => (body as { value: number }).value);
};

test('a system says in its own name the mean of what its members told, and what it says descends from each of them', () => {
  const system = systemOf();
  system.start();
  expect([reported(system, 1, first, 10), reported(system, 2, second, 20)]).toEqual([[], [15]]);
  // It has just said something.
  expect(reported(system, 1e9, third, 60)).toEqual([]);
  expect(system.io.used.map(({ purpose }) => purpose)).toEqual(['aggregate', 'aggregate', 'aggregate']);
  system.io.cells.length = 0;
  system.io.now = 6e9;
  expect(system.hear(told(first, 10))).toMatchObject([
    { how: 'send', point: 'RP-T', to: iotNode, subject: circuit, body: { quantity: 'valve', value: 30, at: 6e9 } },
  ]);
  expect(system.io.cells).toEqual(['keep 0', 'recall 0', 'recall 1', 'recall 2']);
});

test('who is no member, speaks for another, tells something else or is refused by a control is not heard', () => {
  const system = systemOf(0.3);
  for (const other of [told(6, 90), told(second, 90, 'valve', first), told(second, 90, 'lamp'), told(circuit, 90)])
    expect(system.hear(other)).toEqual([]);
  expect(system.hear({ ...told(second, 0), body: null })).toEqual([]);
  system.io.allows = () => false;
  expect(system.hear(told(second, 90))).toEqual([]);
  system.io.allows = () => true;
  expect(reported(system, 1, first, 10)).toEqual([10]);
});

test('a wrong member moves the mean by its share, a lost one drops out of it, and with too few of them the system is silent', () => {
  const system = systemOf();
  reported(system, 0, first, 0);
  reported(system, 0, second, 0);
  reported(system, 1e9, third, 90);
  expect(reported(system, 10e9, first, 0)).toEqual([30]);
  expect(reported(system, 30e9, second, 20)).toEqual([(0 + 20 + 90) / 3]);
  // The third was not heard for half a minute now.
  expect(reported(system, 35e9, first, 10)).toEqual([15]);
  // One of three is less than half.
  expect(reported(system, 66e9, first, 10)).toEqual([]);
  const bold = systemOf(0.3);
  expect(reported(bold, 1, first, 10)).toEqual([10]);
});

test('where a median is asked for, fewer than half cannot carry a system away, and half can', () => {
  const told = (values: readonly [number, number, number], robust = true) => {
    const system = systemOf();
    system.io.obliges = { ...system.io.obliges, robust };
    reported(system, 0, first, values[0]);
    reported(system, 0, second, values[1]);
    reported(system, 1e9, third, values[2]);
    system.io.cells.length = 0;
    return [...reported(system, 10e9, first, values[0]), ...system.io.cells.slice(1)];
  };
  expect(told([100, 20, 20], false)).toEqual([140 / 3, 'recall 0', 'recall 1', 'recall 2']);
  // What it says descends from the member whose value it is.
  expect(told([100, 20, 30])).toEqual([30, 'recall 2']);
  expect(told([10, 100, 20])).toEqual([20, 'recall 2']);
  expect(told([100, 20, 100])).toEqual([100, 'recall 0']);
  const halved = systemOf();
  halved.io.obliges = { ...halved.io.obliges, robust: true };
  reported(halved, 0, first, 20);
  // Two are heard: the one that is wrong is half of them.
  expect(reported(halved, 1, second, 100)).toEqual([60]);
});

test('a command goes to every member in its own name, and all that they answer is one answer', () => {
  for (const [did, done] of [
    [[1, 1, 1], 1],
    [[1, 0, 1], 0],
    [[0, 0, 0], 0],
  ] as const) {
    const system = systemOf();
    const down = system.hear(command(40));
    expect(down).toMatchObject(
      [first, second, third].map((to) => ({ kind: 'command', to, subject: to, body: { value: 40, person: 80 } })),
    );
    const before = [first, second, third].flatMap((member) => system.hear(told(member, 40)));
    expect(before).toHaveLength(1);
    const said = down.flatMap(({ number, to }, place) => system.hear(answer(number, to, did[place]!)));
    const many = did.filter((one) => one === 1).length;
    // The state that came back is told at once, whatever was said before.
    expect(said).toMatchObject([
      { kind: 'answer', to: iotNode, re: 41, subject: circuit, body: { done, did: many, of: 3 } },
      { kind: 'report', subject: circuit, body: { value: 40 } },
    ]);
    expect(system.runUntil(2e9)).toEqual([]);
  }
});

test('a member that does not answer has not done it: the one answer comes in time, and what comes later counts for nothing', () => {
  const system = systemOf();
  const down = system.hear(command(40));
  system.hear(answer(down[0]!.number, first));
  // Nobody answers for another, nor twice.
  expect(system.hear(answer(down[1]!.number, third))).toEqual([]);
  expect(system.hear(answer(down[0]!.number, first))).toEqual([]);
  expect(system.runUntil(0.6e9)).toEqual([]);
  expect(system.runUntil(0.8e9)).toMatchObject([{ kind: 'answer', re: 41, body: { done: 0, did: 1, of: 3 } }]);
  expect(system.hear(answer(down[1]!.number, second))).toEqual([]);
  // Its place is free again, and the timers of before are void.
  const again = system.hear(command(50, 42));
  expect(again).toHaveLength(3);
  expect(again.flatMap(({ number, to }) => system.hear(answer(number, to)))).toMatchObject([
    { re: 42, body: { done: 1, did: 3, of: 3 } },
  ]);
});

test('what is meant for another is not done, and more commands than there is room for are declined', () => {
  const system = systemOf();
  expect(system.hear(command(40, 1, 2))).toEqual([]);
  expect(system.hear(command(40, 2))).toHaveLength(3);
  expect(system.hear(command(50, 3))).toHaveLength(3);
  expect(system.hear(command(60, 4))).toMatchObject([{ how: 'reply', kind: 'answer', re: 4, body: { done: 0 } }]);
});

test('a system that restarts has forgotten its members and its commands, and hears of them again', () => {
  const system = systemOf();
  system.start();
  for (const member of [first, second, third]) system.hear(told(member, 40));
  const down = system.hear(command(60));
  system.restart();
  expect(system.hear(answer(down[0]!.number, first))).toEqual([]);
  expect(reported(system, 15e9, first, 60)).toEqual([]);
  expect(reported(system, 16e9, second, 60)).toEqual([60]);
});

test('a member does what its system passes down, and an IoT platform knows the system alone', () => {
  const member = new Driven(constrainedActuator({ things: inside, bookings, reportNs: 10e9 }), second);
  member.io.senses = () => 40;
  expect(member.hear({ ...command(40, 7, second), from: circuit })).toMatchObject([
    { kind: 'report', point: 'RP-T', to: circuit, subject: second, body: { value: 40 } },
    { how: 'reply', kind: 'answer', body: { done: 1 } },
  ]);
  const platform = new Driven(
    iotPlatform({
      things,
      thingsAgents: [at(firstAgent)],
      mappedBy: Uint32Array.of(1),
      enrolment,
      status: { authority: at(authorityNode), refreshNs: 1e15 },
      pendingCommands: 2,
      commandTimeoutNs: 1e9,
      commandTries: 3,
    }),
    iotNode,
  );
  expect(platform.hear(told(circuit, 30))).toMatchObject([{ how: 'forward', kind: 'report', to: firstAgent }]);
  // A member that reports past its system, in its own name or in the system's, is not heard.
  expect(platform.hear(told(second, 30))).toEqual([]);
  expect(platform.hear(told(circuit, 30, 'valve', second))).toEqual([]);
  const [down] = platform.hear({ ...command(40, 9), from: firstAgent });
  expect(down).toMatchObject({ how: 'forward', kind: 'command', to: circuit });
  expect(platform.hear(answer(down!.number, second))).toEqual([]);
  expect(platform.hear(answer(down!.number, circuit))).toMatchObject([{ how: 'answer', to: firstAgent, re: 9 }]);
});
