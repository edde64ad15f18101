import type { ProcessSetting } from './process-house.ts';
import { ProcessHouse } from './process-house.ts';
import { Door } from './door.ts';
import type { Order, Report } from './orders.ts';
import { PartMedia } from './part-media.ts';
import { Routes } from './routes.ts';
import { RunClock } from './run-clock.ts';
import { TruthPipe } from './truth-pipe.ts';

/** What a job puts on stage: all that a process needs beside what the parent hands it. */
export interface Staged extends Pick<
  ProcessSetting,
  'cast' | 'seed' | 'suite' | 'controls' | 'tables' | 'tableOf' | 'costs' | 'attackerNodes'
> {
  /** Name of the process in which a node runs. */
  readonly processOf: (node: number) => string;
}

/** File descriptor of the pipe on which a process tells the judge what it did. */
export const truthDescriptor = 4;

/**
 * One process of a live run, from its first order to its last: it lives no longer than its parent. Signals of the terminal are
 * the parent's to answer.
 */
export function runPart<Job>(stage: (job: Job) => Staged): void {
  const tell = (report: Report): void => void process.send!(report);
  const truth = new TruthPipe(truthDescriptor, () => left());
  const door = new Door();
  const media = new PartMedia();
  let staged: Staged | undefined;
  let own = '';
  let setting: Omit<ProcessSetting, 'clock'> | undefined;

  // Whoever is left without a parent has nobody to work for.
  let isLeft = false;
  const left = (): void => {
    if (isLeft) return;
    isLeft = true;
    void media.removeLeavings().finally(() => process.exit(0));
  };
  process.once('disconnect', left);
  if (!process.connected) left();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

  const prepare = async (name: string, job: Job): Promise<void> => {
    own = name;
    staged = stage(job);
    tell({ report: 'listening', port: await door.listen(), routes: [] });
  };

  const commission = async (order: Extract<Order<Job>, { order: 'commission' }>): Promise<void> => {
    const { parcel, ports, routes } = order;
    const { processOf } = staged!;
    await media.open(order);
    setting = {
      ...staged!,
      isLocal: (node) => processOf(node) === own,
      routes: new Routes((node) => ports[processOf(node)]!, routes),
      parcel,
      door,
      mediumOf: (node) => media.of(node),
      truthOut: (bytes) => truth.write(bytes),
      truthTold: (then) => truth.told(then),
      ended: () => {},
    };
    tell({ report: 'ready' });
  };

  const begin = (startNs: bigint): void => {
    const clock = new RunClock(startNs);
    const house: ProcessHouse = new ProcessHouse({ ...setting!, clock, ended: () => ended() });
    const ended = (): void => {
      const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
      const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
      const { events, mediumFailures } = house;
      tell({
        report: 'ended',
        costs: house.costs(),
        events,
        cpuSeconds,
        peakBytes: maxRSS * 1024,
        mediumFailures,
      });
    };
    setTimeout(() => house.begin(), Math.max(0, -clock.nowNs() / 1e6));
  };

  const stop = (): void => {
    door.shut();
    truth.end(() => process.exit(0));
  };

  const fail = (error: unknown): void => tell({ report: 'fault', what: reason(error) });

  process.on('message', (order: Order<Job>) => {
    switch (order.order) {
      case 'prepare':
        void prepare(order.process, order.job).catch(fail);
        return;
      case 'commission':
        void commission(order).catch(fail);
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
