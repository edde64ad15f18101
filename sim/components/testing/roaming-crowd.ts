import { quantities } from '../../framework/datum.ts';
import type { Address } from '../../framework/figure.ts';
import { roamingAgent } from '../roaming-agent.ts';
import type { RoamingAgentState } from '../roaming-agent.ts';
import { roamingDevice } from '../roaming-device.ts';
import type { RoamingDeviceState } from '../roaming-whereabouts.ts';
import { byRoom } from '../things.ts';
import type { Things } from '../things.ts';
import { at, enrolment } from './one-room.ts';
import { Driven } from './recording-io.ts';
import { UnrulyNet } from './unruly-net.ts';

/** Two things that may go everywhere: a robot and a headset. */
export const roamers: Things = byRoom({
  first: 0,
  count: 2,
  rooms: 2,
  quantity: Uint8Array.from(['temperature', 'motion'] as const, (quantity) => quantities.indexOf(quantity)),
  room: Int32Array.of(0, 1),
  upward: Int32Array.of(-1, -1),
});

/** Things agents of three platforms, and the secure DPM and the twin of each. */
export const doors: readonly Address<'things-agent'>[] = [at(30), at(31), at(32)];
export const dpmOf = (door: number): number => door + 10;
export const twinOf = (door: number): number => door + 20;

/** Lease of a thing, and how long what is handed over waits for it. */
export const leaseNs = 10e9;
export const comingNs = 4e9;

/** The things agent of one of the platforms. */
export const doorOf = (door: number): Driven<RoamingAgentState> =>
  new Driven(
    roamingAgent({
      things: roamers,
      secureDpm: at(dpmOf(door)),
      entityAgent: at(twinOf(door)),
      pendingLooks: 2,
      lookTimeoutNs: 1e9,
      platforms: doors,
      enrolment,
      status: { authority: enrolment.authority, refreshNs: 60e9 },
      leaseNs,
      comingNs,
    }),
    door,
  );

/** A thing, by its number. */
export const roamerOf = (thing: number): Driven<RoamingDeviceState> =>
  new Driven(
    roamingDevice({
      things: roamers,
      platforms: doors,
      mayVisit: Uint32Array.of(7, 7),
      enrolment,
      beginWithinNs: 1e9,
      reportNs: 1e9,
      stayMeanNs: 5e9,
      leaseNs,
      answerNs: 0.5e9,
      tries: 3,
    }),
    thing,
  );

/** One robot and three platforms on a net that does with messages whatever it is told. */
export class Crowd extends UnrulyNet {
  readonly roamer: Driven<RoamingDeviceState>;
  private readonly agents: readonly Driven<RoamingAgentState>[];

  constructor() {
    const roamer = roamerOf(0);
    const agents = doors.map((door) => doorOf(door));
    super([roamer, ...agents], ({ kind }) => kind !== 'report');
    this.roamer = roamer;
    this.agents = agents;
  }

  /** Platforms that take the thing's reports as their own now. */
  holders(): readonly number[] {
    return doors.filter((_, door) => this.agents[door]!.state.hereUntilNs[0]! > this.nowNs);
  }
}
