import { auditLog } from '../../sim/components/audit-log.ts';
import { beginGossip, gossipWoke, headsCame } from '../../sim/components/head-gossip.ts';
import type { GossipTerms } from '../../sim/components/head-gossip.ts';
import { identityStorage } from '../../sim/components/identity-storage.ts';
import type { Component } from '../../sim/framework/component.ts';
import type { Address } from '../../sim/framework/figure.ts';
import { seconds } from '../../sim/framework/time.ts';
import { constant } from '../../sim/kernel/distributions/constant.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { pushRounds } from './closed-forms.ts';
import { ofMeans, sized } from './estimate.ts';
import { instantLink, longestRunNs, playTiny } from './tiny-cast.ts';

const roundNs = seconds(1);
/** One rumour after the other; the last one has long been with everybody by then. */
const roundsARumour = 30;
const rumourNs = roundsARumour * roundNs;
const [authority, log, firstMember] = [0, 1, 3];
const memberAt = (place: number): Address<'things-agent'> => (firstMember + place) as Address<'things-agent'>;
/** Only the last head, so that a message holds one rumour. */
const most = 1;

const timerEnrol = 1;

/** It gets a new certificate for each rumour, and tells one member of the head that came with it. */
const teller = (terms: GossipTerms): Component<'things-agent', object> => ({
  role: 'things-agent',
  code: 'teller 1',
  state: () => ({}),
  start(_state, _index, io) {
    beginGossip(io, terms);
    io.wake(timerEnrol, rumourNs / 2);
  },
  receive(_state, _index, message, io) {
    if (message.kind === 'enrolled') io.identity.install(message.body.credential);
  },
  wake(_state, _index, timer, _argument, io) {
    if (gossipWoke(timer, io, terms, (peer, heads) => io.send('RP-X', peer, heads))) return;
    const body = { identifier: io.identity.name, request: io.identity.request() };
    const draft = { kind: 'enrol', subject: io.node, dataClass: 'operational', body } as const;
    io.send('RP-D', authority as Address<'identity-storage'>, draft);
    io.wake(timerEnrol, rumourNs);
  },
});

/** What became of one rumour. */
interface Spread {
  members: number;
  readonly firstNs: number;
  lastNs: number;
}

/** It pushes what it heard of last to another by lot, once a round, as platforms do. */
const member = (members: number, spreads: Map<number, Spread>): Component<'things-agent', object> => {
  const others = Array.from({ length: members }, (_, place) =>
    Array.from({ length: members - 1 }, (_unused, other) => memberAt(other < place ? other : other + 1)),
  );
  const termsOf = (node: number): GossipTerms => ({ peers: others[node - firstMember]!, everyNs: roundNs, most });
  return {
    role: 'things-agent',
    code: 'member 1',
    state: () => ({}),
    start: (_state, _index, io) => beginGossip(io, termsOf(io.node)),
    receive(_state, _index, message, io) {
      if (message.kind !== 'heads' || headsCame(message, io) === 0) return;
      const { size } = message.body.heads[0]!;
      const spread = spreads.get(size) ?? { members: 0, firstNs: io.now, lastNs: io.now };
      spreads.set(size, spread);
      spread.members++;
      spread.lastNs = io.now;
    },
    wake: (_state, _index, timer, _argument, io) =>
      void gossipWoke(timer, io, termsOf(io.node), (peer, heads) => io.send('RP-X', peer, heads)),
  };
};

/** V-L3: heads of a log among a thousand platforms that push. `lossShare` other than none is a range that is wrong. */
export const pushGossip = ({ members = 1000, lossShare = 0 } = {}): Anchor => ({
  rows: [
    {
      id: 'V-L3',
      name: `rounds of push gossip until all of ${members} know a head`,
      expected: pushRounds(members),
      widest: widest(pushRounds(members), 0.06),
    },
  ],
  through:
    'gossip of heads on a cast that all know each other, log of an identity storage, what each party has heard, virtual world',
  run(effort) {
    const rumours = sized(130, effort, 6);
    const spreads = new Map<number, Spread>();
    const component = member(members, spreads);
    const called = Array.from({ length: members }, (_, place) => `member ${place + 1}`);
    // Pushes of one round arrive between it and the next.
    const slow = { ...instantLink, latency: constant({ value: roundNs / 2 }) };
    const link = {
      ...slow,
      ...(lossShare === 0 ? {} : { loss: { kind: 'bernoulli', p: lossShare } as const }),
    };
    const peers = called.map((_, place) => memberAt(place));
    playTiny(
      {
        name: 'V-L3',
        nodes: [
          {
            name: 'authority',
            component: identityStorage({
              lifetimeNs: longestRunNs,
              publishNs: longestRunNs,
              listLifeNs: longestRunNs,
              auditLog: log as Address<'audit-log'>,
            }),
            cells: 0,
          },
          { name: 'audit log', component: auditLog({ entries: 16 }), cells: 0 },
          { name: 'source', component: teller({ peers, everyNs: rumourNs, most }), cells: 0, party: 'source' },
          // What one node of a party knows the others know.
          ...called.map((name) => ({ name, component, cells: 0, party: name })),
        ],
        wires: [
          { point: 'RP-O', from: 'authority', to: 'audit log' },
          { point: 'RP-D', from: 'source', to: 'authority', channel: 'handshake' },
          ...called.map((to) => ({ point: 'RP-X', from: 'source', to, link: slow }) as const),
          ...called.flatMap((from, place) =>
            called.slice(place + 1).map((to) => ({ point: 'RP-X', from, to, link }) as const),
          ),
        ],
        logs: true,
        warmUpNs: 0,
        untilNs: (rumours + 1) * rumourNs,
      },
      keyOf(effort.seed, 0, 'V-L3')[0]!,
      [],
    );
    const rounds = [...spreads.values()].slice(0, rumours).map(({ members: reached, firstNs, lastNs }) => {
      if (reached < members) throw new RangeError(`V-L3: a head reached ${reached} of ${members} members`);
      return Math.round((lastNs - firstNs) / roundNs);
    });
    return [ofMeans(rounds, effort)];
  },
});
