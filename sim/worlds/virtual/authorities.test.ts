import { describe, expect, test } from 'vitest';
import type { Authority } from '../../framework/authority.ts';
import type { Io } from '../../framework/component.ts';
import type { CastEvent } from '../../framework/scenario.ts';
import { refusals } from '../../framework/verdict.ts';
import { beginStatusPoll, statusWoke } from '../../components/status-poll.ts';
import { tokenContent } from '../../controls/tokens.ts';
import type { PrivateKey } from '../../framework/crypto.ts';
import { statusContent } from '../shared/issuer.ts';
import type { Issuer } from '../shared/issuer.ts';
import { acting, at, reading, second, smallHouse } from './testing/small-house.ts';
import type { SmallHouse } from './testing/small-house.ts';

const suites = ['symbolic', 'openssl'] as const;

/** Node numbers of the house. */
const authorityA = 0;
const authorityB = 1;
const visitor = 2;
const host = 3;
const stranger = 4;
const authorityC = 5;

/** Time between two lists of an authority, and between two questions of B's parties to their own one and to A. */
const publishNs = 10 * second;
const ownRefreshNs = 20 * second;
const refreshNs = 60 * second;

/** What a federation of a test changes about the plain one. */
interface Changed extends Partial<SmallHouse> {
  readonly trustsOfB?: Authority['trusts'];
  readonly staying?: boolean;
}

const publishing = () =>
  acting('identity-storage', {
    start: (_state, _index, io) => io.wake(1, 1),
    wake: (_state, _index, _timer, _argument, io) => {
      io.identity.publish(10 * refreshNs);
      io.wake(1, publishNs);
    },
    receive: (_state, _index, message, io) => {
      if (message.kind !== 'status') return;
      const list = io.identity.publish(10 * refreshNs);
      io.reply({ kind: 'statusList', subject: io.node, dataClass: 'public', body: { list } });
    },
  });

/** Speaks once a second to the host, on a channel of its own each time or on one that stays. */
const speaking = (staying: boolean) =>
  acting('iot-platform', {
    start: (_state, _index, io) => io.wake(1, second / 2),
    wake: (_state, _index, _timer, _argument, io: Io<'iot-platform'>) => {
      if (!staying) io.leave('RP-I', at<'things-agent'>(host));
      io.send('RP-I', at<'things-agent'>(host), reading(io.node));
      io.wake(1, second);
    },
  });

/** Listens to everybody, and asks its own authority and its partners for their lists. */
const hosting = () => {
  const ask = (io: Io<'things-agent'>, authority: number): void =>
    void io.send('RP-D', at<'identity-storage'>(authority), {
      kind: 'status',
      subject: io.node,
      dataClass: 'public',
      body: { since: 0 },
    });
  return acting('things-agent', {
    start: (_state, _index, io) => {
      io.wake(1, ownRefreshNs);
      io.identity.partners.forEach((partner, index) => io.wake(2, partner.refreshNs, index));
    },
    wake: (_state, _index, timer, argument, io) => {
      const partner = io.identity.partners[argument];
      ask(io, timer === 1 ? authorityB : partner!.authority);
      io.wake(timer, timer === 1 ? ownRefreshNs : partner!.refreshNs, argument);
    },
    receive: (_state, _index, message, io) => {
      if (message.kind === 'statusList') io.identity.learn(message.body.list);
    },
  });
};

/**
 * Two authorities that trust each other, and a third whose root is in nobody's bundle:
 *
 *   authority A    authority B ◀─RP-D─ host ─RP-D─▶ authority A        authority C
 *   visitor of A ───RP-I──▶ host of B ◀──RP-I─── stranger of C
 */
