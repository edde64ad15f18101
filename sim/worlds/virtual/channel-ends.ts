/**
 * Channels of each node, so that a restart looks at no others: a list for each node, whose links are ends of channels (2c and 2c + 1 for
 * channel c), newest first.
 */
export class ChannelEnds {
  /** Newest end at each node, and for each end the next older one at its node; -1 for none. */
  private newest = new Int32Array(1024).fill(-1);
  private older = new Int32Array(2048);

  /** The next channel has these two ends. */
  add(channel: number, lower: number, higher: number): void {
    this.link(channel * 2, lower);
    this.link(channel * 2 + 1, higher);
  }

  /** Channels of a node, oldest first. */
  of(node: number): readonly number[] {
    const found: number[] = [];
    for (let end = this.newest[node] ?? -1; end >= 0; end = this.older[end]!) found.push(end >> 1);
    return found.reverse();
  }

  private link(end: number, node: number): void {
    if (node >= this.newest.length) this.newest = grown(this.newest, node * 2);
    if (end >= this.older.length) this.older = grown(this.older, end * 2);
    this.older[end] = this.newest[node]!;
    this.newest[node] = end;
  }
}

function grown(column: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length).fill(-1);
  larger.set(column);
  return larger;
}
