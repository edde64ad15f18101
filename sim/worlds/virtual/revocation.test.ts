import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identityStorage } from '../../components/identity-storage.ts';
import { beginStatusPoll, statusWoke } from '../../components/status-poll.ts';
import { Driven } from '../../components/testing/recording-io.ts';
import { UnrulyNet } from '../../components/testing/unruly-net.ts';
import { credentialStatus } from '../../controls/credential-status.ts';
import { hardFailStatus } from '../../controls/hard-fail-status.ts';
import { atWork, opening, post, report } from '../../controls/testing/house.ts';
import type { Guard } from '../../framework/control.ts';
import type { Credential, StatusList, Suite } from '../../framework/crypto.ts';
import type { Issuer } from '../shared/issuer.ts';
import { Trusts } from '../shared/trusts.ts';
import { acting, at, second, smallHouse } from './testing/small-house.ts';

/** The authority, its verifiers, each a party of its own, and those whose credentials they judge. */
const authority = 0;
const verifiers = [1, 2, 3];
const holders = 6;

/** Time between two lists and between two questions of a verifier; how long a list is good for. */
const publishNs = 10 * second;
const refreshNs = 20 * second;
const lifeNs = 60 * second;

/** What the model knows of one list: what it revokes, and until when it counts. */
interface Listed {
  readonly list: StatusList;
  readonly revoked: ReadonlySet<number>;
}

/** A credential that was given out, and when it was revoked. */
interface Given {
  readonly name: string;
  readonly credential: Credential;
  revokedNs: number | null;
}

/** A verifier: the real trust of its party, real guards, and beside them the version that the model says it has heard of. */
interface Verifier {
  trusts: Trusts;
  guards: readonly Guard[];
  heard: Listed;
}

type Lists = 'serials' | 'filter';

/** An authority, verifiers that poll it over an unruly net, and people who show them credentials and lists; beside it a plain model. */
class Federation {
  readonly net: UnrulyNet;
  readonly given: Given[] = [];
  readonly published: Listed[] = [];
  readonly seen = { accepted: 0, revoked: 0, unknown: 0, acceptedLate: 0, old: 0 };
  private readonly suite: Suite;
  private readonly issuer: Issuer;
  private readonly verifiers: Verifier[];
  private readonly born: () => Verifier;

  constructor(lists: Lists) {
    const parties = ['house', ...verifiers.map((node) => `verifier ${node}`)];
    const { house } = smallHouse({
      nodes: [
        { name: 'authority', component: acting('identity-storage') },
        ...verifiers.map((node) => ({
          name: 'verifier',
          component: acting('things-agent'),
          party: `verifier ${node}`,
        })),
      ],
      wires: [],
      // So coarse that a filter holds many of those by chance who were not revoked.
      authorities: [{ node: authority, parties, trusts: [], ...(lists === 'filter' ? { falsePositives: 0.3 } : {}) }],
    });
    this.suite = house.suite;
    this.issuer = house.rings.issuers[0]!;
    for (let holder = 0; holder < holders; holder++) this.enrol(`holder ${holder}`);
    const first = this.publish(0, lifeNs);
    this.born = () => ({
      trusts: new Trusts(house.nodes, house.suite, house.rings, [first], new Map()),
      guards: [hardFailStatus, credentialStatus].map(atWork),
      heard: this.published[0]!,
    });
    this.verifiers = verifiers.map(this.born);
    const settings = { publishNs, listLifeNs: lifeNs, lifetimeNs: 1e6 * second, auditLog: at<'audit-log'>(99) };
    const storage = new Driven(identityStorage(settings), authority);
    const publish = (life: number): StatusList => this.publish(storage.io.now, life);
    Object.defineProperty(storage.io, 'identity', { value: { publish } });
    const polling = verifiers.map((node, place) => {
      const poller = new Driven(polls, node);
      const learn = (list: StatusList | null): boolean => list !== null && this.hear(place, list);
      Object.defineProperty(poller.io, 'identity', { value: { partners: [], learn } });
      return poller;
    });
    this.net = new UnrulyNet([storage, ...polling], () => true);
  }

  /** Gives out a credential for a name, unless the name was revoked for good. */
  enrol(name: string): void {
    if (this.issuer.isRetired(name)) return;
    const request = this.suite.request(this.suite.keyPair(), name);
    this.given.push({ name, credential: this.issuer.certify(request, 0, 1e6 * second), revokedNs: null });
  }

