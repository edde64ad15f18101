import { expect, test } from 'vitest';
import { firstSubjectWithoutNode } from '../framework/datum.ts';
import { constrainedSensor } from './constrained-sensor.ts';
import { entityAgent } from './entity-agent.ts';
import { gateway } from './gateway.ts';
import { iotPlatform } from './iot-platform.ts';
import { secureDpm } from './secure-dpm.ts';
import { at, authorityNode, enrolment, firstAgent, gatewayNode, iotNode, things } from './testing/one-room.ts';
import { Driven } from './testing/recording-io.ts';
import { thingsAgent } from './things-agent.ts';

const report = (value: number, atNs = 0) => ({
  kind: 'report' as const,
  subject: 2,
  body: { quantity: 'light' as const, value, at: atNs },
});
const status = { authority: at<'identity-storage'>(authorityNode), refreshNs: 60e9 };
const platformOf = (mapped: number) =>
  iotPlatform({
    things,
    thingsAgents: [at(firstAgent), at(firstAgent + 10)],
    mappedBy: Uint32Array.of(mapped, 3),
    enrolment,
    status,
    pendingCommands: 4,
    commandTimeoutNs: 1e9,
    commandTries: 3,
  });
const gatewayOf = (mode: 'forwards' | 'terminates') =>
  new Driven(
    gateway({ things, iotPlatform: at(iotNode), enrolment, mode, pendingCommands: 2, commandTimeoutNs: 8e9 }),
    gatewayNode,
  );
const twinOf = () =>
  new Driven(
    entityAgent({ things, thingsAgent: at(firstAgent), enrolment, pendingCommands: 2, commandTimeoutNs: 5e9 }),
    33,
  );
const dpmOf = () =>
  new Driven(
    secureDpm({
      things,
      entityAgent: at(33),
      storageAgent: at(34),
      secureConnector: at(36),
      groups: 2,
      groupNs: 10e9,
    }),
    32,
  );

test('a sensor reports once a period, from a moment of its own within the first', () => {
  const sensor = new Driven(constrainedSensor({ things, periodNs: 10e9, phases: 'uniform' }), 2);
  sensor.io.senses = () => 417;
  sensor.start();
  const said = sensor.runUntil(35e9);
  const times = said.map(({ body }) => (body as { at: number }).at);
  expect(times.length).toBeGreaterThanOrEqual(3);
  expect(times[0]).toBeLessThan(10e9);
  expect(times[1]! - times[0]!).toBe(10e9);
  expect(said[0]).toMatchObject({
    point: 'RP-T',
    to: gatewayNode,
    kind: 'report',
    subject: 2,
    dataClass: 'operational',
  });
  expect(said[0]!.body).toMatchObject({ quantity: 'light', value: 417 });
});

test('what is reported on change is said when it has changed, once a period where it has not, and evenly where that is asked', () => {
  const onChange = { quantity: 'light', lookNs: 1e9 } as const;
  const watched = (evenlyNs = Infinity, quantity: 'light' | 'motion' = 'light') => {
    const sensor = new Driven(
      constrainedSensor({ things, periodNs: 10e9, phases: 'aligned', onChange: { ...onChange, quantity } }),
      2,
    );
    sensor.io.obliges = { ...sensor.io.obliges, evenlyNs };
    sensor.io.senses = () => (sensor.io.now >= 13e9 && sensor.io.now < 16e9 ? 400 : 20);
    sensor.start();
    return sensor.runUntil(30e9).map(({ body }) => {
      const { at: atNs, value } = body as { at: number; value: number };
      return [atNs / 1e9, value];
    });
  };
  expect(watched()).toEqual([
    [0, 20],
    [10, 20],
    [13, 400],
    [16, 20],
    [26, 20],
  ]);
  const even = watched(2e9);
  expect(even.map(([second]) => second)).toEqual(Array.from({ length: 16 }, (_, turn) => 2 * turn));
  expect(even.filter(([, value]) => value === 400)).toEqual([[14, 400]]);
  // Of what is not watched, the period is kept.
  expect(watched(2e9, 'motion').map(([second]) => second)).toEqual([0, 10, 20, 30]);
});

