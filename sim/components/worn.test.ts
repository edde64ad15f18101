import { expect, test } from 'vitest';
import { firstSubjectWithoutNode, quantities } from '../framework/datum.ts';
import type { Purpose } from '../framework/datum.ts';
import { entityAgent } from './entity-agent.ts';
import { secureDpm } from './secure-dpm.ts';
import { at, enrolment } from './testing/one-room.ts';
import { Driven } from './testing/recording-io.ts';
import { byRoom } from './things.ts';

/** A thermometer and the wrist band of who lives in the room. */
const things = byRoom({
  first: 0,
  count: 2,
  rooms: 1,
  quantity: Uint8Array.of(quantities.indexOf('temperature'), quantities.indexOf('pulse')),
  room: Int32Array.of(0, 0),
  upward: Int32Array.of(20, 20),
});
const [thermometer, band] = [0, 1];
const twinNode = 31;

const dpmOf = () => {
  const dpm = new Driven(
    secureDpm({
      things,
      entityAgent: at(twinNode),
      storageAgent: at(34),
      secureConnector: at(36),
      asksConsent: true,
      groups: 1,
      groupNs: 10e9,
    }),
    32,
  );
  dpm.io.allows = () => dpm.io.used.at(-1)!.circumstances.consented !== false;
  dpm.start();
  return dpm;
};
const twinOf = () => {
  const twin = new Driven(
    entityAgent({ things, thingsAgent: at(30), enrolment, pendingCommands: 4, commandTimeoutNs: 1e9 }),
    twinNode,
  );
  twin.start();
  return twin;
};

const reading = (thing: number, value: number, atNs = 0) => ({
  kind: 'report' as const,
  point: 'RP-M' as const,
  from: 30,
  subject: thing,
  body: { quantity: thing === band ? ('pulse' as const) : ('temperature' as const), value, at: atNs },
});
const choice = (agreed: readonly Purpose[], since: number) => ({
  kind: 'consent' as const,
  point: 'RP-M' as const,
  from: 33,
  number: 7,
  subject: firstSubjectWithoutNode,
  body: { person: 80, room: 0, agreed, since },
});
const view = {
  kind: 'view' as const,
  point: 'RP-M' as const,
  from: 37,
  number: 8,
  subject: firstSubjectWithoutNode,
  body: { room: 0, person: 80 },
};

test('what a body tells gets to the twin only while its wearer agrees that an avatar shows it', () => {
  const dpm = dpmOf();
  expect(dpm.hear(reading(band, 70))).toEqual([]);
  dpm.hear(choice(['twin', 'animation'], 0));
  expect(dpm.hear(reading(band, 71))).toMatchObject([{ how: 'forward', kind: 'report', to: twinNode }]);
  expect(dpm.io.used.at(-1)).toEqual({ purpose: 'animation', circumstances: { consented: true } });
  dpm.hear(choice(['twin'], 5));
  expect(dpm.hear(reading(band, 72))).toEqual([]);
  // Of the room all goes on.
  expect(dpm.hear(reading(thermometer, 21))).toMatchObject([{ kind: 'report', to: twinNode }]);
});

test('what a body tells and the secure DPM cannot read goes no further, and into no window', () => {
  const dpm = dpmOf();
  dpm.hear(choice(['twin', 'aggregate', 'animation'], 0));
  expect(dpm.hear({ ...reading(band, 70), body: null as never })).toEqual([]);
  dpm.hear(reading(band, 70));
  expect(dpm.runUntil(10e9).filter(({ kind }) => kind === 'keep')).toEqual([]);
});

test('an avatar is shown how a wearer is now, as biometric, and nothing of how it was before', () => {
  const twin = twinOf();
  twin.hear(reading(thermometer, 21));
  const scene = () => twin.hear(view).find(({ kind }) => kind === 'scene');
  expect(scene()).toMatchObject({ dataClass: 'operational', body: { values: [21] } });
  twin.hear(reading(band, 70));
  expect(scene()).toMatchObject({ dataClass: 'biometric', body: { values: [21, 70] } });
  expect(twin.io.cells.at(-1)).toBe(`recall ${band}`);
  twin.io.now = 8e9 + 1;
  expect(scene()).toMatchObject({ dataClass: 'operational', body: { values: [21] } });
});