  revoke(place: number): void {
    const { name } = this.given[place % this.given.length]!;
    this.issuer.revoke(name);
    this.mark((one) => one.name === name);
  }

  /** The authority takes back all that it has given out, and gives out anew to whom it may. */
  recall(): void {
    this.issuer.recall();
    this.mark(() => true);
    for (const name of new Set(this.given.map((one) => one.name))) this.enrol(name);
  }

  /** A node restarts: a verifier that does loses all that it has heard, and is born anew with the first list. */
  restart(who: number): void {
    const node = who % (verifiers.length + 1);
    if (node !== authority) this.verifiers[node - 1] = this.born();
    this.net.restart(node);
  }

  /** Somebody shows a verifier a credential, and a list with it or none; at the opening of a channel or in an open one. */
  show(place: number, who: number, stapled: StatusList | null, how: 'opening' | 'message'): void {
    const verifier = place % this.verifiers.length;
    const { credential, revokedNs } = this.given[who % this.given.length]!;
    const { trusts, guards } = this.verifiers[verifier]!;
    const nowNs = this.net.nowNs;
    const end = post({ node: verifiers[verifier]!, now: nowNs, session: who % this.given.length });
    end.trust = trusts.of(verifiers[verifier]!);
    const standpoint = { ...end, learn: (list: StatusList) => void this.hear(verifier, list) };
    // As in the corridor: in order at an opening, in reverse order for a message, up to the first that refuses.
    const offer = { credential, proof: null, ephemeral: null, status: stapled, wantsProof: false };
    const evidence = { provedNode: 0, name: null, credential, protected: true, openedNs: 0 };
    const message = report(21, { marks: stapled === null ? [] : [stapled] });
    const accepted =
      how === 'opening'
        ? guards.every((guard) => guard.judge!(offer, standpoint, opening('responder', 'whoever')) === undefined)
        : guards.toReversed().every((guard) => guard.verify!(message, { ...standpoint, evidence }) === undefined);
    this.judge(verifier, credential.serial, revokedNs, accepted);
  }

  /** What a verifier of the model would say, and what nobody may do at all. */
  private judge(verifier: number, serial: number, revokedNs: number | null, accepted: boolean): void {
    const { seen, net } = this;
    const { heard } = this.verifiers[verifier]!;
    const isCurrent = net.nowNs <= heard.list.nextNs;
    if (heard.revoked.has(serial)) expect(accepted, 'a list that was heard revokes it').toBe(false);
    if (!isCurrent) expect(accepted, 'what was heard last has run out').toBe(false);
    if (revokedNs !== null && net.nowNs > revokedNs + lifeNs) expect(accepted, 'after the bound').toBe(false);
    if (isCurrent && !heard.revoked.has(serial)) expect(accepted, 'nothing that was heard revokes it').toBe(true);
    if (accepted) seen.accepted += 1;
    if (accepted && revokedNs !== null) seen.acceptedLate += 1;
    if (!isCurrent) seen.unknown += 1;
    else if (!accepted) seen.revoked += 1;
  }

  /** A list reaches a verifier, from wherever; only one that is newer and was really published may count. */
  private hear(place: number, list: StatusList): boolean {
    const verifier = this.verifiers[place]!;
    const known = this.published.find((one) => one.list === list);
    const isNews = known !== undefined && list.version > verifier.heard.list.version;
    if (isNews) verifier.heard = known;
    else this.seen.old += 1;
    const taken = verifier.trusts.learn(verifiers[place]!, list);
    expect(taken).toBe(isNews);
    expect(verifier.trusts.of(verifiers[place]!).statusOf(list.issuer)).toBe(verifier.heard.list);
    return taken;
  }

  private publish(nowNs: number, life: number): StatusList {
    const list = this.issuer.publish(nowNs, life);
    const revoked = this.given.filter(({ revokedNs }) => revokedNs !== null);
    this.published.push({ list, revoked: new Set(revoked.map(({ credential }) => credential.serial)) });
    return list;
  }

  private mark(which: (one: Given) => boolean): void {
    for (const one of this.given) if (one.revokedNs === null && which(one)) one.revokedNs = this.net.nowNs;
  }
}

