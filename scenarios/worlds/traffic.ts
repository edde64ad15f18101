import { LogHistogram } from '../../metrics/statistics/log-histogram.ts';
import { controlOf, of } from '../../metrics/folding/fact-numbers.ts';
import type { FactBlock, FactObserver } from '../../sim/framework/fact.ts';

/** What to count. */
export interface TrafficFrame {
  /** Facts before are not counted, ns; openings always are, since most channels open at the start. */
  readonly fromNs: number;
  /** Nodes whose keys were installed at commissioning: their channels open without a handshake in the virtual world. */
  readonly isProvisioned: (node: number) => boolean;
}

/** Counts the messages and openings of one run, in either world, and who refused what an attack had caused. */
export class Traffic implements FactObserver {
  /** Messages delivered after the warm-up. */
  delivered = 0;
  /** Channels that opened by handshake, over the whole run and after the warm-up. */
  opened = 0;
  openedLate = 0;
  /** What descends from an attack and was refused, as a message or as an opening, by control. */
  readonly refusedAttacks = new Map<string, number>();
  private readonly openings = new LogHistogram();
  private readonly frame: TrafficFrame;

  constructor(frame: TrafficFrame) {
    this.frame = frame;
  }

  /** Median time that an opening by handshake took, from its intended start, ms; null where none came to its end. */
  get openingMillis(): number | null {
    const ns = this.openings.quantile(0.5);
    return ns === null ? null : ns / 1e6;
  }

  block(facts: FactBlock): void {
    const { kind, time, label, detail, node, peer, born, outcome } = facts;
    const { fromNs, isProvisioned } = this.frame;
    for (let row = 0; row < facts.count; row++) {
      const what = kind[row]!;
      if (what === of.delivered) {
        if (time[row]! >= fromNs) this.delivered++;
      } else if (what === of.opened) {
        if (label[row] !== 0 || isProvisioned(node[row]!) || isProvisioned(peer[row]!)) continue;
        this.opened++;
        if (time[row]! >= fromNs) this.openedLate++;
        this.openings.record(time[row]! - born[row]!);
      } else if ((what === of.refused || what === of['not-opened']) && label[row] !== 0 && outcome[row] !== 0) {
        const control = controlOf(detail[row]!);
        this.refusedAttacks.set(control, (this.refusedAttacks.get(control) ?? 0) + 1);
      }
    }
  }
}
