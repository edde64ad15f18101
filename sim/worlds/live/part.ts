import type { Attack } from '../../framework/attack.ts';
import { attackersProcess } from './attackers/attackers-process.ts';
import { AttackerPlaces } from './attackers/live-adversary.ts';
import type { AttackersSetting } from './attackers/live-adversary.ts';
import type { Parcel } from './parcel.ts';
import { Socket } from 'node:net';
import type { ProcessSetting } from './process-house.ts';
import { ProcessHouse } from './process-house.ts';
import { Door } from './door.ts';
import { MemoryMedium } from './memory-medium.ts';
import type { Medium } from './medium.ts';
import type { Order, Report } from './orders.ts';
import { Routes } from './routes.ts';
import { RunClock } from './run-clock.ts';

/** What a job puts on stage: all that a process needs beside what the parent hands it. */
export interface Staged extends Pick<
  ProcessSetting,
  'cast' | 'seed' | 'suite' | 'controls' | 'tables' | 'tableOf' | 'costs' | 'attackerNodes'
> {
  readonly attacks: readonly Attack[];
  /** Attempts begin after this moment, ns; default the end of the warm-up. */
  readonly attackFromNs?: number;
  /** Multiplies the rate of attempts; default 1. */
  readonly intensity?: number;
  /** Name of the process in which a node runs; attackers' nodes run in `attackersProcess`. */
  readonly processOf: (node: number) => string;
}

/** File descriptor of the pipe on which a process tells the judge what it did. */
export const truthDescriptor = 4;
/** Bytes that may wait for the judge; a process that is further ahead gives up (assumption). */
const mostTruthBytes = 64 << 20;

/**
 * One process of a live run, from its first order to its last: it lives no longer than its parent. Signals of the terminal are
 * the parent's to answer.
 */
export function runPart<Job>(stage: (job: Job) => Staged): void {
  const tell = (report: Report): void => void process.send!(report);
  const truth = new Socket({ fd: truthDescriptor, readable: false, writable: true });
  const door = new Door();
  const media = new Map<number, Medium>();
  let staged: Staged | undefined;
  let own = '';
  let places: AttackerPlaces | undefined;
  let setting: Omit<ProcessSetting, 'clock'> | undefined;

  // Whoever is left without a parent has nobody to work for.
  process.once('disconnect', () => process.exit(0));
  if (!process.connected) process.exit(0);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  truth.on('error', () => process.exit(0));

  const prepare = async (name: string, job: Job): Promise<void> => {
    own = name;
    staged = stage(job);
    if (name === attackersProcess) places = new AttackerPlaces(staged.cast.stage, staged.suite);
    const taken = (await places?.listen()) ?? { routes: [], master: null };
    tell({ report: 'listening', port: await door.listen(), ...taken });
  };

  const commission = ({ parcel, ports, routes: taken, master }: Extract<Order<Job>, { order: 'commission' }>): void => {
    const { processOf } = staged!;
    const portOf = (node: number): number => ports[processOf(node)]!;
    const routes = new Routes(portOf, taken);
    places?.leadTo(new Routes(portOf, []));
    setting = {
      ...staged!,
      isLocal: (node) => processOf(node) === own,
      routes,
      master,
      attackers: attackers(parcel),
      parcel,
      door,
      mediumOf: (node) => {
        let medium = media.get(node);
        if (medium === undefined) media.set(node, (medium = new MemoryMedium()));
        return medium;
      },
      truthOut: (bytes) => {
        if (truth.writableLength > mostTruthBytes) throw new Error('the judge does not keep up');
        truth.write(bytes);
      },
      ended: () => {},
    };
    tell({ report: 'ready' });
  };

  const attackers = (parcel: Parcel): AttackersSetting | null => {
    if (places === undefined) return null;
    const { attacks, cast, attackFromNs, intensity } = staged!;
    const plan = { attacks, fromNs: attackFromNs ?? cast.warmUpNs, intensity: intensity ?? 1 };
    return { plan, places, parcel: parcel.attackers!, readMedium: () => [] };
  };

  const begin = (startNs: bigint): void => {
    const clock = new RunClock(startNs);
    const house: ProcessHouse = new ProcessHouse({ ...setting!, clock, ended: () => ended() });
    const ended = (): void => {
      const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
      const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
      tell({ report: 'ended', costs: house.costs(), events: house.events, cpuSeconds, peakBytes: maxRSS * 1024 });
    };
    setTimeout(() => house.begin(), Math.max(0, -clock.nowNs() / 1e6));
  };

  const stop = (): void => {
    door.shut();
    truth.end(() => process.exit(0));
  };

  process.on('message', (order: Order<Job>) => {
    switch (order.order) {
      case 'prepare':
        void prepare(order.process, order.job).catch((error: unknown) =>
          tell({ report: 'fault', what: reason(error) }),
        );
        return;
      case 'commission':
        commission(order);
        return;
      case 'begin':
        begin(BigInt(order.startNs));
        return;
      case 'stop':
        stop();
    }
  });
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));
