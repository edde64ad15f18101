import type { Address } from '../../framework/figure.ts';
import { avatarAgent } from '../avatar-agent.ts';
import type { AvatarAgentState } from '../avatar-agent.ts';
import type { PlazaPeople } from '../plaza-people.ts';
import { plaza } from '../plaza.ts';
import type { PlazaState } from '../plaza.ts';
import { plazaVisitor } from '../plaza-visitor.ts';
import type { PlazaVisitorState } from '../plaza-visitor.ts';
import { at, auditNode, enrolment } from './one-room.ts';
import { Driven } from './recording-io.ts';
import { UnrulyNet } from './unruly-net.ts';

/** Avatar agents of three platforms, and the plaza of each; everybody is at home at the first. */
export const doors: readonly Address<'avatar-agent'>[] = [at(30), at(31), at(32)];
/** Number of the plaza behind a door. */
export const plazaOf = (door: number): number => door + 10;

/** A guardian; its minor, which travels and bars the one whom it never wants to meet; and a friend of the minor. */
export const [guardian, minor, barred, friend] = [80, 81, 82, 83] as const;
const people: PlazaPeople = {
  first: guardian,
  count: 4,
  spot: new Int32Array(4),
  avatarAgent: new Int32Array(4).fill(doors[0]!),
  guardian: Int32Array.of(-1, guardian, -1, -1),
};

/** Lease of a stay. */
export const leaseNs = 20e9;
/** How long what is handed over waits for its person. */
export const comingNs = 4e9;
/** Later than any test ends: nobody talks, so that what passes is about where avatars are. */
const neverNs = 1e15;

const characters = { first: 99, spot: new Int32Array(0) };

/** The avatar agent of one of the platforms. */
export const doorOf = (door: number): Driven<AvatarAgentState> =>
  new Driven(
    avatarAgent({
      entityAgent: at(plazaOf(door)),
      auditLog: at(auditNode),
      enrolment,
      tokenLifeNs: 300e9,
      pendingRequests: 8,
      requestTimeoutNs: 4e9,
      visitors: { first: people.first, count: people.count },
      travels: { people, doors, leaseNs, comingNs },
    }),
    door,
  );

/** The plaza of one of the platforms. */
export const plazaAt = (door: number): Driven<PlazaState> =>
  new Driven(
    plaza({ people, characters, enrolment, register: { leaseNs, skewNs: 5e9, silencedBy: 12 } }),
    plazaOf(door),
  );

/** A person who is at home at the first platform; the minor visits both others. */
export const visitorOf = (person: number): Driven<PlazaVisitorState> =>
  new Driven(
    plazaVisitor({
      people,
      characters,
      library: { first: [0, 1, 2, 3] },
      claims: ['adult', 'child', 'adult', 'adult'],
      ranks: Uint8Array.of(2, 0, 2, 2),
      circles: [[], [], [], []],
      teenShare: 0,
      adultShare: 0,
      strangerShare: 0,
      wills: {
        bars: [{ by: minor, of: barred, fromNs: 0 }],
        accords: [{ guardian, minor, friend, fromNs: 0, untilNs: Infinity }],
      },
      absent: new Set(),
      journeys: { mayVisit: [[], doors.slice(1), [], []], stayMeanNs: 3e9, leaseNs },
      arriveWithinNs: 1e9,
      restateNs: 5e9,
      sayMeanNs: neverNs,
      contactMeanNs: neverNs,
      askMeanNs: neverNs,
      lookupMeanNs: neverNs,
      patienceNs: 2e9,
      tries: 3,
    }),
    person,
  );

/** A minor who travels between three plazas, and its guardian, on a net that does with messages whatever it is told. */
export class TravellingCrowd extends UnrulyNet {
  readonly traveller: Driven<PlazaVisitorState>;
  private readonly agents: readonly Driven<AvatarAgentState>[];
  private readonly plazas: readonly Driven<PlazaState>[];

  constructor() {
    const traveller = visitorOf(minor);
    const agents = doors.map((door) => doorOf(door));
    const plazas = doors.map((door) => plazaAt(door));
    super([traveller, ...agents, visitorOf(guardian), ...plazas], ({ kind }) => kind !== 'entry');
    this.traveller = traveller;
    this.agents = agents;
    this.plazas = plazas;
  }

  /** Platforms, by their places, whose doors take the minor's avatar for being there now. */
  hosts(): readonly number[] {
    const row = minor - people.first;
    return doors.flatMap((_, door) =>
      this.agents[door]!.state.whereabouts.hereUntilNs[row]! > this.nowNs ? [door] : [],
    );
  }

  /** Whom the minor bars and whom it may meet, as a platform knows it. */
  known(door: number): { readonly barred: readonly number[]; readonly friends: readonly number[] } {
    const { whereabouts } = this.agents[door]!.state;
    const row = minor - people.first;
    return { barred: whereabouts.barred[row]!, friends: whereabouts.friends[row]! };
  }

  /** Whether another platform than its home still holds anything about the minor that is no longer due. */
  leftBehind(door: number): boolean {
    const row = minor - people.first;
    const { whereabouts } = this.agents[door]!.state;
    const { register } = this.plazas[door]!.state;
    const due =
      this.nowNs <= whereabouts.hereUntilNs[row]! ||
      this.nowNs <= whereabouts.comingUntilNs[row]! ||
      this.nowNs <= whereabouts.heardNs[row]! + comingNs;
    const atDoor = whereabouts.vouchedNs[row]! >= 0 && !due;
    const inside = register.hereUntilNs[row]! < this.nowNs - 2;
    const known = register.band[row]! > 0 || register.barred[row]!.length + register.friends[row]!.length > 0;
    return atDoor || (inside && known);
  }
}
