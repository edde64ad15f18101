import { crossPlatformLinkage } from '../../attacks/cross-platform-linkage.ts';
import { linkability } from '../../metrics/measures/linkability.ts';
import { auditLog } from '../../sim/components/audit-log.ts';
import { followingTwin, followingTwinCells } from '../../sim/components/following-twin.ts';
import { identityStorage } from '../../sim/components/identity-storage.ts';
import { pseudonymAgent } from '../../sim/components/pseudonym-agent.ts';
import { pseudonymousDevice } from '../../sim/components/pseudonymous-device.ts';
import { roamingDpm } from '../../sim/components/roaming-dpm.ts';
import { byRoom } from '../../sim/components/things.ts';
import { pseudonymRotation } from '../../sim/controls/pseudonym-rotation.ts';
import type { Control } from '../../sim/framework/control.ts';
import type { Address, Role } from '../../sim/framework/figure.ts';
import { seconds } from '../../sim/framework/time.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { blindGuess } from './closed-forms.ts';
import { ofTrials, rounds, sized } from './estimate.ts';
import { playTiny } from './tiny-cast.ts';
import type { TinyCast } from './tiny-cast.ts';

const things = 2;
/** Identities of a thing at a platform, which take turns. */
const pool = 2;
const platforms = 2;
const each = things * pool;
const count = each * platforms;
const expected = blindGuess(things);
/** An attempt watches for 40 s; the next begins 20 s later on average. */
const attemptSeconds = 60;
const attemptsARun = 1000;

const at = <R extends Role>(node: number): Address<R> => node as Address<R>;
/**
 * In its turn u thing t is node 2u + t at one platform, and node 4 + 2u + t at the other; then the authority, its log, and three nodes a
 * platform.
 */
const nodes = Array.from({ length: count }, (_, node) => node);
const thingOf = (node: number): number => node % things;
const platformOf = Uint8Array.from(nodes, (node) => Math.floor(node / each));
const authority = at<'identity-storage'>(count);
const log = at<'audit-log'>(count + 1);
const agents = [at<'things-agent'>(count + 2), at<'things-agent'>(count + 5)];
const dpms = [at<'secure-dpm'>(count + 3), at<'secure-dpm'>(count + 6)];
const twins = [at<'entity-agent'>(count + 4), at<'entity-agent'>(count + 7)];
const enrolment = { authority, timeoutNs: seconds(1), tries: 1 };
const never = { everyNs: seconds(1e6), lengthNs: 0, offsetNs: new Float64Array(count) };
const identities = { first: 0, count, platforms, platformOf };
const sensed = byRoom({
  first: 0,
  count,
  rooms: things,
  quantity: new Uint8Array(count),
  room: Int32Array.from(nodes, thingOf),
  upward: new Int32Array(count).fill(-1),
});

const device = pseudonymousDevice({
  identities,
  own: {
    turnOf: Uint16Array.from(nodes, (node) => Math.floor(node / things) % pool),
    pool,
    others: new Int32Array(count * platforms).fill(-1),
    // The two things wake at different moments, each for all of its identities.
    awakeNs: Float64Array.from(nodes, (node) => thingOf(node) * seconds(5)),
    agreed: never,
  },
  things: sensed,
  platforms: agents,
  enrolment,
  beginWithinNs: seconds(1),
  reportNs: seconds(10),
  leaseNs: seconds(1),
});

const platformNodes = (platform: number): TinyCast['nodes'] => [
  {
    name: `agent-${platform}`,
    component: pseudonymAgent({
      identities,
      platform,
      secureDpm: dpms[platform]!,
      correlation: authority,
      enrolment,
      status: { authority, refreshNs: seconds(1e5) },
    }),
    cells: 0,
  },
  { name: `dpm-${platform}`, component: roamingDpm({ entityAgent: twins[platform]! }), cells: 0 },
  {
    name: `twin-${platform}`,
    component: followingTwin({
      identities,
      things: sensed,
      platform,
      twins,
      followers: [],
      correlation: authority,
      timeoutNs: seconds(1),
      answerNs: seconds(1),
    }),
    cells: followingTwinCells(identities),
  },
];

const tiny = (standing: readonly Control[]): TinyCast => ({
  name: 'V-P2',
  nodes: [
    ...nodes.map((node) => ({ name: `identity-${node}`, component: device, cells: 0 })),
    {
      name: 'authority',
      component: identityStorage({
        lifetimeNs: seconds(1e6),
        publishNs: seconds(1e6),
        listLifeNs: seconds(1e6),
        auditLog: log,
      }),
      cells: 0,
    },
    { name: 'log', component: auditLog({ entries: 1 }), cells: 0 },
    ...platformNodes(0),
    ...platformNodes(1),
  ],
  wires: [
    ...nodes.flatMap((node) => [
      { point: 'RP-T' as const, from: `identity-${node}`, to: `agent-${platformOf[node]!}` },
      { point: 'RP-D' as const, from: `identity-${node}`, to: 'authority' },
    ]),
    ...[0, 1].flatMap((platform) => [
      { point: 'RP-M' as const, from: `agent-${platform}`, to: `dpm-${platform}` },
      { point: 'RP-M' as const, from: `dpm-${platform}`, to: `twin-${platform}` },
      { point: 'RP-D' as const, from: `agent-${platform}`, to: 'authority' },
    ]),
  ],
  standing,
  attacks: [crossPlatformLinkage],
  stage: { insiders: { 'dpm 1': dpms[0]!, 'dpm 2': dpms[1]! } },
  // Readings that tell nothing of where a thing stands.
  environment: {
    truth: () => 0,
    sense: (_device, _quantity, _nowNs, stream) => stream.uniform(),
    act: () => undefined,
    occupied: () => null,
  },
  identities: {
    things,
    thingOf: (node) => (node < count ? thingOf(node) : -1),
    mayJoin: () => false,
    withdrawnNs: () => Infinity,
  },
  warmUpNs: 0,
  untilNs: seconds(attemptsARun * attemptSeconds),
});

/**
 * V-P2: what is left to whoever joins identities where they change, speak at moments of their own and tell nothing: a guess, right
 * one time in as many as there are things. With other controls than C18 alone it is a range that is wrong: things keep one identifier,
 * and speak at the same moments wherever they are known.
 */
export const blindLinkage = (standing: readonly Control[] = [pseudonymRotation()]): Anchor => ({
  rows: [
    {
      id: 'V-P2',
      name: 'share of identities of two things that are joined rightly where nothing tells them apart',
      expected,
      widest: widest(expected, 0),
    },
  ],
  through: 'attack A17, control C18 alone, things and platforms of S07, virtual world, oracle, metric M41',
  run(effort) {
    const runs = sized(12, effort);
    let hits = 0;
    let trials = 0;
    for (const run of rounds(runs, effort)) {
      const { values } = playTiny(tiny(standing), keyOf(effort.seed, run, 'V-P2')[0]!, [linkability]);
      hits += values['M41.rate']!.hits ?? 0;
      trials += values['M41.rate']!.n;
    }
    return [ofTrials(hits, trials, effort)];
  },
});
