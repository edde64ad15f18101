import { segmentHead } from './truth-ops.ts';

interface Source {
  readonly name: string;
  /** Bytes that are no whole segment yet. */
  rest: Buffer;
  readonly waiting: Buffer[];
  /** Time up to which it has told everything, ns. */
  toldNs: number;
  over: boolean;
}

/**
 * Brings the truth of several processes into one order of time. A segment goes on once every other process has told
 * everything up to its moment, so what was sent is known before it arrives.
 */
export class TruthMerge {
  private readonly sources = new Map<string, Source>();
  private readonly next: (source: string, timeNs: number, segment: Buffer) => void;

  constructor(next: (source: string, timeNs: number, segment: Buffer) => void) {
    this.next = next;
  }

  add(name: string): void {
    this.sources.set(name, { name, rest: Buffer.alloc(0), waiting: [], toldNs: -Infinity, over: false });
  }

  /** More from a process. */
  take(name: string, bytes: Buffer): void {
    const source = this.sources.get(name)!;
    let rest = source.rest.length === 0 ? bytes : Buffer.concat([source.rest, bytes]);
    while (rest.length >= segmentHead) {
      const length = rest.readUInt32LE(0);
      if (length < segmentHead) throw new RangeError(`truth of ${name}: a segment of ${length} bytes`);
      if (rest.length < length) break;
      const segment = rest.subarray(0, length);
      source.toldNs = segment.readDoubleLE(4);
      if (length > segmentHead) source.waiting.push(segment);
      rest = rest.subarray(length);
    }
    source.rest = rest;
    this.go();
  }

  /** A process will say no more. What it had begun to say when it ended is nothing. */
  end(name: string): void {
    const source = this.sources.get(name)!;
    source.rest = Buffer.alloc(0);
    source.over = true;
    this.go();
  }

  /** The last about a process that has ended in the middle, as a segment of its own: after all that it told itself. */
  close(name: string, segment: Buffer): void {
    this.sources.get(name)!.rest = Buffer.alloc(0);
    this.take(name, segment);
    this.end(name);
  }

  /** Another process of that name will tell what happens from a moment on. */
  resume(name: string, fromNs: number): void {
    const source = this.sources.get(name)!;
    source.over = false;
    source.toldNs = fromNs;
  }

  private go(): void {
    for (;;) {
      let first: Source | undefined;
      let firstNs = Infinity;
      let horizonNs = Infinity;
      for (const source of this.sources.values()) {
        const head = source.waiting[0];
        if (head === undefined) {
          if (!source.over) horizonNs = Math.min(horizonNs, source.toldNs);
        } else {
          const headNs = head.readDoubleLE(4);
          if (headNs < firstNs) {
            first = source;
            firstNs = headNs;
          }
        }
      }
      if (first === undefined || firstNs > horizonNs) return;
      this.next(first.name, firstNs, first.waiting.shift()!);
    }
  }
}
