import type { Machine } from '../../metrics/results/summary.ts';
import { median } from '../../metrics/statistics/median.ts';
import { attacks } from '../../attacks/catalogue.ts';
import { ConservationFault } from '../../metrics/oracle/books.ts';
import { prepareLive } from '../../scenarios/live.ts';
import type { LiveRun } from '../../scenarios/live.ts';
import { compareWorlds } from '../../scenarios/worlds/compare-worlds.ts';
import type { LiveRunner } from '../../scenarios/worlds/live-runner.ts';
import { comparison as meetingRoom } from '../../scenarios/meeting-room-mapping/comparison.ts';
import type { ComparisonEffort } from '../../scenarios/worlds/terms.ts';
import { twinClass } from '../../scenarios/worlds/twin.ts';
import type { MeasuredLoopback } from '../../scenarios/worlds/twin.ts';
import type { CostTables } from '../../sim/framework/costs.ts';
import { costTables } from '../../sim/crypto/costs/cost-tables.ts';
import { calibrateThisMachine } from '../calibrate/this-machine.ts';
import type { CostRow } from '../cost-file.ts';
import { isVoid, liveEntry, withLiveRuns } from '../live-run.ts';
import { measuredLoopback } from './measured-loopback.ts';
import type { WorldsRequest, WorldsResult } from './worlds-result.ts';

/** How much is run: enough for intervals, or enough to see that it works. */
const efforts: Readonly<Record<WorldsRequest['effort'], ComparisonEffort>> = {
  full: { serviceRuns: 5, mostAttackedRuns: 4, sideBySide: 3, seed: 1 },
  quick: { serviceRuns: 2, mostAttackedRuns: 1, sideBySide: 3, seed: 1 },
};

const seconds = (): number => performance.now() / 1000;

const runner = (running: Set<LiveRun>): LiveRunner => ({
  play: async (plan) => {
    const run = prepareLive(plan, liveEntry);
    running.add(run);
    try {
      return await run.play({ seconds });
    } finally {
      running.delete(run);
    }
  },
  voidedBy: (error) => (isVoid(error) || error instanceof ConservationFault ? error.message : null),
});

/** The tables of the twin: as measured here, and a message costs besides what it takes to wake who gets it. */
const tablesOf = (rows: readonly CostRow[], { wakeNs }: Pick<MeasuredLoopback, 'wakeNs'>): CostTables => {
  const measured = rows.find(({ id }) => id === twinClass)!;
  const { name, summary: source, fixedNs, perByteNs, stack = {} } = measured;
  const awake = { ...fixedNs, handle: fixedNs.handle + wakeNs };
  return { ...costTables, [twinClass]: { name, source, fixedNs: awake, perByteNs, stack } };
};

/** Measures this machine, then plays the same runs in both worlds and compares them. */
export function validateWorlds(
  { effort, only, attack }: WorldsRequest,
  {
    machine,
    version,
    progress,
  }: {
    readonly machine: Machine;
    readonly version: string;
    readonly progress: (label: string, done: number, of: number) => void;
  },
): Promise<WorldsResult> {
  const again = `metarange validate --worlds${effort === 'quick' ? ' --quick' : ''}`;
  return withLiveRuns({ again, store: null }, async (running, lookUp) => {
    const begunSeconds = seconds();
    const { costs, calibration } = await calibrateThisMachine(
      { device: twinClass, effort: 'alone' },
      { machine, version, watch: { lookUp }, progress: (label, done, of) => progress(`calibrate ${label}`, done, of) },
    );
    const loopback = await measuredLoopback();
    const comparison = await compareWorlds({
      terms: {
        ...meetingRoom,
        attacks: meetingRoom.attacks.filter((one) => (attack ?? one.attack) === one.attack),
      },
      effort: efforts[effort],
      only,
      attacks,
      costs: tablesOf(costs, loopback),
      loopback,
      runner: runner(running),
      again,
      seconds,
      progress,
      lookUp,
    });
    const { wallPerCpu, handshakes, warnings } = calibration;
    return {
      ...comparison,
      machine,
      wallSeconds: seconds() - begunSeconds,
      measured: {
        wallPerCpu,
        handshakes,
        loopbackDelayMicros: median(loopback.delayNs) / 1e3,
        timerLagMicros: median(loopback.timerLagNs) / 1e3,
        wakeMicros: loopback.wakeNs / 1e3,
      },
      warnings,
    };
  });
}
