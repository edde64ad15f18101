import { attackersProcess } from './attackers/attackers-process.ts';
import type { FactObserver } from '../../framework/fact.ts';
import { points } from '../../framework/figure.ts';
import type { RunCosts } from '../../framework/metric.ts';
import type { Placement } from '../../framework/scenario.ts';
import type { LabelTable } from '../../framework/truth.ts';
import { Commissioner } from './commissioner.ts';
import { Crew, CrewFault } from './crew.ts';
import type { PlannedFault } from './faults/fault-plan.ts';
import { checkFaults, FaultSchedule } from './faults/fault-schedule.ts';
import { Judge } from './judge.ts';
import type { MediumFailures, Report } from './orders.ts';
import type { Staged } from './part.ts';
import { Restarts } from './restarts.ts';
import { RunMedia } from './run-media.ts';
import type { MediumPlace } from './stores/open-medium.ts';
import { TruthMerge } from './truth-merge.ts';

/** A live run: what is staged, and how its processes are told to stage the same. */
export interface LiveSetting<Job> {
  readonly staged: Staged;
  /** What each process is told to put on stage; plain data. */
  readonly job: Job;
  /** The built file that a process runs. */
  readonly entry: string;
  /** URL of the PostgreSQL server that holds what storages keep; an embedded database for each where there is none. */
  readonly store?: string | null;
  /** What is to befall its processes; nothing where there is none. */
  readonly faults?: readonly PlannedFault[];
  readonly observers: readonly FactObserver[];
  /** Shown facts soon after they happened, between two calls of `progress`. */
  readonly followers?: readonly FactObserver[];
  /** Told how far the run has come, ns. */
  readonly progress: (nowNs: number) => void;
}

/** How a live run went. */
export interface LiveOutcome {
  readonly costs: RunCosts;
  readonly events: number;
  /** Frames sent by all processes, and writes in which they went out. */
  readonly frames: number;
  readonly writes: number;
  readonly inside: Readonly<Record<string, number>>;
  /** By process: processor time, peak memory, and what its media did not do. */
  readonly processes: readonly {
    readonly name: string;
    readonly cpuSeconds: number;
    /** Of it, after the warm-up. */
    readonly measuredCpuSeconds: number;
    readonly peakBytes: number;
    readonly mediumFailures: MediumFailures;
  }[];
  /** What controls, and all processes together, spent after the warm-up. */
  readonly warm: { readonly costs: RunCosts; readonly cpuSeconds: number };
}

/** Time between the last process being ready and the start, ns: an order on a pipe takes less (assumption). */
const leadNs = 250_000_000n;

/** Time between two times that followers are shown facts, ns: often enough for the eye. */
const shownEveryNs = 100_000_000;

/** A scenario's cast brought to life by real processes, judged in this one from what they tell beside the wire. */
export class LiveWorld<Job> {
  readonly labels: LabelTable;
  private readonly setting: LiveSetting<Job>;
  private readonly judge: Judge;
  private readonly crew: Crew<Job>;
  private readonly processes: readonly string[];
  private readonly media: RunMedia;
  private readonly restarts: Restarts<Job>;
  private readonly faults: FaultSchedule;
  private broken: Error | null = null;

  constructor(setting: LiveSetting<Job>) {
    this.setting = setting;
    const { cast, processOf, attacks } = setting.staged;
    this.media = new RunMedia(setting.staged);
    const cells = cast.placements.reduce((sum, { cells: own, count }) => sum + own * count, 0);
    this.judge = new Judge(
      cells,
      attacks.map(({ id }) => id),
      setting.observers,
      setting.followers,
    );
    this.labels = this.judge.labels;
    let shownNs = 0;
    const merge = new TruthMerge((process, timeNs, segment) => {
      this.judge.segment(process, timeNs, segment);
      if (timeNs - shownNs >= shownEveryNs) {
        shownNs = timeNs;
        this.judge.show();
      }
      setting.progress(timeNs);
    });
    const guarded = (work: () => void): void => {
      try {
        if (this.broken === null) work();
      } catch (error) {
        this.broken = error as Error;
        this.crew.kill(this.broken);
      }
    };
    this.crew = new Crew(setting.entry, {
      truth: (name, bytes) => guarded(() => merge.take(name, bytes)),
      truthEnds: (name, how) => guarded(() => (how === 'cut' ? this.restarts.perished(name) : merge.end(name))),
    });
    this.restarts = new Restarts(setting.staged, this.crew, merge);
    const parties = new Set(cast.placements.flatMap((placement) => processesOf(placement, processOf)));
    this.processes = [...parties, ...(attacks.length === 0 ? [] : [attackersProcess])];
    for (const name of this.processes) merge.add(name);
    const { faults = [] } = setting;
    checkFaults(faults, { processes: [...parties], untilNs: cast.untilNs });
    this.faults = new FaultSchedule(faults, this.restarts, (error) => this.crew.kill(error));
  }

