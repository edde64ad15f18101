import { expect, test } from 'vitest';
import type { TreeHead } from '../framework/merkle/transparency-log.ts';
import { at, authorityNode, enrolment, firstAgent, iotNode, things } from './testing/one-room.ts';
import { Driven } from './testing/recording-io.ts';
import { iotPlatform } from './iot-platform.ts';
import { thingsAgent } from './things-agent.ts';

const head = (size: number): TreeHead => ({ size, root: {} as never, atNs: 0, signature: {} as never });
const heads = [{ issuer: 'root', heads: [head(3), head(2), head(1)] }];
const status = { authority: at<'identity-storage'>(authorityNode), refreshNs: 600e9 };
const gossip = { peers: [at<'things-agent'>(50), at<'things-agent'>(51)], everyNs: 5e9, most: 2 };

const agentOf = (given: { gossip?: typeof gossip }) => {
  const agent = new Driven(
    thingsAgent({
      iotPlatform: at(iotNode),
      secureDpm: at(firstAgent + 1),
      enrolment,
      status,
      pendingCommands: 4,
      commandTimeoutNs: 5e9,
      ...given,
    }),
    firstAgent,
  );
  agent.io.heads = heads;
  return agent;
};
/** What was pushed to whom until a moment. */
const pushed = (from: Pick<ReturnType<typeof agentOf>, 'start' | 'runUntil' | 'io'>, untilNs: number) => {
  from.start();
  from.runUntil(untilNs);
  return from.io.said.filter(({ kind }) => kind === 'heads');
};

test('a platform pushes what it has heard of last to one peer a period, by lot', () => {
  const said = pushed(agentOf({ gossip }), 200e9);
  expect(said).toHaveLength(40);
  expect(said[0]).toMatchObject({ point: 'RP-X', body: { issuer: 'root', heads: [{ size: 3 }, { size: 2 }] } });
  const toFirst = said.filter(({ to }) => to === 50).length;
  expect(toFirst).toBeGreaterThan(8);
  expect(toFirst).toBeLessThan(32);
});

test('an IoT platform pushes to the platforms that it serves', () => {
  const platform = new Driven(
    iotPlatform({
      things,
      thingsAgents: gossip.peers,
      mappedBy: new Uint32Array(things.rooms).fill(3),
      enrolment,
      status,
      pendingCommands: 4,
      commandTimeoutNs: 5e9,
      commandTries: 2,
      gossip,
    }),
    iotNode,
  );
  platform.io.heads = heads;
  const said = pushed(platform as never, 20e9);
  expect(said.map(({ point }) => point)).toEqual(['RP-I', 'RP-I', 'RP-I', 'RP-I']);
});

test('without peers, without heads and without terms nothing is pushed', () => {
  expect(pushed(agentOf({}), 60e9)).toEqual([]);
  expect(pushed(agentOf({ gossip: { ...gossip, peers: [] } }), 60e9)).toEqual([]);
  const deaf = agentOf({ gossip });
  deaf.io.heads = [];
  expect(pushed(deaf, 60e9)).toEqual([]);
});

test('its party hears every head that a peer pushes', () => {
  const agent = agentOf({ gossip });
  agent.hear({ kind: 'heads', from: 50, subject: 50, body: heads[0]! });
  expect(agent.io.heard.map(({ issuer, head: { size } }) => `${issuer} ${size}`)).toEqual([
    'root 3',
    'root 2',
    'root 1',
  ]);
});
