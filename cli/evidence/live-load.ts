import { prepareLive } from '../../scenarios/live.ts';
import { factNumber } from '../../sim/framework/fact.ts';
import type { FactBlock } from '../../sim/framework/fact.ts';
import { points } from '../../sim/framework/figure.ts';
import { parameterValues } from '../parameters.ts';
import { liveEntry } from '../live-run.ts';
import { cpuSeconds, seconds } from './place.ts';
import { commandOf, planOf, profile } from './trial.ts';

/** One live run of the meeting rooms under a load, for a process of its own, which is the run's judge. */
export interface LoadSetting {
  /** Time between two reports of each thing, s. */
  readonly reportSeconds: number;
  readonly warmUpSeconds: number;
  readonly measuredSeconds: number;
}

/** What a live run carried between its warm-up and its end. */
export interface LoadResult {
  readonly again: string;
  readonly nodes: number;
  readonly devices: number;
  /** Messages that were sent, and those that were delivered, at any point. */
  readonly sent: number;
  readonly messages: number;
  readonly byPoint: Readonly<Record<string, number>>;
  readonly refused: number;
  readonly dropped: number;
  /** Messages that were still on their way at the end. */
  readonly inside: number;
  /** Channels that opened in all of the run. */
  readonly channels: number;
  /** Frames that went out together on a link, on average. */
  readonly together: number;
  readonly meanFrameBytes: number;
  /** From reading to twin, ms. */
  readonly reportP50Millis: number;
  readonly reportP95Millis: number;
  readonly seconds: number;
  /** Of all processes and the judge, in the measured time. */
  readonly cpuSeconds: number;
  readonly processes: readonly { readonly name: string; readonly cpuSeconds: number; readonly peakBytes: number }[];
}

/** 200 devices: six sensors, a camera, a lock, a lamp and a display in each of twenty rooms. */
const rooms = 20;
const sensorsPerRoom = 6;
const equipmentPerRoom = 4;

/** Runs the load and takes down what it carried. */
export async function liveLoadPart({
  reportSeconds,
  warmUpSeconds,
  measuredSeconds,
}: LoadSetting): Promise<LoadResult> {
  const set = [
    `rooms=${rooms}`,
    `sensorsPerRoom=${sensorsPerRoom}`,
    `reportSeconds=${reportSeconds}`,
    `deviceReportSeconds=${reportSeconds}`,
    `warmUpSeconds=${warmUpSeconds}`,
    `durationSeconds=${measuredSeconds}`,
  ];
  const trial = { set, profile: profile('framework') };
  const plan = planOf(trial);
  const parameters = parameterValues(plan.scenario, 'smoke', set, plan.scenario.live?.parameters);
  const tally = new MessageTally(warmUpSeconds * 1e9);
  const again = commandOf(trial)
    .replace(' run ', ' live ')
    .replace(/ --suite \S+/, '');
  const { play } = prepareLive({ ...plan, parameters, again, observers: [tally] }, liveEntry);
  let cpuBefore = 0;
  const { replication, outcome } = await play({
    seconds,
    progress: (nowNs) => {
      if (cpuBefore === 0 && nowNs >= warmUpSeconds * 1e9) cpuBefore = cpuSeconds();
    },
  });
  const judge = {
    name: 'judge',
    cpuSeconds: cpuSeconds() - cpuBefore,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
  const processes = [
    ...outcome.processes.map(({ name, measuredCpuSeconds, peakBytes }) => ({
      name,
      cpuSeconds: measuredCpuSeconds,
      peakBytes,
    })),
    judge,
  ];
  const { sent, delivered, refused, dropped, channels, sentBytes, byPoint } = tally;
  return {
    again,
    nodes: plan.scenario.build(parameters, 1).household.nodes,
    devices: rooms * (sensorsPerRoom + equipmentPerRoom),
    sent,
    messages: delivered,
    byPoint: Object.fromEntries(points.map((point, index) => [point, byPoint[index]!])),
    refused,
    dropped,
    inside: Object.values(outcome.inside).reduce((sum, count) => sum + count, 0),
    channels,
    together: outcome.frames / Math.max(1, outcome.writes),
    meanFrameBytes: Math.round(sentBytes / Math.max(1, sent)),
    reportP50Millis: replication.values['M30.reportP50']?.value ?? NaN,
    reportP95Millis: replication.values['M30.reportP95']?.value ?? NaN,
    seconds: measuredSeconds,
    cpuSeconds: processes.reduce((sum, process) => sum + process.cpuSeconds, 0),
    processes,
  };
}

/** Counts messages in the measured time. */
class MessageTally {
  sent = 0;
  delivered = 0;
  refused = 0;
  dropped = 0;
  channels = 0;
  sentBytes = 0;
  readonly byPoint = new Float64Array(64);
  private readonly fromNs: number;

  constructor(fromNs: number) {
    this.fromNs = fromNs;
  }

  block({ count, time, kind, message, place, sizeBytes }: FactBlock): void {
    for (let row = 0; row < count; row++) {
      if (kind[row] === factNumber.opened) this.channels++;
      if (time[row]! < this.fromNs || message[row] === 0) continue;
      switch (kind[row]) {
        case factNumber.sent:
          this.sent++;
          this.sentBytes += sizeBytes[row]!;
          break;
        case factNumber.delivered:
          this.delivered++;
          this.byPoint[place[row]!]! += 1;
          break;
        case factNumber.refused:
          this.refused++;
          break;
        case factNumber.dropped:
          this.dropped++;
      }
    }
  }
}
