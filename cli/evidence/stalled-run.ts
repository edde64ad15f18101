import { fileURLToPath } from 'node:url';
import { factNumber } from '../../sim/framework/fact.ts';
import type { FactBlock } from '../../sim/framework/fact.ts';
import type { PlannedFault } from '../../sim/worlds/live/faults/fault-plan.ts';
import { dropNumber } from '../../sim/worlds/shared/numbers.ts';
import { LiveWorld } from '../../sim/worlds/live/live-world.ts';
import { residentBytes } from './resident.ts';
import { reading, stalledStage, wireOf } from './stalled-stage.ts';
import type { StalledJob } from './stalled-stage.ts';

/** How a reader comes to read nothing: its process stands still, or its wire does. */
export type StallKind = 'freeze' | 'stall';

/** A live run whose reader stalls, for a process of its own, which is the run's judge. */
export interface StalledSetting extends Omit<StalledJob, 'untilNs'> {
  readonly kind: StallKind;
  /** Time before the stall, of the stall, and after it, s. */
  readonly beforeSeconds: number;
  readonly stallSeconds: number;
  readonly afterSeconds: number;
}

/** Highest resident memory of a process before, during and after a stall, bytes. */
export interface Resident {
  readonly name: string;
  readonly beforeBytes: number;
  readonly duringBytes: number;
  readonly afterBytes: number;
}

/** What became of the messages, and of the memory. */
export interface StalledResult {
  readonly sentBefore: number;
  readonly sentDuring: number;
  readonly deliveredDuring: number;
  readonly droppedDuring: number;
  readonly deliveredAfter: number;
  readonly refused: number;
  /** Times that memory was looked at during the stall. */
  readonly looksDuring: number;
  readonly processes: readonly Resident[];
}

const entry = fileURLToPath(new URL('../stalled-part.js', import.meta.url));
const lookMillis = 100;
/** Time before the stall over which memory is looked at, s. */
const baselineSeconds = 5;

/** Runs it to its end. Rejects where the run is void. */
export async function stalledPart(setting: StalledSetting): Promise<StalledResult> {
  const { kind, carrier, messagesPerSecond, beforeSeconds, stallSeconds, afterSeconds } = setting;
  const atNs = beforeSeconds * 1e9;
  const overNs = atNs + stallSeconds * 1e9;
  const fault: PlannedFault =
    kind === 'freeze'
      ? { fault: 'freeze', process: reading, atNs, thawAfterNs: stallSeconds * 1e9 }
      : {
          fault: 'stall',
          wire: { point: wireOf[carrier], from: 0, to: 1 },
          atNs,
          healAfterNs: stallSeconds * 1e9,
        };
  const job: StalledJob = { carrier, messagesPerSecond, untilNs: overNs + afterSeconds * 1e9 };
  const tally = new StallTally(atNs, overNs);
  const memory = new Map<string, [number, number, number]>();
  let looksDuring = 0;
  let looking: NodeJS.Timeout | undefined;
  const world = new LiveWorld<StalledJob>({
    staged: stalledStage(job),
    job,
    entry,
    faults: [fault],
    observers: [tally],
    progress: () => undefined,
    ready: ({ people }) => {
      const begun = performance.now();
      const all: readonly (readonly [string, number])[] = [
        ...[...people()].map(([name, { pid }]) => [name, pid] as const),
        ['judge', process.pid],
      ];
      looking = setInterval(() => {
        const nowSeconds = (performance.now() - begun) / 1000;
        const phase = nowSeconds < beforeSeconds ? 0 : nowSeconds < beforeSeconds + stallSeconds ? 1 : 2;
        if (nowSeconds < beforeSeconds - baselineSeconds) return;
        if (phase === 1) looksDuring++;
        for (const [name, pid] of all) {
          const most = memory.get(name) ?? [0, 0, 0];
          most[phase] = Math.max(most[phase]!, residentBytes(pid));
          memory.set(name, most);
        }
      }, lookMillis);
    },
  });
  try {
    await world.run();
  } finally {
    clearInterval(looking);
  }
  const { sentBefore, sentDuring, deliveredDuring, droppedDuring, deliveredAfter, refused } = tally;
  return {
    sentBefore,
    sentDuring,
    deliveredDuring,
    droppedDuring,
    deliveredAfter,
    refused,
    looksDuring,
    processes: [...memory].map(([name, [beforeBytes, duringBytes, afterBytes]]) => ({
      name,
      beforeBytes,
      duringBytes,
      afterBytes,
    })),
  };
}

/** Counts what became of messages before, during and after a stall. */
class StallTally {
  sentBefore = 0;
  sentDuring = 0;
  deliveredDuring = 0;
  droppedDuring = 0;
  deliveredAfter = 0;
  refused = 0;
  private readonly atNs: number;
  private readonly overNs: number;

  constructor(atNs: number, overNs: number) {
    this.atNs = atNs;
    this.overNs = overNs;
  }

  block({ count, time, kind, message, detail }: FactBlock): void {
    for (let row = 0; row < count; row++) {
      if (message[row] === 0) continue;
      const before = time[row]! < this.atNs;
      const during = !before && time[row]! < this.overNs;
      switch (kind[row]) {
        case factNumber.sent:
          if (before) this.sentBefore++;
          else if (during) this.sentDuring++;
          break;
        case factNumber.delivered:
          if (during) this.deliveredDuring++;
          else if (!before) this.deliveredAfter++;
          break;
        case factNumber.refused:
          this.refused++;
          break;
        case factNumber.dropped:
          if (during && detail[row] === dropNumber['queue']) this.droppedDuring++;
          break;
        default:
      }
    }
  }
}
