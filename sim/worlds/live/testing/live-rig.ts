import { opensslByteSuite } from '../../../crypto/openssl/byte-suite.ts';
import { FactLog } from '../../virtual/testing/fact-log.ts';
import { smallStage } from '../../virtual/testing/small-house.ts';
import type { SmallHouse } from '../../virtual/testing/small-house.ts';
import { nodesFor } from '../../shared/campaign.ts';
import { attackersProcess } from '../attackers/attackers-process.ts';
import { AttackerPlaces } from '../attackers/live-adversary.ts';
import type { MediumReader } from '../attackers/live-insides.ts';
import { Commissioner } from '../commissioner.ts';
import { Door } from '../door.ts';
import { clockFaults, wireFaults } from '../faults/fault-plan.ts';
import type { PlannedClock, WireFault } from '../faults/fault-plan.ts';
import { FaultyWires } from '../faults/faulty-wires.ts';
import { Judge } from '../judge.ts';
import { MemoryMedium } from './memory-medium.ts';
import type { Medium } from '../stores/medium.ts';
import type { Parcel } from '../parcel.ts';
import { Exchange } from '../mqtt/exchange.ts';
import type { BrokerOfRun } from '../mqtt/exchange.ts';
import { ProcessHouse } from '../process-house.ts';
import { Routes } from '../routes.ts';
import { RunClock } from '../run-clock.ts';
import { TruthMerge } from '../truth-merge.ts';

/** What a test may turn about before its house begins to live. */
export interface Meddling {
  /** Changes what the process of a placement is handed. */
  readonly parcel?: (placement: string, parcel: Parcel) => Parcel;
  /** A broker elsewhere through which things and IoT platforms speak. */
  readonly broker?: BrokerOfRun;
  readonly medium?: (node: number) => Medium;
  /** What an attacker with reach of the machine reads of a node's medium. */
  readonly readMedium?: MediumReader;
  /** What strangers do at its doors meanwhile: the house lives until they are done. */
  readonly besiege?: (doors: ReadonlyMap<string, Door>, ports: ReadonlyMap<string, number>) => Promise<void>;
  /** What wires and clocks are to suffer. */
  readonly faults?: readonly (WireFault | PlannedClock)[];
  /** Time between two signs of life on a link, ms. */
  readonly beatMillis?: number;
  /** Told at the end how many messages were sent and have not come to their end, by point. */
  readonly inside?: (messages: Readonly<Record<string, number>>) => void;
  /** When the house has shown all that the test looks at: after so many facts, or as they say; what comes a moment later still counts. */
  readonly facts: number | ((log: FactLog) => boolean);
  /** What must hold besides. */
  readonly holds?: () => boolean;
}

/** How long a house lives whose facts do not come, on however busy a machine, ns. */
const patienceNs = 20_000_000_000;
const momentMillis = 60;

/**
 * A small house on real sockets: every placement as it would be in a process of its own, all of them in this one. It lives until
 * it has shown what the test waits for.
 */
export async function liveHouse(house: SmallHouse, meddling: Meddling): Promise<FactLog> {
  const { cast, controls, table, costs } = smallStage({ ...house, untilNs: patienceNs });
  const suite = opensslByteSuite();
  const attacks = house.attacks ?? [];
  const staged = { cast, seed: 1, suite, controls, tables: [table], tableOf: () => 0, costs, attacks };
  const placementOf = (node: number): string =>
    cast.placements.find(({ first, count }) => first <= node && node < first + count)?.name ?? attackersProcess;
  const log = new FactLog();
  const judge = new Judge(
    cast.placements.reduce((sum, { cells, count }) => sum + cells * count, 0),
    attacks.map(({ id }) => id),
    [],
    // It follows, so that what a test waits for is seen as it comes.
    [log],
  );
  const { facts, faults = [] } = meddling;
  const hasShown = (): boolean => {
    judge.show();
    return typeof facts === 'number' ? judge.facts >= facts : facts(log);
  };
  const wires = new FaultyWires(wireFaults(faults));
  const faulty = await wires.listen();
  const merge = new TruthMerge((name, timeNs, segment) => judge.segment(name, timeNs, segment));
  const commissioner = new Commissioner(staged);
  const doors = new Map<string, Door>();
  const ports = new Map<string, number>();
  const places = attacks.length === 0 ? null : new AttackerPlaces(cast.stage, suite);
  const taken = (await places?.listen()) ?? { routes: [], master: null };
  const portOf = (node: number): number => ports.get(placementOf(node))!;
  places?.leadTo(new Routes(portOf, []));
  const names = [...cast.placements.map(({ name }) => name), ...(places === null ? [] : [attackersProcess])];
  for (const name of names) {
    const door = new Door();
    doors.set(name, door);
    ports.set(name, await door.listen(0));
    merge.add(name);
  }
  wires.leadTo(new Routes(portOf, []));
  const exchanges = new Map<string, Exchange>();
  if (meddling.broker !== undefined) {
    for (const name of names) exchanges.set(name, await Exchange.open(meddling.broker));
  }
  const startNs = process.hrtime.bigint() + 30_000_000n;
  const processes: ProcessHouse[] = [];
  let besieged = meddling.besiege !== undefined;
  const watch = setInterval(() => {
    if (!hasShown() || besieged || meddling.holds?.() === false) return;
    clearInterval(watch);
    setTimeout(() => processes.forEach((one) => one.leave()), momentMillis);
  }, 10);
  const lives = names.map(
    (name) =>
      new Promise<void>((resolve) => {
        const isLocal = (node: number): boolean => placementOf(node) === name;
        const parcel = commissioner.parcelFor(isLocal);
        const clock = new RunClock(startNs);
        const plan = { attacks, fromNs: 0, intensity: 1 };
        const readMedium = meddling.readMedium ?? (() => []);
        const attackers = { plan, places: places!, parcel: parcel.attackers!, readMedium };
        const nodes: ProcessHouse = new ProcessHouse({
          ...staged,
          exchange: exchanges.get(name) ?? null,
          attackerNodes: nodesFor(attacks.length),
          isLocal,
          routes: new Routes(portOf, [...taken.routes, ...faulty]),
          parcel: meddling.parcel?.(name, parcel) ?? parcel,
          clock,
          life: 0,
          door: doors.get(name)!,
          attackers: name === attackersProcess ? attackers : null,
          wires: processes.length === 0 ? wires : null,
          clockFaults: clockFaults(faults),
          ...(meddling.beatMillis === undefined ? {} : { beatMillis: meddling.beatMillis }),
          master: taken.master,
          mediumOf: meddling.medium ?? (() => new MemoryMedium()),
          askOperator: (asked) => processes[names.indexOf(placementOf(asked.at))]!.operate(asked),
          truthOut: (bytes) => merge.take(name, bytes),
          ended: () => {
            doors.get(name)!.shut();
            exchanges.get(name)?.close();
            merge.end(name);
            resolve();
          },
        });
        processes.push(nodes);
        setTimeout(() => nodes.begin(), Math.max(0, -clock.nowNs() / 1e6));
      }),
  );
  await meddling.besiege?.(doors, ports);
  besieged = false;
  await Promise.all(lives);
  clearInterval(watch);
  judge.finish();
  meddling.inside?.(judge.inside());
  return log;
}
