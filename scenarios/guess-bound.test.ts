import { expect, test } from 'vitest';
import { auditLog } from '../sim/components/audit-log.ts';
import { avatarAgent } from '../sim/components/avatar-agent.ts';
import { rateLimit } from '../sim/controls/rate-limit.ts';
import { credentialStuffing } from '../attacks/credential-stuffing.ts';
import type { Attack } from '../sim/framework/attack.ts';
import type { Component } from '../sim/framework/component.ts';
import type { Address } from '../sim/framework/figure.ts';
import { seconds } from '../sim/framework/time.ts';
import { Stream, keyOf } from '../sim/kernel/stream.ts';
import { agrees, ofTrials } from './anchors/estimate.ts';
import { playTiny } from './anchors/tiny-cast.ts';
import { enrolmentAt } from './kit/enrolment.ts';

const [doorNode, logNode, firstPerson] = [0, 1, 2];
const persons = 1200;
const reuseShare = 0.43;
/** For how long secrets are tried, s. */
const forSeconds = 10;
const limit = { perSecond: 20, burst: 60 };

const visitor: Component<'person', object> = {
  role: 'person',
  code: 'visitor 1',
  state: () => ({}),
  start: () => undefined,
  receive: () => undefined,
  wake: () => undefined,
};

/** What came of tries over one line, so many a second, at a door that allows `limit`: those that were answered, and those let in. */
function tried(perSecond: number, seed: number): { readonly judged: number; readonly letIn: number } {
  const stream = new Stream(keyOf(seed, 'persons', 'reuse'));
  const accounts = Array.from({ length: persons }, (_, index) => ({
    party: 'house',
    person: firstPerson + index,
    secret: stream.uniform() < reuseShare ? `${index} of the leak` : `${index} of this door`,
  }));
  const leak = accounts.map(({ person }, index) => ({ person, door: doorNode, secret: `${index} of the leak` }));
  let [judged, letIn] = [0, 0];
  const overOneLine: Attack = {
    ...credentialStuffing,
    intensity: { everyNs: 1, source: 'one attempt' },
    *campaign(hand) {
      const line = hand.open('RP-A', doorNode, hand.stage.accounts['stranger']!.person, null);
      yield { line };
      hand.step('try');
      for (const { person, secret } of hand.stage.leaks!['another plaza']!.slice(0, perSecond * forSeconds)) {
        hand.say(line, { kind: 'enter', subject: person, dataClass: 'personal', body: { person, secret } });
        yield hand.wait(seconds(1 / perSecond));
      }
      judged = line.inbox.length;
      letIn = line.inbox.filter(({ kind }) => kind === 'entered').length;
      yield hand.wait(seconds(100));
    },
  };
  const door = avatarAgent({
    entityAgent: doorNode as Address<'entity-agent'>,
    auditLog: logNode as Address<'audit-log'>,
    enrolment: enrolmentAt(logNode as Address<'identity-storage'>),
    tokenLifeNs: seconds(300),
    pendingRequests: 8,
    requestTimeoutNs: seconds(5),
    secretRounds: 10_000,
  });
  playTiny(
    {
      name: 'guess bound',
      nodes: [
        { name: 'door', component: door, cells: 0 },
        { name: 'log', component: auditLog({ entries: 16 }), cells: 0 },
        { name: 'persons', component: visitor, cells: 0, count: persons },
      ],
      wires: [
        { point: 'RP-A', from: 'persons', to: 'door' },
        { point: 'RP-O', from: 'door', to: 'log' },
      ],
      standing: [rateLimit({ messages: { person: limit }, hellos: { perSecond: 5, burst: 20 }, standIn: limit })],
      attacks: [overOneLine],
      accounts,
      stage: {
        accounts: { stranger: { person: firstPerson, door: doorNode } },
        leaks: { 'another plaza': leak },
      },
      warmUpNs: 0,
      untilNs: seconds(forSeconds + 10),
    },
    seed,
    [],
  );
  return { judged, letIn };
}

test.each([5, 15, 100])(
  'at %i tries a second over one line no more are judged than the rate limit allows, and of these those who reuse a secret are let in',
  (perSecond) => {
    const runs = [1, 2, 3, 4, 5, 6].map((seed) => tried(perSecond, seed));
    // Tries until the last: burst + rate x time, where so many are made at all.
    const most = Math.min(perSecond * forSeconds, limit.burst + limit.perSecond * forSeconds);
    let [judged, letIn] = [0, 0];
    for (const run of runs) {
      expect(Math.abs(run.judged - most)).toBeLessThanOrEqual(2);
      judged += run.judged;
      letIn += run.letIn;
    }
    const estimate = ofTrials(letIn, judged, { seed: 1, share: 1, confidence: 0.999 });
    expect(agrees({ id: 'guess bound', name: 'share let in', expected: reuseShare, widest: 1 }, estimate)).toBe(true);
  },
);
