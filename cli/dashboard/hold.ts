import type { PaceClock } from './pacer.ts';

/**
 * What the server holds a run by while the run's thread is busy: its pace and whether it is to stop, in memory that both
 * share. A run that waits is woken by a change.
 */
export class Hold {
  readonly memory: SharedArrayBuffer;
  private readonly pace: Float64Array;
  private readonly words: Int32Array;

  constructor(memory = new SharedArrayBuffer(16)) {
    this.memory = memory;
    this.pace = new Float64Array(memory, 0, 1);
    this.words = new Int32Array(memory, 8, 2);
  }

  setPace(pace: number): void {
    this.pace[0] = pace;
    this.wake();
  }

  stop(): void {
    Atomics.store(this.words, 0, 1);
    this.wake();
  }

  /** The run's own side. */
  clock(now: () => number): PaceClock {
    const { words, pace } = this;
    return {
      now,
      pace: () => pace[0]!,
      stopped: () => Atomics.load(words, 0) === 1,
      wait: (millis) => void Atomics.wait(words, 1, Atomics.load(words, 1), millis),
    };
  }

  private wake(): void {
    Atomics.add(this.words, 1, 1);
    Atomics.notify(this.words, 1);
  }
}
