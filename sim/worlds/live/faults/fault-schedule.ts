import type { RunClock } from '../run-clock.ts';
import type { ProcessFault } from './fault-plan.ts';

/** What the parent of a run can do to its processes. Each rejects where the run cannot go on. */
export interface FaultHands {
  /** Kills a process and waits until it is gone. */
  kill(process: string): Promise<void>;
  /** Starts a process in the place of one that was killed, and waits until it is at work. */
  bring(process: string): Promise<void>;
  /** Makes a process stand still, or go on. */
  freeze(process: string): void;
  thaw(process: string): void;
}

/** Longest time that a timer of Node takes, ms. */
const longestMillis = 2 ** 31 - 1;

/** Carries out what is planned for whole processes while a run goes on, each at its time or as soon after as this process gets to it. */
export class FaultSchedule {
  private readonly plan: readonly ProcessFault[];
  private readonly hands: FaultHands;
  private readonly failed: (error: Error) => void;
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly under = new Map<string, Promise<void>>();
  private underWay = 0;
  private isOver = false;
  private hasBegun = false;

  /** `failed`: told why the run cannot go on. */
  constructor(plan: readonly ProcessFault[], hands: FaultHands, failed: (error: Error) => void) {
    this.plan = plan;
    this.hands = hands;
    this.failed = failed;
  }

  begin(clock: RunClock): void {
    this.hasBegun = true;
    for (const planned of this.plan) this.at(clock, planned.atNs, () => this.carryOut(planned, clock));
  }

  /** Whether all that was planned has been carried out. */
  get isDone(): boolean {
    return (this.hasBegun || this.plan.length === 0) && this.timers.size === 0 && this.underWay === 0;
  }

  /** Nothing more befalls the run. */
  end(): void {
    this.isOver = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private carryOut(planned: ProcessFault, clock: RunClock): Promise<void> {
    const { hands } = this;
    const { process, atNs } = planned;
    if (planned.fault === 'kill') {
      return this.inTurn(process, async () => {
        await hands.kill(process);
        this.at(clock, atNs + planned.backAfterNs, () => this.inTurn(process, () => hands.bring(process)));
      });
    }
    return this.inTurn(process, async () => {
      hands.freeze(process);
      this.at(clock, atNs + planned.thawAfterNs, () => this.inTurn(process, async () => hands.thaw(process)));
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
      this.underWay++;
      work()
        .catch((error: unknown) => {
          if (!this.isOver) this.failed(error as Error);
        })
        .finally(() => this.underWay--);
    }, millis);
    this.timers.add(timer);
  }
}
