import type { AttackId, Stage } from './attack.ts';
import type { Authority } from './authority.ts';
import type { Component } from './component.ts';
import type { CertificateCheck, Household } from './control.ts';
import type { DataClass } from './datum.ts';
import type { DeviceClass } from './costs.ts';
import type { Endings } from './endings.ts';
import type { Environment, Trace } from './environment.ts';
import type { Group, InteractionClass, Point } from './figure.ts';
import type { IdentityTruth } from './identity-truth.ts';
import type { Met, MeetingFault } from './meeting.ts';
import type { MetricId } from './metric.ts';
import type { ProfileName } from './profile.ts';
import type { Sort } from './sorts.ts';
import type { LinkShape } from '../kernel/links.ts';

/** Cast, topology, workload, profile, attacks and metrics as one typed value with parameters. */
export interface Scenario<Parameters extends ParameterValues = ParameterValues> {
  /** Identifier of the catalogue, for example `S01`. */
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  /** Drawing of the scenario in text, as at the head of its file. */
  readonly drawing: string;
  readonly classes: readonly InteractionClass[];
  readonly groups: readonly Group[];
  readonly parameters: { readonly [Name in keyof Parameters]: Parameter<Parameters[Name]> };
  readonly sizes: Readonly<Record<Size, Partial<Parameters>>>;
  /** The attacks that run when none are named. */
  readonly attacks: readonly AttackId[];
  /** Metrics whose intervals `--precision` narrows. */
  readonly headline: readonly MetricId[];
  readonly claims: readonly Claim[];
  /** How it is laid onto real processes; absent where it only runs in the virtual world. */
  readonly live?: LiveTerms<Parameters>;
  /** Sets the stage. `seed` serves only to name and place things from named streams; `trace` replaces the room's physics. */
  build(parameters: Parameters, seed: number, trace?: Trace): Cast;
}

/** How a scenario is laid onto real processes. */
export interface LiveTerms<Parameters extends ParameterValues = ParameterValues> {
  /** Values that differ from the size's: real time passes as it does. */
  readonly parameters: Partial<Parameters>;
  /** Values that differ further where attackers play: campaigns take their time. */
  readonly attacked: Partial<Parameters>;
  /** Name of the process in which a node of a placement runs; `index` counts within the placement. */
  processOf(placement: Placement, index: number): string;
}

/** How large a run is: seconds, minutes, or a test of scale. */
export const sizeNames = ['smoke', 'paper', 'stress'] as const;
export type Size = (typeof sizeNames)[number];
/** Value of one parameter. */
export type ParameterValue = number | string;
/** Values of all parameters of a scenario. */
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** One parameter: its meaning, unit, default, range and where the default comes from. */
export interface Parameter<Value extends ParameterValue = ParameterValue> {
  readonly summary: string;
  readonly unit: string;
  readonly default: Value;
  readonly source: string;
  readonly least?: number;
  readonly most?: number;
  readonly whole?: true;
  readonly choices?: readonly string[];
}

/** Something the scenario claims for some profiles; false makes the run's exit code 1. */
export interface Claim {
  readonly name: string;
  readonly profiles: readonly ProfileName[];
  /** Judges the summary of an honest or attacked run; undefined when nothing was observed to judge on. */
  holds(values: (metric: string) => number | null, attack: AttackId | 'none'): boolean | undefined;
}

/** Everything that stands on the stage, as plain data: a world brings it to life. */
export interface Cast {
  readonly placements: readonly Placement[];
  readonly wires: readonly Wiring[];
  /** Machines that nodes share; whom none holds has one of its own, as its placement says. */
  readonly hosts?: readonly Host[];
  /** Parties that stand lower on the ladder of profiles than the run: the highest rung that each has. */
  readonly lower?: Readonly<Record<string, ProfileName>>;
  /** Parties whose protection label promises another rung than they stand on: they were believed, or have let go since. */
  readonly labelled?: Readonly<Record<string, ProfileName>>;
  /** Parties whose software leaves out checks of the certificates that it is shown when a channel opens: a fault, none by default. */
  readonly lax?: Readonly<Record<string, readonly CertificateCheck[]>>;
  readonly household: Household;
  readonly environment: Environment;
  /** Nodes allowed to read data of a class about a subject, whatever the controls do: entitlement. */
  readonly entitlements: Entitlements;
  readonly stage: Stage;
  /** Nodes that hold the object keys of things' data. */
  readonly objectReaders: readonly number[];
  /** Nodes that hold the object keys of some things only: gateways that open what those say and vouch for it, systems and their members. None by default. */
  readonly objectProxies?: readonly ObjectProxy[];
  /** Nodes that seal what they command some things to do; those take no other command. None by default. */
  readonly objectCommanders?: readonly ObjectProxy[];
  /** Accounts into which a secret lets; none by default. Of each, the platform keeps a salted hash. */
  readonly accounts?: readonly Account[];
  /** Those who issue credentials; one where all parties believe the same. */
  readonly authorities: readonly Authority[];
  /** Things that happen to the honest system: restarts, revocations, trust that begins or ends between authorities. */
  readonly events: readonly CastEvent[];
  readonly warmUpNs: number;
  readonly untilNs: number;
  /** Age of the longest-lived credentials, where no control bounds it, ns. */
  readonly longCredentialNs: number;
  /** What the world needs to name subjects in reports. */
  subjectName(subject: number): string;
}

