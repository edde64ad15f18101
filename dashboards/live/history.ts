import type { Frame } from '../../metrics/results/feed.ts';
import { merged } from './merge.ts';

/** Frames that are kept: a run of known length has at most 600. */
const mostKept = 720;

/**
 * The run so far, in frames from its start without gaps. Of a run that goes on and on the newer half keeps its detail and
 * the older half is made coarser, two neighbours at a time, so that it takes no more room. Server and page keep the same
 * history by the same steps.
 */
export class History {
  readonly frames: Frame[] = [];
  private readonly most: number;

  constructor(most = mostKept) {
    this.most = most;
  }

  push(frame: Frame): void {
    this.frames.push(frame);
    if (this.frames.length > this.most) this.coarsen();
  }

  /** Joins the two neighbours of the older half that are shortest together, the oldest of equal ones. */
  private coarsen(): void {
    const { frames } = this;
    let best = 0;
    let shortest = Infinity;
    for (let index = 0; index + 1 < Math.floor(this.most / 2); index++) {
      const span = frames[index]!.span + frames[index + 1]!.span;
      if (span >= shortest) continue;
      shortest = span;
      best = index;
    }
    frames.splice(best, 2, merged(frames[best]!, frames[best + 1]!));
  }
}
