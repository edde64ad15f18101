import type { FactBlock } from '../../sim/framework/fact.ts';
import { figure, isInner, placeNumber, points, roles } from '../../sim/framework/figure.ts';
import type { Point } from '../../sim/framework/figure.ts';
import type { BlockRows, FoundViolation, RunFrame } from '../../sim/framework/metric.ts';
import { DatumTable } from '../folding/datum-table.ts';
import { of } from '../folding/fact-numbers.ts';
import type { FigureLine } from '../results/feed.ts';
import { noRole, RoleTable } from './role-table.ts';

/** Lines of the figure, in its order. */
export const figureLines: readonly FigureLine[] = points.flatMap((point) =>
  figure[point].joins.map(([fromRole, toRole]) => ({ point, fromRole: fromRole as string, toRole: toRole as string })),
);
/** Stands for no line: what passes between an attacker's own address and a node. */
export const noLine = figureLines.length;
const roleCount = noRole + 1;

/** Number of the line at (point, role, role); `noLine` where the figure has none. */
const lineTable = ((): Uint8Array => {
  const table = new Uint8Array(points.length * roleCount * roleCount).fill(noLine);
  figureLines.forEach(({ point, fromRole, toRole }, line) => {
    const a = roles.findIndex((role) => role === fromRole);
    const b = roles.findIndex((role) => role === toRole);
    const number = placeNumber[point as Point];
    table[(number * roleCount + a) * roleCount + b] = line;
    table[(number * roleCount + b) * roleCount + a] = line;
  });
  return table;
})();

/** Finds the line of the figure on which something happened. */
export class FigureLines {
  private readonly roles: RoleTable;
  /** The line on which a touched datum arrived last. */
  private readonly arrivals = new DatumTable(1 << 18);

  constructor(run: RunFrame) {
    this.roles = new RoleTable(run);
  }

  /** Takes note of how touched data arrived: by that a breach inside a component finds its line. */
  follow(facts: FactBlock, rows: BlockRows): void {
    for (let at = 0; at < rows.touchedCount; at++) {
      const row = rows.touched[at]!;
      if (facts.kind[row] !== of.delivered || facts.origin[row]! < 0) continue;
      this.arrivals.set(facts.origin[row]!, facts.counter[row]!, this.of(facts, row) + 1);
    }
  }

  /** Line of the point and the two roles of a fact; `noLine` for a place inside a component. */
  of(facts: FactBlock, row: number): number {
    const point = facts.place[row]!;
    if (isInner(point)) return noLine;
    const { roles: table } = this;
    return lineTable[(point * roleCount + table.of(facts.node[row]!)) * roleCount + table.of(facts.peer[row]!)]!;
  }

  /** A breach shows on the line where it happened; one inside a component, on the line by which the datum had come; -1 for none. */
  ofBreach(found: FoundViolation, facts: FactBlock): number {
    const own = !isInner(found.place) ? this.of(facts, found.row) : noLine;
    const came = own === noLine ? this.arrivals.get(found.origin, found.counter) - 1 : own;
    return came >= 0 && came < noLine ? came : figureLines.findIndex((line) => this.ends(line, found.node));
  }

  private ends(line: FigureLine, node: number): boolean {
    const role = roles[this.roles.of(node)];
    return role !== undefined && (line.toRole === role || line.fromRole === role);
  }
}
