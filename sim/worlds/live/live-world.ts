import { attackersProcess } from './attackers/attackers-process.ts';
import type { FactObserver } from '../../framework/fact.ts';
import { points } from '../../framework/figure.ts';
import type { RunCosts } from '../../framework/metric.ts';
import type { Placement } from '../../framework/scenario.ts';
import type { LabelTable } from '../../framework/truth.ts';
import { costsSince } from '../shared/control-costs.ts';
import { clearedUpAfter } from './clear-up.ts';
import { Commissioner } from './commissioner.ts';
import { Crew, CrewFault, StartFault } from './crew.ts';
import { checkFaults } from './faults/check-faults.ts';
import { processFaults, wireFaults, wiresProcess } from './faults/fault-plan.ts';
import type { PlannedFault } from './faults/fault-plan.ts';
import { FaultSchedule } from './faults/fault-schedule.ts';
import { Judge } from './judge.ts';
import { brokerOfRun } from './mqtt/exchange.ts';
import type { MediumFailures, Report, Spent } from './orders.ts';
import type { Parcel } from './parcel.ts';
import type { Staged } from './part.ts';
import { Restarts } from './restarts.ts';
import { RunMedia } from './run-media.ts';
import { TruthMerge } from './truth-merge.ts';
import type { VisitCounts } from './visits.ts';

/** A live run under way, for who looks at it from outside or besieges it. */
export interface LiveGround {
  readonly commissioner: Commissioner;
  readonly staged: Staged;
  /** By process: where it listens. */
  readonly ports: Readonly<Record<string, number>>;
  /** By process: its number and the last that it wrote to its standard error. */
  readonly people: () => Crew<unknown>['people'];
  /** By process: who came to its door, as it last told. */
  readonly visits: () => ReadonlyMap<string, VisitCounts>;
  /** Ends the run before its time, in good order. */
  readonly leave: () => void;
}

