import type { Order } from './orders.ts';
import { discardMediaSpace } from './stores/media-space.ts';
import type { MediaSpace } from './stores/media-space.ts';
import type { Medium } from './stores/medium.ts';
import { openMedium } from './stores/open-medium.ts';

/** The media of one process's nodes, open from its commissioning on. */
export class PartMedia {
  private readonly media = new Map<number, Medium>();
  private leavings: MediaSpace | null = null;
  private opening: Promise<unknown> = Promise.resolve();

  /** Opens them all. Rejects with an error of one clear line. */
  async open({
    media,
    leavings,
  }: Pick<Extract<Order<never>, { order: 'commission' }>, 'media' | 'leavings'>): Promise<void> {
    this.leavings = leavings;
    const all = media.map(async ([node, place]) => void this.media.set(node, await openMedium(place)));
    this.opening = Promise.allSettled(all);
    await Promise.all(all);
  }

  /** The medium of a node. RangeError for one that has none. */
  of(node: number): Medium {
    const medium = this.media.get(node);
    if (medium === undefined) throw new RangeError(`node ${node} has no medium: only storages have one`);
    return medium;
  }

  /**
   * Removes what is left of the run's media, when nobody else is there to do it. Each process that is left behind does, after
   * its own last use, so that the last of them leaves nothing.
   */
  async removeLeavings(): Promise<void> {
    // What is being opened in this moment would be made after it was removed.
    await this.opening;
    if (this.leavings !== null) await discardMediaSpace(this.leavings);
  }
}
