import { setTimeout } from 'node:timers/promises';
import type { AttackerClass } from '../../framework/attacker.ts';
import type { Attack } from '../../framework/attack.ts';
import type { KillChain } from '../../framework/kill-chain.ts';
import { attackersProcess } from './attackers/attackers-process.ts';
import { AttackerPlaces } from './attackers/live-adversary.ts';
import type { MediumReader } from './attackers/live-insides.ts';
import { readMedium } from './stores/medium-reader.ts';
import type { AttackersSetting } from './attackers/live-adversary.ts';
import { clockFaults, wireFaults, wiresProcess } from './faults/fault-plan.ts';
import type { PlannedFault } from './faults/fault-plan.ts';
import { FaultyWires } from './faults/faulty-wires.ts';
import { speaksMqtt } from './carriage.ts';
import type { ProcessSetting } from './process-setting.ts';
import { ProcessHouse } from './process-house.ts';
import { Door } from './door.ts';
import type { Order, Report, Spent } from './orders.ts';
import { Exchange } from './mqtt/exchange.ts';
import { PartMedia } from './part-media.ts';
import { Routes } from './routes.ts';
import type { Route } from './routes.ts';
import { RunClock } from './run-clock.ts';
import { tellParent } from './tell-parent.ts';
import { TruthTeller } from './truth-files.ts';

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
  /** Whose attacks they are, with what budget. */
  readonly attacker?: AttackerClass;
  /** The chain whose stages the attacks are. */
  readonly chain?: KillChain;
  /** Name of the process in which a node runs; attackers' nodes run in `attackersProcess`. */
  readonly processOf: (node: number) => string;
}

/** How often a process tries to listen at the port that it is to have, and the time between two tries, ms (assumptions). */
const mostListens = 50;
const listenAgainMillis = 100;

/** Descriptors of the files in which a process tells the judge what it did. */
const truthDescriptors = [4, 5] as const;
/** Time between two words on who came to the door, ms: often enough for the eye. */
const visitsMillis = 1_000;

/**
 * One process of a live run, from its first order to its last: it lives no longer than its parent. Signals of the terminal are
 * the parent's to answer.
 */
