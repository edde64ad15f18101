import type { RunClock } from '../run-clock.ts';
import type { PlannedFault } from './fault-plan.ts';

/** What the parent of a run can do to its processes. Each rejects where the run cannot go on. */
export interface FaultHands {
  /** Kills a process and waits until it is gone. */
  kill(process: string): Promise<void>;
  /** Starts a process in the place of one that was killed, and waits until it is at work. */
  bring(process: string): Promise<void>;
}

/** Longest time that a timer of Node takes, ms. */
const longestMillis = 2 ** 31 - 1;

/** Throws a RangeError of one clear line where a plan cannot be carried out in a run of these processes and this length. */
export function checkFaults(
  plan: readonly PlannedFault[],
  { processes, untilNs }: { readonly processes: readonly string[]; readonly untilNs: number },
): void {
  const killed = new Map<string, number>();
  for (const { fault, process, atNs, backAfterNs } of plan.toSorted((a, b) => a.atNs - b.atNs)) {
    const what = `fault ${fault} of ${process} at ${atNs} ns`;
    if (!processes.includes(process)) throw new RangeError(`${what}: there are the processes ${processes.join(', ')}`);
    const backNs = atNs + backAfterNs;
    if (!(atNs >= 0 && backAfterNs >= 0 && backNs < untilNs))
      throw new RangeError(`${what}: it must be over before the run is, at ${untilNs} ns`);
    const free = killed.get(process) ?? 0;
    if (atNs < free) throw new RangeError(`${what}: the process is away until ${free} ns`);
    killed.set(process, backNs);
  }
}

/** Carries a plan of faults out while a run goes on, each at its time or as soon after as this process gets to it. */
export class FaultSchedule {
  private readonly plan: readonly PlannedFault[];
  private readonly hands: FaultHands;
  private readonly failed: (error: Error) => void;
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly under = new Map<string, Promise<void>>();
  private isOver = false;

  /** `failed`: told why the run cannot go on. */
  constructor(plan: readonly PlannedFault[], hands: FaultHands, failed: (error: Error) => void) {
    this.plan = plan;
    this.hands = hands;
    this.failed = failed;
  }

  begin(clock: RunClock): void {
    for (const planned of this.plan) this.at(clock, planned.atNs, () => this.carryOut(planned, clock));
  }

  /** Nothing more befalls the run. */
  end(): void {
    this.isOver = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private carryOut({ process, atNs, backAfterNs }: PlannedFault, clock: RunClock): Promise<void> {
    return this.inTurn(process, async () => {
      await this.hands.kill(process);
      this.at(clock, atNs + backAfterNs, () => this.inTurn(process, () => this.hands.bring(process)));
    });
  }

  /** What befalls one process, one thing after the other, however late. */
  private inTurn(process: string, work: () => Promise<void>): Promise<void> {
    const turn = (this.under.get(process) ?? Promise.resolve()).then(() => (this.isOver ? undefined : work()));
    this.under.set(process, turn);
    return turn;
  }

  private at(clock: RunClock, atNs: number, work: () => Promise<void>): void {
    if (this.isOver) return;
    const millis = Math.min(longestMillis, Math.max(0, (atNs - clock.nowNs()) / 1e6));
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      work().catch((error: unknown) => {
        if (!this.isOver) this.failed(error as Error);
      });
    }, millis);
    this.timers.add(timer);
  }
}