/** Asks for lists as every part of a house does, and takes what comes. */
const polls = acting('things-agent', {
  start: (_state, _index, io) => beginStatusPoll(io),
  wake: (_state, _index, timer, argument, io) =>
    void statusWoke({ timer, argument }, io, { authority: at<'identity-storage'>(authority), refreshNs }),
  receive: (_state, _index, message, io) => {
    if (message.kind === 'statusList') io.identity.learn(message.body.list);
  },
});

/** A list that nobody has published: one that was, with something changed in it. */
const forged = (list: StatusList, later: number): StatusList => ({
  ...list,
  revoked: [],
  version: list.version + 1 + later,
});

interface Doing {
  readonly what:
    | 'deliver'
    | 'lose'
    | 'double'
    | 'pass'
    | 'restart'
    | 'revoke'
    | 'recall'
    | 'enrol'
    | 'show'
    | 'staple'
    | 'forge';
  readonly which: number;
  readonly whom: number;
}
const often: readonly (readonly [Doing['what'], number])[] = [
  ['deliver', 12],
  ['lose', 2],
  ['double', 2],
  ['pass', 10],
  ['restart', 1],
  ['revoke', 3],
  ['recall', 1],
  ['enrol', 2],
  ['show', 16],
  ['staple', 4],
  ['forge', 2],
];
const doing: fc.Arbitrary<Doing> = fc.oneof(
  ...often.map(([what, weight]) => ({
    weight,
    arbitrary: fc.record({ what: fc.constant(what), which: fc.nat(60), whom: fc.nat(60) }),
  })),
);

/** Carries out one thing that can happen. */
function happen(federation: Federation, { what, which, whom }: Doing): void {
  const { net, published } = federation;
  const how = which % 2 === 0 ? 'opening' : 'message';
  if (what === 'pass') net.pass(which * 0.2e9);
  else if (what === 'restart') federation.restart(which);
  else if (what === 'revoke') federation.revoke(which);
  else if (what === 'recall') federation.recall();
  else if (what === 'enrol') federation.enrol(`holder ${which}`);
  else if (what === 'show') federation.show(whom, which, null, how);
  else if (what === 'staple') federation.show(whom, which, published[which % published.length]!.list, how);
  else if (what === 'forge') federation.show(whom, which, forged(published.at(-1)!.list, which), how);
  else if (net.flying.length === 0) return;
  else if (what === 'lose') net.lose(which % net.flying.length);
  else net.deliver(which % net.flying.length, what === 'double');
}

describe.each(['serials', 'filter'] as const)('revocation by lists of %s', (lists) => {
  test('with lists lost, doubled, reordered and late, forged ones among them, and restarts: who has heard a list accepts nobody whom it revokes and nobody else is refused, a list never goes back, and after the life of a list nobody accepts', () => {
    const seen = { accepted: 0, revoked: 0, unknown: 0, acceptedLate: 0, old: 0 };
    fc.assert(
      fc.property(fc.array(doing, { minLength: 20, maxLength: 120, size: 'max' }), (doings) => {
        const federation = new Federation(lists);
        for (const one of doings) happen(federation, one);
        for (const what of Object.keys(seen) as (keyof typeof seen)[]) seen[what] += federation.seen[what];
      }),
      { numRuns: 200, seed: 5 },
    );
    // All of it was seen, the delay of lists too.
    for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(20);
  });

  test('where nothing is lost a verifier learns of it within a publication and a refresh, restarts or not', () => {
    let asked = 0;
    fc.assert(
      fc.property(fc.array(fc.nat(300), { minLength: 4, maxLength: 30 }), (waits) => {
        const federation = new Federation(lists);
        const { net } = federation;
        const deliver = (): void => {
          while (net.flying.length > 0) net.deliver(0, false);
        };
        waits.forEach((wait, turn) => {
          if (turn % 3 === 0) federation.revoke(wait);
          if (wait % 11 === 0) federation.restart(wait);
          for (let tenth = 0; tenth < wait; tenth++) {
            net.pass(0.1 * second);
            deliver();
          }
          federation.given.forEach(({ revokedNs }, who) => {
            if (revokedNs === null || net.nowNs <= revokedNs + publishNs + refreshNs) return;
            const before = federation.seen.accepted;
            for (const place of verifiers.keys()) federation.show(place, who, null, 'opening');
            expect(federation.seen.accepted).toBe(before);
            asked += 1;
          });
        });
      }),
      { numRuns: 40, seed: 6 },
    );
    expect(asked).toBeGreaterThan(100);
  });
});