export function runPart<Job>(stage: (job: Job) => Staged): void {
  const tell = (report: Report): void => tellParent(report);
  const truth = new TruthTeller(truthDescriptors);
  const door = new Door();
  const media = new PartMedia();
  let staged: Staged | undefined;
  let own = '';
  let places: AttackerPlaces | undefined;
  let wires: FaultyWires | null = null;
  let faults: readonly PlannedFault[] = [];
  let ownRoutes: readonly Route[] = [];
  let exchange: Exchange | null = null;
  let setting: Omit<ProcessSetting, 'clock' | 'life'> | undefined;
  let house: ProcessHouse | undefined;
  let isOver = false;

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

  const prepare = async (order: Extract<Order<Job>, { order: 'prepare' }>): Promise<void> => {
    const { process: name, job, port } = order;
    own = name;
    faults = order.faults;
    staged = stage(job);
    if (name === attackersProcess) places = new AttackerPlaces(staged.cast.stage, staged.suite);
    if (name === wiresProcess) wires = new FaultyWires(wireFaults(faults));
    const taken = (await places?.listen()) ?? { routes: (await wires?.listen()) ?? [], master: null };
    ownRoutes = taken.routes;
    tell({ report: 'listening', port: await listening(door, port), ...taken });
  };

  const commission = async (order: Extract<Order<Job>, { order: 'commission' }>): Promise<void> => {
    const { parcel, ports, routes: taken, master, broker = null } = order;
    const { processOf } = staged!;
    await media.open(order);
    const portOf = (node: number): number => ports[processOf(node)]!;
    const routes = new Routes(portOf, taken);
    places?.leadTo(new Routes(portOf, []));
    // Who is on a faulty wire sits behind what is wrong with it.
    wires?.leadTo(
      new Routes(
        portOf,
        taken.filter(({ port }) => !ownRoutes.some((route) => route.port === port)),
      ),
    );
    const speaks = broker !== null && speaksMqtt(staged!.cast, (node) => processOf(node) === own);
    if (speaks) exchange = await Exchange.open(broker);
    setting = {
      ...staged!,
      exchange,
      isLocal: (node) => processOf(node) === own,
      routes,
      master,
      attackers: attackers(order),
      wires,
      clockFaults: clockFaults(faults),
      parcel,
      door,
      mediumOf: (node) => media.of(node),
      askOperator: (asked) => tell({ report: 'asked', asked }),
      truthOut: (bytes) => truth.write(bytes),
      ended: () => {},
    };
    tell({ report: 'ready' });
  };

  const attackers = ({ parcel, reach }: Extract<Order<Job>, { order: 'commission' }>): AttackersSetting | null => {
    if (places === undefined) return null;
    const { attacks, cast, attackFromNs, intensity, attacker, chain } = staged!;
    const plan = {
      attacks,
      fromNs: attackFromNs ?? cast.warmUpNs,
      intensity: intensity ?? 1,
      ...(attacker === undefined ? {} : { attacker }),
      ...(chain === undefined ? {} : { chain }),
    };
    return { plan, places, parcel: parcel.attackers!, readMedium: reader(reach) };
  };

  const begin = ({ startNs, life }: Extract<Order<Job>, { order: 'begin' }>): void => {
    const clock = new RunClock(BigInt(startNs));
    const nodes: ProcessHouse = new ProcessHouse({ ...setting!, clock, life, ended: () => ended() });
    house = nodes;
    const spent = (): Spent => ({
      costs: nodes.costs(),
      cpuSeconds: cpuSeconds(),
      tellingSeconds: truth.spentSeconds,
    });
    let warmedUp: Spent | undefined;
    const ended = (): void => {
      const { events, mediumFailures, traffic } = nodes;
      const peakBytes = process.resourceUsage().maxRSS * 1024;
      clearInterval(tellingVisits);
      tell({
        report: 'ended',
        ...spent(),
        events,
        ...traffic,
        peakBytes,
        mediumFailures,
        warmedUp: warmedUp ?? spent(),
        visits: door.counts,
      });
    };
    let told = '';
    const tellingVisits = setInterval(() => {
      const visits = door.counts;
      const now = JSON.stringify(visits);
      if (now !== told) tell({ report: 'visits', visits });
      told = now;
    }, visitsMillis);
    const { warmUpNs } = staged!.cast;
    const until = (ns: number): Promise<void> => setTimeout(Math.max(0, (ns - clock.nowNs()) / 1e6));
    void until(warmUpNs).then(() => (warmedUp = spent()));
    void until(0).then(() => {
      nodes.begin();
      // Told so before there was anything to leave.
      if (isOver) nodes.leave();
    });
  };

  const stop = (): void => {
    door.shut();
    exchange?.close();
    process.exit(0);
  };

  const fail = (error: unknown): void => tell({ report: 'fault', what: reason(error) });

  process.on('message', (order: Order<Job>) => {
    switch (order.order) {
      case 'prepare':
        void prepare(order).catch(fail);
        return;
      case 'commission':
        void commission(order).catch(fail);
        return;
      case 'begin':
        begin(order);
        return;
      case 'operate':
        house?.operate(order.asked);
        return;
      case 'leave':
        isOver = true;
        house?.leave();
        return;
      case 'stop':
        stop();
    }
  });
}

/** Listens at a port that may still be taken for a moment by somebody's outgoing connection, as that of a killed process may. */
async function listening(door: Door, port: number): Promise<number> {
  for (let tries = 1; ; tries++) {
    try {
      return await door.listen(port);
    } catch (error) {
      if (port === 0 || tries === mostListens || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      await setTimeout(listenAgainMillis);
    }
  }
}

/** Reads media from outside their nodes, while those go on. Throws where a medium cannot be reached. */
const reader = (reach: Extract<Order<never>, { order: 'commission' }>['reach']): MediumReader => {
  const places = new Map(reach);
  return (node) => {
    const place = places.get(node);
    if (place === undefined) throw new RangeError(`nobody has reach of the medium of node ${node}`);
    return readMedium(place);
  };
};

/** Processor time of this process so far, s. */
const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));