const federation = ({ trustsOfB = [{ node: authorityA, refreshNs }], staying = false, ...changed }: Changed = {}) =>
  smallHouse({
    nodes: [
      { name: 'authority-a', component: publishing(), party: 'a' },
      { name: 'authority-b', component: publishing(), party: 'b' },
      { name: 'visitor', component: speaking(staying), party: 'a-platform' },
      { name: 'host', component: hosting(), party: 'b-platform' },
      { name: 'stranger', component: speaking(staying), party: 'c' },
      { name: 'authority-c', component: publishing(), party: 'c' },
    ],
    wires: [
      { point: 'RP-I', from: 'visitor', to: 'host', channel: 'handshake' },
      { point: 'RP-I', from: 'stranger', to: 'host', channel: 'handshake' },
      { point: 'RP-D', from: 'host', to: 'authority-a' },
      { point: 'RP-D', from: 'host', to: 'authority-b' },
    ],
    authorities: [
      { node: authorityA, parties: ['a', 'a-platform'], trusts: [{ node: authorityB, refreshNs: null }] },
      { node: authorityB, parties: ['b', 'b-platform'], trusts: trustsOfB },
      { node: authorityC, parties: ['c'], trusts: [{ node: authorityB, refreshNs: null }] },
    ],
    standing: ['C01', 'C04'],
    ...changed,
  });

/** Moments at which the host heard a report of a node, ns. */
const heard = ({ log }: ReturnType<typeof federation>, from: number): readonly number[] =>
  log.all().flatMap(({ kind, node, peer, message, atNs }) => {
    return kind === 'delivered' && node === host && peer === from && message === 'report' ? [atNs] : [];
  });

/** What ended channels or messages of a node, as `C01 wrong-peer`, in order. */
const refused = ({ log }: ReturnType<typeof federation>, from: number): readonly string[] =>
  log.all().flatMap(({ kind, node, peer, detail, outcome }) => {
    const counts = kind === 'refused' || (kind === 'not-opened' && outcome !== 0);
    return counts && (node === from || peer === from) ? [`C0${detail} ${refusals[outcome]}`] : [];
  });

/** Moments at which a node that speaks every second is heard between two others, ns. */
const everySecond = (fromNs: number, untilNs: number): readonly number[] => {
  const moments = Array.from({ length: 1000 }, (_, count) => second / 2 + count * second);
  return moments.filter((moment) => moment >= fromNs && moment < untilNs);
};

/** What the host hears of a node, rounded to when it was said. */
const saidTo = (made: ReturnType<typeof federation>, from: number): readonly number[] =>
  heard(made, from).map((moment) => Math.floor(moment / (second / 2)) * (second / 2));

/** A question and its answer take a link of a millisecond each way, and no time is charged. */
const answered = 2_002_000;

