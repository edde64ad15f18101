import { quantities } from '../../framework/datum.ts';
import type { Address } from '../../framework/figure.ts';
import { followingTwin } from '../following-twin.ts';
import type { FollowingTwinState } from '../following-twin.ts';
import type { Identities, OwnIdentities } from '../identities.ts';
import { identityStorage } from '../identity-storage.ts';
import type { IdentityStorageState } from '../identity-storage.ts';
import { pseudonymAgent } from '../pseudonym-agent.ts';
import type { PseudonymAgentState } from '../pseudonym-agent.ts';
import { pseudonymousDevice } from '../pseudonymous-device.ts';
import type { PseudonymousDeviceState } from '../pseudonymous-device.ts';
import { byRoom } from '../things.ts';
import { at, auditNode, authorityNode, enrolment } from './one-room.ts';
import { Driven } from './recording-io.ts';
import { UnrulyNet } from './unruly-net.ts';

/** Three things at two platforms: thing t is node t at the first, and node 3 + t at the second. */
export const identities: Identities = {
  first: 0,
  count: 6,
  platforms: 2,
  platformOf: Uint8Array.of(0, 0, 0, 1, 1, 1),
};
/** The owners of the first two agree for ten seconds of every twenty, in turn; that of the third never does. */
export const own: OwnIdentities = {
  turnOf: new Uint16Array(6),
  pool: 1,
  others: Int32Array.of(-1, 3, -1, 4, -1, -1, 0, -1, 1, -1, -1, -1),
  awakeNs: Float64Array.of(0.2e9, 0.4e9, 0.6e9, 0.2e9, 0.4e9, 0.6e9),
  agreed: { everyNs: 20e9, lengthNs: 10e9, offsetNs: Float64Array.of(0, 10e9, 0, 0, 10e9, 0) },
};
const sensed = byRoom({
  first: 0,
  count: 6,
  rooms: 3,
  quantity: new Uint8Array(6).fill(quantities.indexOf('temperature')),
  room: Int32Array.of(0, 1, 2, 0, 1, 2),
  upward: new Int32Array(6).fill(-1),
});

/** Things agents and twins of the platforms, and how long words and answers count. */
export const agents: readonly Address<'things-agent'>[] = [at(30), at(31)];
export const twins: readonly Address<'entity-agent'>[] = [at(50), at(51)];
export const leaseNs = 3e9;
export const answerNs = 2e9;

const dpm = at<'secure-dpm'>(40);
const storageAddress = at<'identity-storage'>(authorityNode);

/** One identity of a thing; `more` replaces what is said of all. */
export const identityNode = (node: number, more: Partial<OwnIdentities> = {}): Driven<PseudonymousDeviceState> =>
  new Driven(
    pseudonymousDevice({
      identities,
      own: { ...own, ...more },
      things: sensed,
      platforms: agents,
      enrolment,
      beginWithinNs: 1e9,
      reportNs: 1e9,
      leaseNs,
    }),
    node,
  );

/** The things agent of a platform. */
export const agentOf = (platform: number): Driven<PseudonymAgentState> =>
  new Driven(
    pseudonymAgent({
      identities,
      platform,
      secureDpm: dpm,
      correlation: storageAddress,
      enrolment,
      status: { authority: enrolment.authority, refreshNs: 60e9 },
    }),
    agents[platform]!,
  );

/** The identity storage with its correlation service. */
export const storage = (): Driven<IdentityStorageState> =>
  new Driven(
    identityStorage({
      lifetimeNs: 1e15,
      publishNs: 1e15,
      listLifeNs: 1e15,
      auditLog: at(auditNode),
      correlation: { identities, agents, leaseNs, answerNs },
    }),
    authorityNode,
  );

/** The twins of a platform; those of the second follow those of the first. */
export const twinOf = (platform: number): Driven<FollowingTwinState> =>
  new Driven(
    followingTwin({
      identities,
      things: sensed,
      platform,
      twins,
      followers: platform === 0 ? [1] : [],
      correlation: storageAddress,
      timeoutNs: 0.5e9,
      answerNs,
    }),
    twins[platform]!,
  );

/** All of them on a net that does with messages whatever it is told; the twin of the first platform hears all reports at once. */
export class PseudonymCrowd extends UnrulyNet {
  readonly storage: Driven<IdentityStorageState>;
  readonly twins: readonly Driven<FollowingTwinState>[];

  constructor() {
    const keeper = storage();
    const both = [twinOf(0), twinOf(1)];
    const things = [0, 1, 2, 3, 4, 5].map((node) => identityNode(node));
    super([keeper, ...both, agentOf(0), agentOf(1), ...things], ({ kind }) =>
      ['map', 'demap', 'inquire', 'correlated', 'follow'].includes(kind),
    );
    this.storage = keeper;
    this.twins = both;
  }

  /** The first platform's twins get a reading of each thing. */
  report(): void {
    for (const subject of [0, 1, 2]) {
      const body = { quantity: 'temperature', value: 20 + subject, at: this.nowNs } as const;
      this.twins[0]!.hear({ kind: 'report', subject, body });
    }
    this.pass(0);
  }
}
