import type { TruthWriter } from './truth-ops.ts';

/**
 * What others can notice of a process: frames that leave, records that go to a medium. It waits until the judge has been told of
 * it, out of this process, so that truth is never behind the wire: whoever ends the process, nobody has seen of it what the judge
 * does not know.
 */
export class Outward {
  /** Counts the turns of the process. */
  turn = 0;
  private readonly truth: TruthWriter;
  private waiting: (() => void)[] = [];

  /** What `truth` hands out on a flush is out of the process when the flush returns. */
  constructor(truth: TruthWriter) {
    this.truth = truth;
  }

  /** Does something, in order, once what has been told in this turn is out. It must tell nothing itself. */
  after(work: () => void): void {
    this.waiting.push(work);
  }

  /** The turn is over. */
  turned(): void {
    this.turn++;
    if (this.waiting.length === 0) return;
    const works = this.waiting;
    this.waiting = [];
    this.truth.flush();
    for (const work of works) work();
  }
}