describe.each(suites)('two authorities that trust each other, and a third that nobody trusts: %s', (suite) => {
  test('a party of A is heard by a party of B, and who holds a certificate of C is not, with its own reason', () => {
    const made = federation({ suite });
    made.world.run(20 * second);
    expect(saidTo(made, visitor)).toEqual(everySecond(0, 20 * second));
    expect(refused(made, visitor)).toEqual([]);
    expect(heard(made, stranger)).toEqual([]);
    expect(new Set(refused(made, stranger))).toEqual(new Set(['C01 untrusted-issuer']));
  });

  test('nobody is heard of an authority that its host’s authority does not trust, whoever trusts whom the other way', () => {
    const made = federation({ suite, trustsOfB: [] });
    made.world.run(20 * second);
    expect(heard(made, visitor)).toEqual([]);
    expect(new Set(refused(made, visitor))).toEqual(new Set(['C01 untrusted-issuer']));
  });

  test('trust that ends and begins again counts from the next list of the own authority, and no earlier', () => {
    const events: CastEvent[] = [
      { atNs: 30.2 * second, event: 'distrust', node: authorityB, of: authorityA },
      { atNs: 70.2 * second, event: 'trust', node: authorityB, of: authorityA },
    ];
    const made = federation({ suite, events });
    made.world.run(100 * second);
    const said = saidTo(made, visitor);
    // Asked at 40 s and at 80 s; who was turned away waits for some seconds before it tries again.
    expect(said.filter((moment) => moment < 80 * second)).toEqual(everySecond(0, 40 * second));
    expect(said.filter((moment) => moment > 90 * second)).toEqual(everySecond(90 * second, 100 * second));
    expect(new Set(refused(made, visitor))).toEqual(new Set(['C01 untrusted-issuer']));
  });

  test('a channel that is open when its issuer loses trust falls silent with the list that says so', () => {
    const events: CastEvent[] = [{ atNs: 30.2 * second, event: 'distrust', node: authorityB, of: authorityA }];
    const made = federation({ suite, events, staying: true });
    made.world.run(41 * second);
    expect(saidTo(made, visitor)).toEqual(everySecond(0, 40 * second));
    expect(refused(made, visitor)).toEqual(['C04 untrusted-issuer']);
  });

  test('what A revokes is heard by parties of B until their next refresh, and not a question longer', () => {
    const events: CastEvent[] = [{ atNs: 70.2 * second, event: 'revoke', node: visitor }];
    const made = federation({ suite, events });
    const { trusts, rings } = made.house;
    const { credential } = rings.own(visitor);
    const knows = (): boolean => trusts.of(host).revoked(credential!);
    made.world.run(2 * refreshNs + answered - 1);
    expect(knows()).toBe(false);
    made.world.run(2 * refreshNs + answered);
    expect(knows()).toBe(true);
    made.world.run(150 * second);
    expect(saidTo(made, visitor)).toEqual(everySecond(0, 2 * refreshNs));
    expect(new Set(refused(made, visitor))).toEqual(new Set(['C04 revoked-credential']));
    // Serials count for each authority by itself: the host's own certificate has the same.
    const own = rings.own(host).credential!;
    expect([own.serial, own.issuer === credential!.issuer]).toEqual([credential!.serial, false]);
    expect(trusts.of(host).revoked(own)).toBe(false);
  });

  test('a certificate of a root in nobody’s bundle is refused, by the issuer’s name where nobody trusts one of that name', () => {
    const refusedWith = (name: (nameOfA: string) => string): ReadonlySet<string> => {
      const made = federation({ suite });
      const { rings, suite: terms, cast } = made.house;
      const ring = rings.own(visitor);
      const rogue = terms.root(name(rings.issuers[0]!.name), 0, 1000 * second);
      const request = terms.request(ring.pair!, cast.household.nameOf(visitor));
      const life = { notBeforeNs: 0, notAfterNs: 900 * second };
      ring.credential = terms.issue(rogue, request, { serial: 1001, kind: 'node', ...life });
      made.world.run(5 * second);
      expect(heard(made, visitor)).toEqual([]);
      return new Set(refused(made, visitor));
    };
    expect(refusedWith(() => 'a root of my own')).toEqual(new Set(['C01 untrusted-issuer']));
    expect(refusedWith((nameOfA) => nameOfA)).toEqual(new Set(['C01 untrusted-chain']));
  });

  test('an authority speaks for itself only: no root of a third and no revocation of another slips in with its list', () => {
    const { house } = federation({ suite });
    const { trusts, rings, suite: terms } = house;
    const [a, b, c] = rings.issuers as [Issuer, Issuer, Issuer];
    const names = (): readonly string[] => trusts.of(host).roots.map(({ name }) => name);
    a.trust(c);
    b.revoke('host 3');
    expect(trusts.learn(host, a.publish(second, refreshNs))).toBe(true);
    expect(names()).toEqual([b.name, a.name]);
    // A list of C holds for who trusts C, and A cannot sign one for B.
    expect(trusts.learn(host, c.publish(second, refreshNs))).toBe(false);
    const feigned = { ...b.publish(second, refreshNs), roots: [b.root, c.root] };
    const byA = (privateKey: PrivateKey) => ({ ...feigned, signature: terms.sign(privateKey, statusContent(feigned)) });
    const { privateKey } = terms.keyPair();
    for (const list of [feigned, byA(privateKey), { ...a.publish(second, refreshNs), issuer: b.name }]) {
      expect(trusts.learn(host, list)).toBe(false);
    }
    expect(names()).toEqual([b.name, a.name]);
    // What its own authority says, it does.
    b.trust(c);
    b.distrust(a);
    expect(trusts.learn(host, b.publish(second, refreshNs))).toBe(true);
    expect(names()).toEqual([b.name, c.name]);
    expect([a, b, c].map(({ name }) => trusts.of(host).statusOf(name) !== null)).toEqual([false, true, false]);
  });

  test('a token is one of the authority of the platform that granted it, and no other platform takes it', () => {
    const { rings, trusts, suite: terms } = federation({ suite }).house;
    const token = rings.issuerOf(host).grant({ person: visitor, scopes: ['view'] }, 'visitor 2', 0, second);
    const genuineAt = (node: number): boolean =>
      terms.verify(trusts.of(node).tokenKey!, tokenContent(token), token.signature);
    expect([authorityB, host, authorityA, visitor].map(genuineAt)).toEqual([true, true, false, false]);
  });
});

