import type { OperatorAct } from '../../framework/control.ts';
import type { RunCosts } from '../../framework/metric.ts';
import type { PlannedFault } from './faults/fault-plan.ts';
import type { Parcel } from './parcel.ts';
import type { Route } from './routes.ts';
import type { BrokerOfRun } from './mqtt/exchange.ts';
import type { MediaSpace } from './stores/media-space.ts';
import type { MediumFailure } from './stores/medium.ts';
import type { MediumPlace } from './stores/open-medium.ts';
import type { VisitCounts } from './visits.ts';

/** What operators are asked to do to a node of theirs, begun after a delay, ns. */
export interface Asked {
  readonly what: OperatorAct;
  readonly node: number;
  readonly afterNs: number;
  /** Node in whose process it is done: that of the authority where a credential is taken back. */
  readonly at: number;
}

/** What the parent tells one of its processes, in this order. */
export type Order<Job> =
  /** Put the cast on stage and listen, at a port that others know already or, by 0, at any that is free; what the run is to suffer. */
  | {
      readonly order: 'prepare';
      readonly process: string;
      readonly job: Job;
      readonly port: number;
      readonly faults: readonly PlannedFault[];
    }
  /**
   * These are your keys, the ports of all processes by name, the wires that go another way, where the media of your nodes lie,
   * and what of all media you remove where you are left without a parent.
   */
  | {
      readonly order: 'commission';
      readonly parcel: Parcel;
      readonly media: readonly (readonly [number, MediumPlace])[];
      readonly leavings: MediaSpace | null;
      /** Where media lie that are not yours and that you have reach of: attackers' insiders. */
      readonly reach: readonly (readonly [number, MediumPlace])[];
      readonly ports: Readonly<Record<string, number>>;
      readonly routes: readonly Route[];
      /** The broker elsewhere through which things and IoT platforms speak; by default the platforms have their own. */
      readonly broker?: BrokerOfRun | null;
      /** Port of the master of code inside nodes; null where nobody attacks. */
      readonly master: number | null;
    }
  /** The run starts at this moment of the monotonic clock, ns, or has; so many processes have had these nodes before. */
  | { readonly order: 'begin'; readonly startNs: string; readonly life: number }
  /** Operators of your nodes are asked for something, by the process of another. */
  | { readonly order: 'operate'; readonly asked: Asked }
  /** The run ends now, before its time. */
  | { readonly order: 'leave' }
  | { readonly order: 'stop' };

/** How often media did not do what they were asked, by reason. */
export type MediumFailures = Readonly<Partial<Record<MediumFailure, number>>>;

/** What a process had spent at a moment. */
export interface Spent {
  readonly costs: RunCosts;
  readonly cpuSeconds: number;
  /** Of it, on telling the judge: no part of what is judged. */
  readonly tellingSeconds: number;
}

/** What a process answers. */
export type Report =
  /** Where it listens, and the wires that it takes over. */
  | {
      readonly report: 'listening';
      readonly port: number;
      readonly routes: readonly Route[];
      readonly master: number | null;
    }
  | { readonly report: 'ready' }
  /** It asks operators of another process's nodes for something. */
  | { readonly report: 'asked'; readonly asked: Asked }
  /** Who came to its door so far; told now and then, where somebody came. */
  | { readonly report: 'visits'; readonly visits: VisitCounts }
  /** Its run has come to its end. */
  | ({
      readonly report: 'ended';
      readonly events: number;
      /** Frames sent, and writes in which they went out. */
      readonly frames: number;
      readonly writes: number;
      readonly peakBytes: number;
      /** How often a medium did not do what it was asked, by reason. */
      readonly mediumFailures: MediumFailures;
      /** What it had spent when the warm-up ended: work from there on is that of code that has run before. */
      readonly warmedUp: Spent;
      readonly visits: VisitCounts;
    } & Spent)
  /** It cannot go on, in one line. */
  | { readonly report: 'fault'; readonly what: string };
