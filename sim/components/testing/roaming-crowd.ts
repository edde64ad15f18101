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
import type { Said } from './recording-io.ts';

/** Two things that may go everywhere: a robot and a headset. */
export const roamers: Things = byRoom({
  first: 0,
  count: 2,
  rooms: 2,
  quantity: Uint8Array.from(['temperature', 'motion'] as const, (quantity) => quantities.indexOf(quantity)),
  room: Int32Array.of(0, 1),
  upward: Int32Array.of(-1, -1),
});

/** Things agents of three platforms, and the secure DPM of each. */
export const doors: readonly Address<'things-agent'>[] = [at(30), at(31), at(32)];
export const dpmOf = (door: number): number => door + 10;

/** Lease of a thing, and how long what is handed over waits for it. */
export const leaseNs = 10e9;
export const comingNs = 4e9;

/** The things agent of one of the platforms. */
export const doorOf = (door: number): Driven<RoamingAgentState> =>
  new Driven(
    roamingAgent({
      things: roamers,
      secureDpm: at(dpmOf(door)),
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

/** A message on its way between two of the crowd. */
interface Flying {
  readonly from: number;
  readonly said: Said;
}

/** One robot and three platforms on a net that does with messages whatever it is told. */
export class Crowd {
  readonly roamer = roamerOf(0);
  readonly agents = doors.map((door) => doorOf(door));
  readonly flying: Flying[] = [];
  nowNs = 0;
  private readonly all = [this.roamer, ...this.agents];
  private readonly read = this.all.map(() => 0);

  constructor() {
    for (const one of this.all) one.start();
    this.gather();
  }

  /** Platforms that take the thing's reports as their own now. */
  holders(): readonly number[] {
    return doors.filter((_, door) => this.agents[door]!.state.hereUntilNs[0]! > this.nowNs);
  }

  /** Lets time pass, for everybody alike. */
  pass(forNs: number): void {
    this.nowNs += forNs;
    for (const one of this.all) one.runUntil(this.nowNs);
    this.gather();
  }

  /** A message arrives; it may stay on its way, to arrive again. */
  deliver(place: number, keep: boolean): void {
    const { from, said } = this.flying[place]!;
    if (!keep) this.flying.splice(place, 1);
    const to = this.all.find(({ io }) => io.node === said.to)!;
    const { kind, point, number, re, subject, dataClass, body } = said;
    to.hear({ kind, point, number, re, subject, dataClass, body, from } as never);
    this.gather();
  }

  lose(place: number): void {
    this.flying.splice(place, 1);
  }

  /** The thing (0) or a platform (from 1) restarts, which takes a moment. */
  restart(who: number): void {
    this.pass(1e6);
    this.all[who]!.restart();
    this.gather();
  }

  /** Takes up what was said since about where the thing is; what goes to others than the crowd is of no matter. */
  private gather(): void {
    this.all.forEach(({ io }, who) => {
      for (const said of io.said.slice(this.read[who]!)) {
        const among = this.all.some((other) => other.io.node === said.to);
        if (among && said.kind !== 'report') this.flying.push({ from: io.node, said });
      }
      this.read[who] = io.said.length;
    });
  }
}