test('aligned sensors all report at once', () => {
  const sensor = new Driven(constrainedSensor({ things, periodNs: 10e9, phases: 'aligned' }), 2);
  sensor.start();
  expect(sensor.runUntil(10e9).map(({ body }) => (body as { at: number }).at)).toEqual([0, 10e9]);
});

test('motion is reported as personal data', () => {
  const sensor = new Driven(constrainedSensor({ things, periodNs: 10e9, phases: 'aligned' }), 4);
  sensor.start();
  expect(sensor.runUntil(0)[0]).toMatchObject({ dataClass: 'personal' });
});

test('a gateway passes sealed reports of its own sensors on and nothing of anybody else', () => {
  const node = gatewayOf('forwards');
  expect(node.hear({ kind: 'report', subject: 2, body: null })).toMatchObject([
    { how: 'forward', to: iotNode, body: null },
  ]);
  // A lamp reports to the platform itself; 99 is no thing at all.
  expect(node.hear({ kind: 'report', subject: 5, body: null })).toEqual([]);
  expect(node.hear({ kind: 'report', subject: 99, body: null })).toEqual([]);
});

test('a gateway that terminates says in its own name what its sensors say, and nothing that it cannot read', () => {
  const node = gatewayOf('terminates');
  expect(node.hear(report(300, 5))).toMatchObject([
    { how: 'send', point: 'RP-T', to: iotNode, kind: 'report', subject: 2, body: report(300, 5).body },
  ]);
  expect(node.hear({ kind: 'report', subject: 2, body: null })).toEqual([]);
  expect(node.hear({ ...report(300), subject: 5 })).toEqual([]);
});

test('the IoT platform takes a report to every platform that maps its room, and to no other', () => {
  const both = new Driven(platformOf(3), iotNode);
  const heard = { kind: 'report' as const, subject: 2, from: gatewayNode, body: null };
  expect(both.hear(heard).map(({ to }) => to)).toEqual([firstAgent, firstAgent + 10]);
  const second = new Driven(platformOf(2), iotNode);
  expect(second.hear(heard).map(({ to }) => to)).toEqual([firstAgent + 10]);
});

test('the IoT platform takes a report only from where the thing reports', () => {
  const node = new Driven(platformOf(3), iotNode);
  expect(node.hear({ kind: 'report', subject: 2, from: 2, body: null })).toEqual([]);
  expect(node.hear({ kind: 'report', subject: 5, from: 5, body: null })).toHaveLength(2);
  expect(node.hear({ kind: 'report', subject: 5, from: gatewayNode, body: null })).toEqual([]);
});

test('a things agent hands reports to the secure DPM unread', () => {
  const node = new Driven(
    thingsAgent({
      iotPlatform: at(iotNode),
      secureDpm: at(32),
      enrolment,
      status,
      pendingCommands: 2,
      commandTimeoutNs: 5e9,
    }),
    firstAgent,
  );
  expect(node.hear({ kind: 'report', subject: 2, body: null })).toMatchObject([
    { how: 'forward', point: 'RP-M', to: 32 },
  ]);
});

test('the secure DPM keeps the mean of a window, and hands it to the archive and out as a job', () => {
  const dpm = dpmOf();
  dpm.start();
  dpm.hear(report(100));
  dpm.hear(report(300));
  dpm.hear({ kind: 'report', subject: 4, dataClass: 'personal', body: { quantity: 'motion', value: 1, at: 0 } });
  expect(dpm.io.cells).toEqual(['keep 0', 'blend 0', 'blend 0']);
  const said = dpm.runUntil(20e9);
  expect(said.map(({ kind, to }) => [kind, to])).toEqual([
    ['keep', 34],
    ['job', 36],
  ]);
  expect(said[0]).toMatchObject({ subject: firstSubjectWithoutNode, dataClass: 'personal' });
  const window = { room: 0, window: 1, temperature: null, humidity: null, light: 200, co2: null, motion: 1 };
  expect(said[0]!.body).toMatchObject({ record: window });
  expect(said[1]!.body).toEqual({ task: 'occupancy', part: 1, values: [null, null, 200, null, 1] });
  expect(dpm.io.cells.at(-1)).toBe('recall 0');
});