/** A person's account with a platform, and its secret: bytes in hexadecimal. */
export interface Account {
  readonly party: string;
  readonly person: number;
  readonly secret: string;
}

/** A node that shares the object keys of some things, by node. */
export interface ObjectProxy {
  readonly node: number;
  readonly things: readonly number[];
  /** Nobody else shares them, readers neither: members of a system, which are known inside it only. */
  readonly alone?: true;
}

/** Something that happens to the honest system at a moment of the run. */
export type CastEvent =
  /** A node loses its memory and comes back after `awayNs`, or after the world's own time where nothing is said. */
  | { readonly atNs: number; readonly event: 'restart'; readonly node: number; readonly awayNs?: number }
  | { readonly atNs: number; readonly event: 'revoke'; readonly node: number }
  /** An authority begins to trust another one, or ends it: its parties learn that from its next list. */
  | { readonly atNs: number; readonly event: 'trust' | 'distrust'; readonly node: number; readonly of: number }
  | RootEvent;

/**
 * What an authority does whose key is known to be stolen, in this order; its parties learn each from its next list. `succeed`: it
 * issues and signs lists under the root that lay ready. `recall`: all that it has issued so far is revoked, and the same names may
 * ask for new credentials. `drop`: the earlier root counts no more.
 */
export interface RootEvent {
  readonly atNs: number;
  readonly event: 'succeed' | 'recall' | 'drop';
  /** The authority. */
  readonly node: number;
}

/** Many nodes of one component. Their numbers are `first` to `first + count - 1`. */
export interface Placement {
  readonly name: string;
  readonly first: number;
  readonly count: number;
  // A placement holds any component; its own role and state are known where it is made.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly component: Component<any, any>;
  /** The platform or party that runs it: 'aurora', 'building', 'provider-1'. */
  readonly party: string;
  readonly device: DeviceClass;
  readonly cores: number;
  /** Waiting places before arrivals are lost. */
  readonly queueLimit: number;
  /** What is urgent is served before the rest, and nothing interrupted; all is served as it comes where this is absent. */
  readonly urgentLane?: true;
  /** Half-open handshakes it can hold. */
  readonly halfOpenLimit: number;
  /** Cells for `io.keep`, per node. */
  readonly cells: number;
  /** Of what sorts its nodes are, in order and over again from the first; absent where they are no things. */
  readonly sorts?: readonly (readonly Sort[])[];
  /** Clock error of the node, ns: a fault, 0 by default. */
  readonly clockSkewNs?: number;
}

/**
 * A machine that several nodes share: one process of the live world, or one of an infrastructure provider that hosts the nodes of
 * others. They wait for its cores together, and what happens to it happens to all of them.
 */
export interface Host {
  readonly name: string;
  readonly cores: number;
  readonly nodes: readonly number[];
}

/** Two placements that can reach each other at a point, and over what kind of link. */
export interface Wiring {
  readonly point: Point;
  readonly from: string;
  readonly to: string;
  readonly link: LinkShape;
  /** Whether the channel is opened by handshake, or keys were installed in both ends at commissioning. */
  readonly channel: 'handshake' | 'provisioned';
}

/** Who may know or do what: declared by cast, contract and consent, never derived from controls. */
export interface Entitlements {
  /** Whether a node may come to know data of a class about a subject at a time. */
  mayKnow(node: number, dataClass: DataClass, subject: number, nowNs: number): boolean;
  /** Whether a person may command a thing at a time. */
  mayCommand(person: number, thing: number, nowNs: number): boolean;
  /** What is wrong with what a person met at a time; undefined where nothing is. Absent where people do not meet. */
  meetingFault?(met: Met, nowNs: number): MeetingFault | undefined;
  /** Whether data about a subject is entrusted to a platform that others are to match in protection; absent where none is. */
  entrusted?(subject: number): boolean;
  /** Whether what was agreed with a node about data has ended by a time; absent where no agreement ends. */
  lapsed?(node: number, nowNs: number): boolean;
  /** What is to end; absent where what was once allowed stays so. */
  readonly endings?: Endings;
  /** Whether people come to harm when a thing is set to a value, whoever wanted it; nothing harms by default. */
  harms?(thing: number, value: number): boolean;
  /** Whether the twin at a node may be moved by data of a subject at a time; absent where any may that may know it. */
  mayShow?(node: number, subject: number, nowNs: number): boolean;
  /** Whether so many people truly want it that somebody is to be kept from being heard at a time; absent where nobody is. */
  maySilence?(person: number, nowNs: number): boolean;
  /** Which identities are of one thing, and when that may be known; absent where every thing has one. */
  readonly identities?: IdentityTruth;
}