  /** Runs to the end of the cast's time. Rejects where a process fails or what was told does not fit together. */
  async run(): Promise<LiveOutcome> {
    const { staged, job, store = null } = this.setting;
    await this.media.make(store);
    try {
      for (const name of this.processes) this.crew.hire(name);
      const listening = this.crew.order((process) => ({ order: 'prepare', process, job, port: 0 }), 'listening');
      const commissioner = new Commissioner(staged);
      const heard = [...(await listening)];
      const ports = Object.fromEntries(heard.map(([name, { port }]) => [name, port]));
      const routes = heard.flatMap(([, taken]) => taken.routes);
      const master = heard.find(([, taken]) => taken.master !== null)?.[1].master ?? null;
      const commission = (process: string) => ({
        order: 'commission' as const,
        parcel: commissioner.parcelFor((node) => staged.processOf(node) === process),
        ...this.media.handedTo(process),
        ports,
        routes,
        master,
      });
      const commissions = new Map(this.processes.map((name) => [name, commission(name)]));
      await this.crew.order((name) => commissions.get(name)!, 'ready');
      const startNs = process.hrtime.bigint() + leadNs;
      const ended = this.crew.order(() => ({ order: 'begin', startNs: String(startNs), life: 0 }), 'ended');
      this.faults.begin(this.restarts.begin({ job, startNs, commissions }));
      const reports = await ended;
      await this.crew.dismiss();
      if (this.broken !== null) throw this.broken;
      this.judge.finish();
      return this.outcome(reports);
    } catch (error) {
      throw this.broken ?? error;
    } finally {
      this.faults.end();
      this.crew.kill();
      await this.crew.gone();
      await this.media.discard();
    }
  }

  /** Ends everything at once, whatever it is doing; `run` rejects when nothing is left. */
  abort(): void {
    this.crew.kill(new CrewFault('the run was broken off'));
  }

  /** Ends everything in the moment in which this process ends. A schema is left to the processes that had stores in it. */
  abandon(): void {
    if (this.media.isOnServer) return;
    this.abort();
    this.media.discardNow();
  }

  /** Where the medium of a storage lies, once `run` has begun. RangeError for a node that has none. */
  mediumPlaceOf(node: number): MediumPlace {
    return this.media.placeOf(node);
  }

  private outcome(ended: ReadonlyMap<string, Extract<Report, { report: 'ended' }>>): LiveOutcome {
    const reports = [...ended.values()];
    const costs = added(reports.map((report) => report.costs));
    const before = added(reports.map(({ warmedUp }) => warmedUp.costs));
    const total = (of: (report: (typeof reports)[number]) => number): number =>
      reports.reduce((sum, report) => sum + of(report), 0);
    return {
      costs,
      warm: { costs: less(costs, before), cpuSeconds: total((one) => one.cpuSeconds - one.warmedUp.cpuSeconds) },
      events: total((one) => one.events),
      frames: total((one) => one.frames),
      writes: total((one) => one.writes),
      inside: { ...Object.fromEntries(points.map((point) => [point, 0])), ...this.judge.inside() },
      processes: [...ended].map(([name, { cpuSeconds, warmedUp, peakBytes, mediumFailures }]) => ({
        name,
        cpuSeconds,
        measuredCpuSeconds: cpuSeconds - warmedUp.cpuSeconds,
        peakBytes,
        mediumFailures,
      })),
    };
  }
}

/** Costs of several processes together. */
function added(parts: readonly RunCosts[]): RunCosts {
  const sums: Record<string, { ns: number; bytes: number; calls: number }> = {};
  for (const part of parts) {
    for (const [id, { ns, bytes, calls }] of Object.entries(part)) {
      const sum = (sums[id] ??= { ns: 0, bytes: 0, calls: 0 });
      sum.ns += ns;
      sum.bytes += bytes;
      sum.calls += calls;
    }
  }
  return sums;
}

const less = (all: RunCosts, before: RunCosts): RunCosts =>
  Object.fromEntries(
    Object.entries(all).map(([id, { ns, bytes, calls }]) => {
      const then = before[id] ?? { ns: 0, bytes: 0, calls: 0 };
      return [id, { ns: ns - then.ns, bytes: bytes - then.bytes, calls: calls - then.calls }];
    }),
  );

const processesOf = ({ first, count }: Placement, processOf: (node: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, index) => processOf(first + index));