test('without a refresh the first word on another authority is the last, and who must know more turns it away in time', () => {
  const events: CastEvent[] = [{ atNs: 70.2 * second, event: 'revoke', node: visitor }];
  const fixed = { events, trustsOfB: [{ node: authorityA, refreshNs: null }] };
  const soft = federation(fixed);
  soft.world.run(700 * second);
  expect(saidTo(soft, visitor)).toEqual(everySecond(0, 700 * second));
  const hard = federation({ ...fixed, standing: ['C01', 'C05', 'C04'] });
  hard.world.run(700 * second);
  // The lists with which everybody is born are good for ten minutes.
  expect(saidTo(hard, visitor)).toEqual(everySecond(0, 600 * second));
  expect(new Set(refused(hard, visitor))).toEqual(new Set(['C05 status-unknown']));
});

test('both suites tell one story, fact for fact, of trust and revocation in a federation', () => {
  const events: CastEvent[] = [
    { atNs: 30.2 * second, event: 'distrust', node: authorityB, of: authorityA },
    { atNs: 50.2 * second, event: 'trust', node: authorityB, of: authorityA },
    { atNs: 100.2 * second, event: 'revoke', node: visitor },
  ];
  const [symbolic, openssl] = suites.map((suite) => {
    const { world } = federation({ suite, events, costs: { verify: 1000, sign: 500, handle: 100 } });
    world.run(200 * second);
    return world.recorder.digest();
  });
  expect(symbolic).toBe(openssl);
});

test('a component of a party asks its partners by itself, at the end of each period', () => {
  const asked: string[] = [];
  const io = {
    node: host,
    identity: { partners: [{ authority: at<'identity-storage'>(authorityA), refreshNs }] },
    send: (_point: 'RP-D', to: number) => asked.push(`ask ${to}`),
    wake: (timer: number, delayNs: number, argument = 0) => void asked.push(`${timer} ${delayNs / second} ${argument}`),
  } as unknown as Parameters<typeof beginStatusPoll>[0];
  const terms = { authority: at<'identity-storage'>(authorityB), refreshNs: ownRefreshNs };
  beginStatusPoll(io);
  expect(statusWoke({ timer: 112, argument: 0 }, io, terms)).toBe(true);
  expect(statusWoke({ timer: 111, argument: 0 }, io, terms)).toBe(true);
  expect(asked).toEqual(['111 0 0', '112 60 0', 'ask 0', '112 60 0', 'ask 1', '111 20 0']);
});

test.each<[string, readonly Authority[]]>([
  ['party right has 0 authorities', [{ node: 0, parties: ['left'], trusts: [] }]],
  ['party left has 2 authorities', [0, 1].map((node) => ({ node, parties: ['left', 'right'], trusts: [] }))],
  [
    'authority 0 trusts node 1, which is no other authority',
    [{ node: 0, parties: ['left', 'right'], trusts: [{ node: 1, refreshNs: null }] }],
  ],
])('a cast in which %s is refused', (reason, authorities) => {
  const house = (): unknown =>
    smallHouse({
      nodes: [
        { name: 'left', component: acting('gateway'), party: 'left' },
        { name: 'right', component: acting('iot-platform'), party: 'right' },
      ],
      wires: [],
      authorities,
    });
  expect(house).toThrow(reason);
});
