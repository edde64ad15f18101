import { attackersProcess } from './attackers/attackers-process.ts';
import type { FactObserver } from '../../framework/fact.ts';
import { points } from '../../framework/figure.ts';
import type { RunCosts } from '../../framework/metric.ts';
import type { Placement } from '../../framework/scenario.ts';
import type { LabelTable } from '../../framework/truth.ts';
import { Commissioner } from './commissioner.ts';
import { Crew, CrewFault } from './crew.ts';
import { Judge } from './judge.ts';
import type { Report } from './orders.ts';
import type { Staged } from './part.ts';
import { TruthMerge } from './truth-merge.ts';

/** A live run: what is staged, and how its processes are told to stage the same. */
export interface LiveSetting<Job> {
  readonly staged: Staged;
  /** What each process is told to put on stage; plain data. */
  readonly job: Job;
  /** The built file that a process runs. */
  readonly entry: string;
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
  readonly inside: Readonly<Record<string, number>>;
  /** By process: processor time and peak memory. */
  readonly processes: readonly {
    readonly name: string;
    readonly cpuSeconds: number;
    readonly peakBytes: number;
  }[];
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
  private broken: Error | null = null;

  constructor(setting: LiveSetting<Job>) {
    this.setting = setting;
    const { cast, processOf, attacks } = setting.staged;
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
      truthEnds: (name) => guarded(() => merge.end(name)),
    });
    const parties = new Set(cast.placements.flatMap((placement) => processesOf(placement, processOf)));
    this.processes = [...parties, ...(attacks.length === 0 ? [] : [attackersProcess])];
    for (const name of this.processes) merge.add(name);
  }

  /** Runs to the end of the cast's time. Rejects where a process fails or what was told does not fit together. */
  async run(): Promise<LiveOutcome> {
    const { staged, job } = this.setting;
    try {
      for (const name of this.processes) this.crew.hire(name);
      const listening = this.crew.order((process) => ({ order: 'prepare', process, job }), 'listening');
      const commissioner = new Commissioner(staged);
      const heard = [...(await listening)];
      const ports = Object.fromEntries(heard.map(([name, { port }]) => [name, port]));
      const routes = heard.flatMap(([, taken]) => taken.routes);
      const master = heard.find(([, taken]) => taken.master !== null)?.[1].master ?? null;
      await this.crew.order(
        (process) => ({
          order: 'commission',
          parcel: commissioner.parcelFor((node) => staged.processOf(node) === process),
          ports,
          routes,
          master,
        }),
        'ready',
      );
      const startNs = String(process.hrtime.bigint() + leadNs);
      const ended = await this.crew.order(() => ({ order: 'begin', startNs }), 'ended');
      await this.crew.dismiss();
      if (this.broken !== null) throw this.broken;
      this.judge.finish();
      return this.outcome(ended);
    } catch (error) {
      throw this.broken ?? error;
    } finally {
      this.crew.kill();
    }
  }

  /** Ends everything at once, whatever it is doing. */
  abort(): void {
    this.crew.kill(new CrewFault('the run was broken off'));
  }

  private outcome(ended: ReadonlyMap<string, Extract<Report, { report: 'ended' }>>): LiveOutcome {
    const costs: Record<string, { ns: number; bytes: number; calls: number }> = {};
    let events = 0;
    for (const report of ended.values()) {
      events += report.events;
      for (const [id, { ns, bytes, calls }] of Object.entries(report.costs)) {
        const sum = (costs[id] ??= { ns: 0, bytes: 0, calls: 0 });
        sum.ns += ns;
        sum.bytes += bytes;
        sum.calls += calls;
      }
    }
    return {
      costs,
      events,
      inside: { ...Object.fromEntries(points.map((point) => [point, 0])), ...this.judge.inside() },
      processes: [...ended].map(([name, { cpuSeconds, peakBytes }]) => ({ name, cpuSeconds, peakBytes })),
    };
  }
}

const processesOf = ({ first, count }: Placement, processOf: (node: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, index) => processOf(first + index));
