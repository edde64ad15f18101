import type { Driven, Said } from './recording-io.ts';

/** What becomes of one message on its way: lost, or delivered once or twice, each after some ticks. */
export interface Fate {
  readonly lost: boolean;
  readonly twice: boolean;
  readonly ticks: number;
}

// Components differ in their state; the network does not care.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyNode = Driven<any>;

/** Carries messages between nodes that are driven by hand, in steps of time, as badly as it is told. */
export class SplitNetwork {
  nowNs = 0;
  readonly tickNs: number;
  private readonly nodes: ReadonlyMap<number, AnyNode>;
  private readonly fateOf: () => Fate;
  private readonly away = new Map<number, number>();
  private under: { readonly atNs: number; readonly from: number; readonly said: Said }[] = [];

  constructor(nodes: readonly AnyNode[], tickNs: number, fateOf: () => Fate) {
    this.nodes = new Map(nodes.map((node) => [node.io.node as number, node]));
    this.tickNs = tickNs;
    this.fateOf = fateOf;
    for (const node of nodes) node.start();
  }

  /** A node loses its memory; nothing reaches it, and it does nothing, until it is back. */
  restart(node: number, awayNs: number): void {
    this.away.set(node, this.nowNs + awayNs);
  }

  /** Lets one tick pass: what is due arrives, in order of time, then everybody's timers run. */
  tick(): void {
    this.nowNs += this.tickNs;
    for (const [node, untilNs] of this.away) {
      if (untilNs > this.nowNs) continue;
      this.away.delete(node);
      const back = this.nodes.get(node)!;
      back.io.now = this.nowNs;
      back.restart();
    }
    const due = this.under.filter(({ atNs }) => atNs <= this.nowNs);
    this.under = this.under.filter(({ atNs }) => atNs > this.nowNs);
    for (const { from, said } of due.toSorted((a, b) => a.atNs - b.atNs)) {
      const node = this.nodes.get(said.to);
      if (node === undefined || this.away.has(said.to)) continue;
      node.io.now = this.nowNs;
      const { kind, body, number, re, subject, dataClass, point } = said;
      this.send(said.to, node.hear({ kind, body, number, re, subject, dataClass, point, from, via: from } as never));
    }
    for (const [number, node] of this.nodes) if (!this.away.has(number)) this.send(number, node.runUntil(this.nowNs));
  }

  private send(from: number, all: readonly Said[]): void {
    for (const said of all) {
      const { lost, twice, ticks } = this.fateOf();
      if (lost) continue;
      this.under.push({ atNs: this.nowNs + ticks * this.tickNs, from, said });
      if (twice) this.under.push({ atNs: this.nowNs + (ticks + 3) * this.tickNs, from, said });
    }
  }
}
