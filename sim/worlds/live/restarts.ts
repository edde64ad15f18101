import type { Crew } from './crew.ts';
import { deathNotice } from './death-notice.ts';
import type { PlannedFault } from './faults/fault-plan.ts';
import type { FaultHands } from './faults/fault-schedule.ts';
import type { Asked, Order } from './orders.ts';
import { parcelForLife } from './parcel.ts';
import type { Staged } from './part.ts';
import { RunClock } from './run-clock.ts';
import type { TruthMerge } from './truth-merge.ts';

/** What the processes of a run were told, for others that come in their places. */
export interface ToldBefore<Job> {
  readonly job: Job;
  readonly faults: readonly PlannedFault[];
  /** Start of the run on the monotonic clock, ns. */
  readonly startNs: bigint;
  readonly commissions: ReadonlyMap<string, Extract<Order<Job>, { order: 'commission' }>>;
}

/**
 * Kills processes of a run and brings others in their places: with the same name, keys, port and media, at the present of the
 * run. The judge hears that the one has ended and, without a gap, what the other does.
 */
export class Restarts<Job> implements FaultHands {
  private readonly staged: Pick<Staged, 'cast' | 'processOf'>;
  private readonly crew: Crew<Job>;
  private readonly merge: TruthMerge;
  private readonly lives = new Map<string, number>();
  /** By name of a process that is away: what its operators were asked for meanwhile. */
  private readonly away = new Map<string, Asked[]>();
  private told!: ToldBefore<Job>;
  private clock!: RunClock;

  constructor(staged: Pick<Staged, 'cast' | 'processOf'>, crew: Crew<Job>, merge: TruthMerge) {
    this.staged = staged;
    this.crew = crew;
    this.merge = merge;
  }

  /** The run begins; gives its clock. */
  begin(told: ToldBefore<Job>): RunClock {
    this.told = told;
    return (this.clock = new RunClock(told.startNs));
  }

  async kill(name: string): Promise<void> {
    this.away.set(name, []);
    await this.crew.cut(name);
  }

  /** Hands on what operators are asked for. Where their process is away they do it once another is in its place: they are people. */
  operate(name: string, asked: Asked): void {
    const waiting = this.away.get(name);
    if (waiting === undefined) this.crew.tell(name, { order: 'operate', asked });
    else waiting.push(asked);
  }

  freeze(name: string): void {
    this.crew.signal(name, 'SIGSTOP');
  }

  thaw(name: string): void {
    this.crew.signal(name, 'SIGCONT');
  }

  /** A process that was killed has told all that it ever will. */
  perished(name: string): void {
    const { cast, processOf } = this.staged;
    this.merge.close(
      name,
      deathNotice(cast, (node) => processOf(node) === name, this.clock.nowNs()),
    );
  }

  async bring(name: string): Promise<void> {
    const { crew, clock } = this;
    const { job, faults, startNs, commissions } = this.told;
    const commission = commissions.get(name)!;
    const life = (this.lives.get(name) ?? 0) + 1;
    this.lives.set(name, life);
    crew.hire(name);
    const port = commission.ports[name]!;
    await crew.orderOne(name, { order: 'prepare', process: name, job, port, faults }, 'listening');
    await crew.orderOne(name, { ...commission, parcel: parcelForLife(commission.parcel, life) }, 'ready');
    // Nothing that it will tell lies before this moment, and nobody's later truth is taken before it has told so.
    this.merge.resume(name, clock.nowNs());
    crew.tell(name, { order: 'begin', startNs: String(startNs), life });
    const waiting = this.away.get(name) ?? [];
    this.away.delete(name);
    for (const asked of waiting) this.operate(name, asked);
  }
}
