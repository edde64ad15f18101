import type { RunCosts } from '../../framework/metric.ts';
import type { Parcel } from './parcel.ts';
import type { Route } from './routes.ts';

/** What the parent tells one of its processes, in this order. */
export type Order<Job> =
  /** Put the cast on stage and listen. */
  | { readonly order: 'prepare'; readonly process: string; readonly job: Job }
  /** These are your keys, the ports of all processes by name, and the wires that go another way. */
  | {
      readonly order: 'commission';
      readonly parcel: Parcel;
      readonly ports: Readonly<Record<string, number>>;
      readonly routes: readonly Route[];
      /** Port of the master of code inside nodes; null where nobody attacks. */
      readonly master: number | null;
    }
  /** The run starts at this moment of the monotonic clock, ns. */
  | { readonly order: 'begin'; readonly startNs: string }
  | { readonly order: 'stop' };

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
  /** Its run has come to its end. */
  | {
      readonly report: 'ended';
      readonly costs: RunCosts;
      readonly events: number;
      readonly cpuSeconds: number;
      readonly peakBytes: number;
    }
  /** It cannot go on, in one line. */
  | { readonly report: 'fault'; readonly what: string };
