import { expect, test } from 'vitest';
import { Handshake } from '../shared/handshake.ts';
import { Resumptions } from './resumptions.ts';

/** A handshake on a channel, after which each end took the other for what its name says. */
const proved = (channel: number, initiator = 1, responder = 2): Handshake => {
  const handshake = new Handshake({
    channel,
    session: channel * 2,
    initiator,
    responder,
    epoch: 0,
    intendedNs: 0,
    label: 0,
    ring: null,
    mode: 'full',
    means: { initiator: [], responder: [], both: [], dispensable: new Set() },
    claimedName: `node ${initiator}`,
    responderName: `node ${responder}`,
  });
  handshake.atInitiator.provedName = `node ${responder}`;
  handshake.atResponder.provedName = `node ${initiator}`;
  handshake.atInitiator.protect = true;
  return handshake;
};

test('each end recalls what it learnt of the other, whoever begins the next time', () => {
  const resumptions = new Resumptions();
  resumptions.keep(proved(7), 0, 100);
  for (const [initiator, responder] of [
    [1, 2],
    [2, 1],
  ] as const) {
    const again = proved(7, initiator, responder).resumed();
    resumptions.recall(again, 'initiator', again.atInitiator);
    resumptions.recall(again, 'responder', again.atResponder);
    expect(again.atInitiator.provedName).toBe(`node ${responder}`);
    expect(again.atResponder.provedName).toBe(`node ${initiator}`);
    expect(again.atInitiator.protect).toBe(initiator === 1);
  }
});

test('what has run out is neither found nor kept', () => {
  const resumptions = new Resumptions();
  for (let channel = 0; channel < 1000; channel++) resumptions.keep(proved(channel), channel, channel + 10);
  expect(resumptions.size).toBe(10);
  expect([989, 990, 999].map((channel) => resumptions.holds(channel, 1000))).toEqual([false, false, true]);
  expect(resumptions.size).toBe(9);
  resumptions.forget(999);
  expect([resumptions.holds(999, 1000), resumptions.size]).toEqual([false, 8]);
});