test('what controls forbid to aggregate still reaches the twin, and is not in the window', () => {
  const dpm = dpmOf();
  dpm.start();
  dpm.io.allows = () => false;
  expect(dpm.hear(report(100))).toMatchObject([{ how: 'forward', to: 33 }]);
  expect(dpm.runUntil(30e9)).toEqual([]);
});

test('the second group of rooms closes its windows after the first', () => {
  const dpm = dpmOf();
  dpm.start();
  dpm.hear({ kind: 'report', subject: 7, body: { quantity: 'light', value: 9, at: 0 } });
  expect(dpm.runUntil(29e9)).toEqual([]);
  expect(dpm.runUntil(30e9).map(({ kind }) => kind)).toEqual(['keep', 'job']);
});

test('an archive that does not acknowledge is a failed operation at the end of the next window', () => {
  const dpm = dpmOf();
  dpm.start();
  dpm.hear(report(100));
  const [kept, job] = dpm.runUntil(20e9);
  dpm.hear({ kind: 'answer', subject: firstSubjectWithoutNode, re: kept!.number + 99, body: { done: 1 } });
  const result = { task: 'occupancy', part: 1, value: 1 } as const;
  const passed = dpm.hear({ kind: 'result', subject: firstSubjectWithoutNode, re: job!.number, body: result });
  expect(passed).toMatchObject([{ how: 'forward', to: 33 }]);
  dpm.runUntil(40e9);
  expect(dpm.io.finished).toEqual([
    { operation: 'job', intendedNs: 20e9, done: 1 },
    { operation: 'archive', intendedNs: 20e9, done: 0 },
  ]);
});

test('the twin takes a reading that controls let through, and remembers where it came from', () => {
  const twin = twinOf();
  twin.hear(report(417, 5));
  expect(twin.state.value[2]).toBe(417);
  expect(twin.io.cells).toEqual(['keep 2']);
  expect(twin.io.finished).toEqual([{ operation: 'report', intendedNs: 5, done: 1 }]);
  twin.io.allows = () => false;
  twin.hear(report(999, 6));
  expect(twin.state.value[2]).toBe(417);
  expect(twin.io.finished.at(-1)).toEqual({ operation: 'report', intendedNs: 6, done: 0 });
});

test('an avatar is shown the room without motion, and the scene descends from every reading in it', () => {
  const twin = twinOf();
  twin.hear(report(417, 5));
  twin.hear({ kind: 'report', subject: 4, dataClass: 'personal', body: { quantity: 'motion', value: 1, at: 5 } });
  twin.hear({ kind: 'result', subject: firstSubjectWithoutNode, body: { task: 'occupancy', part: 1, value: 1 } });
  const said = twin.hear({
    kind: 'view',
    from: 37,
    number: 8,
    subject: firstSubjectWithoutNode,
    body: { room: 0, person: 40 },
  });
  expect(said).toMatchObject([{ how: 'reply', to: 37, re: 8, kind: 'scene' }]);
  expect(said[0]!.body).toEqual({ room: 0, values: [417], occupied: 1 });
  expect(twin.io.cells.slice(-2)).toEqual(['recall 2', `recall ${things.count}`]);
});

test('a twin that restarts knows nothing until reports come again', () => {
  const twin = twinOf();
  twin.hear(report(417, 5));
  twin.restart();
  const view = { kind: 'view' as const, from: 37, body: { room: 0, person: 40 } };
  expect(twin.hear(view)[0]!.body).toEqual({ room: 0, values: [], occupied: -1 });
  twin.hear(report(418, 9));
  expect(twin.hear(view)[0]!.body).toEqual({ room: 0, values: [418], occupied: -1 });
});

test('rooms and things that do not exist are not shown and not kept', () => {
  const twin = twinOf();
  expect(twin.hear({ kind: 'view', body: { room: 99, person: 40 } })).toEqual([]);
  twin.hear({ kind: 'report', subject: 99, body: { quantity: 'light', value: 1, at: 0 } });
  twin.hear({ kind: 'result', subject: firstSubjectWithoutNode + 99, body: { task: 'occupancy', part: 0, value: 1 } });
  expect(twin.io.cells).toEqual([]);
});
