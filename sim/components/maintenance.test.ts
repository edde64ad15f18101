import { expect, test } from 'vitest';
import { fullFledgedDevice } from './full-fledged-device.ts';
import { iotPlatform } from './iot-platform.ts';
import type { UpdateTerms } from './iot-platform.ts';
import { at, authorityNode, bookings, enrolment, firstAgent, iotNode, things } from './testing/one-room.ts';
import { Driven } from './testing/recording-io.ts';

const lampNode = 5;
const [peer, stranger] = [6, 7];
const image = { code: 'lamp 2', version: 3, length: 1000, signature: null };
const secrets = new Uint32Array(8).fill(9);
const device = (maintained = true) =>
  new Driven(
    fullFledgedDevice({
      things,
      iotPlatform: at(iotNode),
      enrolment,
      enrolWithinNs: 5e9,
      reportNs: 30e9,
      bookings,
      ...(maintained ? { maintenance: { first: things.first, secrets, loginNs: 30e9, manager: iotNode } } : {}),
    }),
    lampNode,
  );
const login = (lamp: Driven<unknown>, secret: number, from = peer) =>
  lamp.hear({ kind: 'login', from, point: 'RP-T', body: { secret } })[0]?.body;
const bring = (lamp: Driven<unknown>, from = peer, via = from) =>
  lamp.hear({ kind: 'image', from, via, point: 'RP-T', body: image })[0]?.body;

test('only who has logged in at this address, and not long ago, may bring code', () => {
  const lamp = device();
  expect(bring(lamp)).toEqual({ done: 0 });
  expect(login(lamp, 8)).toEqual({ done: 0 });
  expect(bring(lamp)).toEqual({ done: 0 });
  expect(login(lamp, 9)).toEqual({ done: 1 });
  expect(bring(lamp, stranger)).toEqual({ done: 0 });
  // It claims the name of who has logged in.
  expect(bring(lamp, peer, stranger)).toEqual({ done: 0 });
  expect(lamp.io.ran).toEqual([]);
  lamp.io.now = 29e9;
  expect(bring(lamp)).toEqual({ done: 1 });
  lamp.io.now = 30e9;
  expect(bring(lamp)).toEqual({ done: 0 });
  expect(lamp.io.ran).toEqual([{ running: 0 }]);
});

test('a login ends with a restart, and with the next one from elsewhere', () => {
  const lamp = device();
  login(lamp, 9);
  login(lamp, 9, stranger);
  expect(bring(lamp)).toEqual({ done: 0 });
  lamp.restart();
  expect(bring(lamp, stranger)).toEqual({ done: 0 });
});

test('whoever manages the thing needs no login, and the thing says which version it has when it is offered another', () => {
  const lamp = device();
  expect(bring(lamp, iotNode)).toEqual({ done: 1 });
  lamp.restart();
  bring(lamp, iotNode);
  expect(lamp.io.ran).toEqual([{ running: 0 }, { running: 3 }]);
});

test('what is forbidden is not run, and the version stays', () => {
  const lamp = device();
  lamp.io.allows = (purpose) => purpose !== 'run';
  expect(bring(lamp, iotNode)).toEqual({ done: 0 });
  expect(bring(lamp, iotNode)).toEqual({ done: 0 });
  expect(lamp.io.ran).toEqual([{ running: 0 }, { running: 0 }]);
});

test('a thing without a maintenance service hears neither', () => {
  const lamp = device(false);
  expect(login(lamp, 9)).toBeUndefined();
  expect(bring(lamp, iotNode)).toBeUndefined();
});

test('an IoT platform brings a release to its own devices, one after the other, once', () => {
  const update: UpdateTerms = { atNs: 60e9, code: 'lamp 2', version: 3, length: 1000, gapNs: 1e8 };
  const platform = new Driven(
    iotPlatform({
      things,
      thingsAgents: [at(firstAgent)],
      mappedBy: Uint32Array.of(1, 1),
      enrolment,
      status: { authority: at<'identity-storage'>(authorityNode), refreshNs: 60e9 },
      pendingCommands: 2,
      commandTimeoutNs: 1e9,
      commandTries: 3,
      update,
    }),
    iotNode,
  );
  platform.start();
  const imagesIn = (untilNs: number) => platform.runUntil(untilNs).filter(({ kind }) => kind === 'image');
  expect(imagesIn(59.9e9)).toEqual([]);
  const said = imagesIn(90e9);
  const own = Array.from({ length: things.count }, (_, thing) => thing).filter(
    (thing) => things.upward[thing] === iotNode,
  );
  expect(own.length).toBeGreaterThan(1);
  expect(said.map(({ to }) => to)).toEqual(own.map((thing) => things.first + thing));
  expect(said[0]).toMatchObject({ point: 'RP-T', dataClass: 'public', body: { code: 'lamp 2', version: 3 } });
  // Who comes back after it does not begin anew.
  platform.start();
  expect(imagesIn(200e9)).toEqual([]);
});
