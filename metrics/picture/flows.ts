import type { FactBlock } from '../../sim/framework/fact.ts';
import { points } from '../../sim/framework/figure.ts';
import type { BlockRows, FoundViolation, RunFrame } from '../../sim/framework/metric.ts';
import { of } from '../folding/fact-numbers.ts';
import type { Picture } from '../results/summary.ts';
import { figureLines, FigureLines, noLine } from './figure-lines.ts';

/**
 * Traffic on each line of the figure: what was sent, delivered, refused, lost; and violations at it. Handshakes are not
 * drawn.
 */
export class Flows {
  private readonly lines: FigureLines;
  private readonly counts: readonly Float64Array[] = [0, 1, 2, 3, 4].map(() => new Float64Array(noLine + 1));
  private facts: FactBlock | null = null;

  constructor(run: RunFrame) {
    this.lines = new FigureLines(run);
  }

  block(facts: FactBlock, rows: BlockRows): void {
    this.facts = facts;
    this.count(facts, rows, of.sent, this.counts[0]!);
    this.count(facts, rows, of.delivered, this.counts[1]!);
    this.count(facts, rows, of.refused, this.counts[2]!);
    this.count(facts, rows, of.dropped, this.counts[3]!);
    this.lines.follow(facts, rows);
  }

  violation(found: FoundViolation): void {
    if (this.facts === null || found.row < 0) return;
    const line = this.lines.ofBreach(found, this.facts);
    if (line >= 0) this.counts[4]![line]!++;
  }

  drawn(): Picture['flows'] {
    const [sent, delivered, refused, dropped, breaches] = this.counts;
    return figureLines.map((line, number) => ({
      ...line,
      sent: sent![number]!,
      delivered: delivered![number]!,
      refused: refused![number]!,
      dropped: dropped![number]!,
      breaches: breaches![number]!,
    }));
  }

  private count(facts: FactBlock, rows: BlockRows, kind: number, into: Float64Array): void {
    const { byKind, starts } = rows;
    const { place, message } = facts;
    const end = starts[kind + 1]!;
    for (let at = starts[kind]!; at < end; at++) {
      const row = byKind[at]!;
      if (message[row] === 0 || place[row]! >= points.length) continue;
      into[this.lines.of(facts, row)]!++;
    }
  }
}