/** A live run: what is staged, and how its processes are told to stage the same. */
export interface LiveSetting<Job> {
  readonly staged: Staged;
  /** What each process is told to put on stage; plain data. */
  readonly job: Job;
  /** The built file that a process runs. */
  readonly entry: string;
  /** URL of the PostgreSQL server that holds what storages keep; an embedded database for each where there is none. */
  readonly store?: string | null;
  /** URL of the broker through which things and IoT platforms speak; each platform has its own where there is none. */
  readonly mqtt?: string | null;
  /** What is to befall its processes, wires and clocks; nothing where there is none. */
  readonly faults?: readonly PlannedFault[];
  readonly observers: readonly FactObserver[];
  /** Shown facts soon after they happened, between two calls of `progress`. */
  readonly followers?: readonly FactObserver[];
  /** Told how far the run has come, ns. */
  readonly progress: (nowNs: number) => void;
  /** Called when all processes are ready and the run is about to begin. */
  readonly ready?: (ground: LiveGround) => void;
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
    /** Who came to its door, and why some were turned away. */
    readonly visits: VisitCounts;
  }[];
  /** What controls, and all processes together, spent after the warm-up. */
  readonly warm: Spent;
  /** What of the run could not be removed after it, in one line; null where nothing is left. */
  readonly leftBehind: string | null;
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
  private readonly visits = new Map<string, VisitCounts>();
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
      visits: (name, counts) => void this.visits.set(name, counts),
      asked: (asked) => this.restarts.operate(processOf(asked.at), asked),
    });
    this.restarts = new Restarts(setting.staged, this.crew, merge);
    const parties = new Set(cast.placements.flatMap((placement) => processesOf(placement, processOf)));
    const { faults = [] } = setting;
    checkFaults(faults, { cast, processes: [...parties] });
    this.processes = [
      ...parties,
      ...(attacks.length === 0 ? [] : [attackersProcess]),
      ...(wireFaults(faults).length === 0 ? [] : [wiresProcess]),
    ];
    for (const name of this.processes) merge.add(name);
    this.faults = new FaultSchedule(processFaults(faults), this.restarts, (error) => this.crew.kill(error));
  }

  /** Runs to the end of the cast's time. Rejects where a process fails or what was told does not fit together. */
  async run(): Promise<LiveOutcome> {
    const { result, left } = await clearedUpAfter(
      () => this.played(),
      () => this.media.discard(),
    );
    return { ...result, leftBehind: left?.message ?? null };
  }

  /** Ends the run in good order before its time, once all that was to befall it has; `run` resolves then. */
  finish(): void {
    if (!this.faults.isDone)
      throw new RangeError('a run cannot be finished while faults that were planned are to come');
    this.crew.leave();
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

  /** All of a run but for its media, which still lie there when nothing else is left of it. */
  private async played(): Promise<Omit<LiveOutcome, 'leftBehind'>> {
    const { staged, job, store = null, mqtt = null, faults = [] } = this.setting;
    const broker = mqtt === null ? null : await brokerOfRun(mqtt);
    try {
      await this.media.check(store);
      for (const name of this.processes) this.crew.hire(name);
      const listening = this.crew.order(
        (process) => ({ order: 'prepare', process, job, port: 0, faults }),
        'listening',
      );
      // Keys are made while the processes start; whichever of the two fails, the other is no longer waited for.
      const making = (async () => commissioned(staged))();
      const [commissioner, taken] = await Promise.all([making, listening]);
      const heard = [...taken];
      const ports = Object.fromEntries(heard.map(([name, { port }]) => [name, port]));
      const routes = heard.flatMap(([, { routes: own }]) => own);
      const master = heard.find(([, { master: own }]) => own !== null)?.[1].master ?? null;
      const parcelFor = (process: string): Parcel =>
        commissioner.parcelFor((node) => staged.processOf(node) === process);
      const parcels = new Map(this.processes.map((name) => [name, parcelFor(name)]));
      // Last of all: whoever was to kill this process before the others are told would leave it behind.
      this.media.make(store);
      const commission = (process: string) => ({
        order: 'commission' as const,
        parcel: parcels.get(process)!,
        ...this.media.handedTo(process),
        ports,
        routes,
        broker,
        master,
      });
      const commissions = new Map(this.processes.map((name) => [name, commission(name)]));
      await this.crew.order((name) => commissions.get(name)!, 'ready');
      const people = (): Crew<unknown>['people'] => this.crew.people;
      const leave = (): void => this.crew.leave();
      this.setting.ready?.({ commissioner, staged, ports, people, visits: () => this.visits, leave });
      const startNs = process.hrtime.bigint() + leadNs;
      const ended = this.crew.order(() => ({ order: 'begin', startNs: String(startNs), life: 0 }), 'ended');
      this.faults.begin(this.restarts.begin({ job, faults, startNs, commissions }));
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
    }
  }

  private outcome(ended: ReadonlyMap<string, Extract<Report, { report: 'ended' }>>): Omit<LiveOutcome, 'leftBehind'> {
    const reports = [...ended.values()];
    const costs = added(reports.map((report) => report.costs));
    const before = added(reports.map(({ warmedUp }) => warmedUp.costs));
    const total = (of: (report: (typeof reports)[number]) => number): number =>
      reports.reduce((sum, report) => sum + of(report), 0);
    return {
      costs,
      warm: {
        costs: costsSince(costs, before),
        cpuSeconds: total((one) => one.cpuSeconds - one.warmedUp.cpuSeconds),
        tellingSeconds: total((one) => one.tellingSeconds - one.warmedUp.tellingSeconds),
      },
      events: total((one) => one.events),
      frames: total((one) => one.frames),
      writes: total((one) => one.writes),
      inside: { ...Object.fromEntries(points.map((point) => [point, 0])), ...this.judge.inside() },
      processes: [...ended].map(([name, { cpuSeconds, warmedUp, peakBytes, mediumFailures, visits }]) => ({
        name,
        cpuSeconds,
        measuredCpuSeconds: cpuSeconds - warmedUp.cpuSeconds,
        peakBytes,
        mediumFailures,
        visits,
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

/** What has its keys and certificates made by OpenSSL may fail by how that is set up here. */
function commissioned(staged: Staged): Commissioner {
  try {
    return new Commissioner(staged);
  } catch (error) {
    throw new StartFault(`no certificates can be made: ${(error as Error).message.split('\n')[0]}`);
  }
}

const processesOf = ({ first, count }: Placement, processOf: (node: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, index) => processOf(first + index));
