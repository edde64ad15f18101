import { placeNumber } from '../../sim/framework/fact.ts';
import type { FactBlock } from '../../sim/framework/fact.ts';
import { figure, points, roles } from '../../sim/framework/figure.ts';
import type { BlockRows, FoundViolation, RunFrame } from '../../sim/framework/metric.ts';
import { DatumTable } from '../folding/datum-table.ts';
import { of } from '../folding/fact-numbers.ts';
import type { Picture } from '../results/summary.ts';
import { noRole, RoleTable } from './role-table.ts';

/** Lines of the figure: a reference point between two roles, either way. */
const joins = points.flatMap((point) =>
  figure[point].joins.map(([fromRole, toRole]) => ({ point, fromRole: fromRole as string, toRole: toRole as string })),
);
const noJoin = joins.length;
const roleCount = noRole + 1;

/** Number of the join at (point, role, role); `noJoin` where the figure has none, as for an attacker's own address. */
const joinTable = ((): Uint8Array => {
  const table = new Uint8Array(points.length * roleCount * roleCount).fill(noJoin);
  joins.forEach(({ point, fromRole, toRole }, join) => {
    const a = roles.findIndex((role) => role === fromRole);
    const b = roles.findIndex((role) => role === toRole);
    table[(placeNumber[point]! * roleCount + a) * roleCount + b] = join;
    table[(placeNumber[point]! * roleCount + b) * roleCount + a] = join;
  });
  return table;
})();

/**
 * Traffic on each line of the figure: what was sent, delivered, refused, lost; and violations at it. Handshakes are not
 * drawn.
 */
export class Flows {
  private readonly roles: RoleTable;
  private readonly counts: readonly Float64Array[] = [0, 1, 2, 3, 4].map(() => new Float64Array(noJoin + 1));
  /** The line on which a touched datum arrived last. */
  private readonly arrivals = new DatumTable(1 << 18);
  private facts: FactBlock | null = null;

  constructor(run: RunFrame) {
    this.roles = new RoleTable(run);
  }

  block(facts: FactBlock, rows: BlockRows): void {
    this.facts = facts;
    this.count(facts, rows, of.sent, this.counts[0]!);
    this.count(facts, rows, of.delivered, this.counts[1]!);
    this.count(facts, rows, of.refused, this.counts[2]!);
    this.count(facts, rows, of.dropped, this.counts[3]!);
    for (let at = 0; at < rows.touchedCount; at++) {
      const row = rows.touched[at]!;
      if (facts.kind[row] !== of.delivered || facts.origin[row]! < 0) continue;
      this.arrivals.set(facts.origin[row]!, facts.counter[row]!, this.joinOf(facts, row) + 1);
    }
  }

  /** A breach shows on the line where it happened; one inside a component, on the line by which the datum had come. */
  violation(found: FoundViolation): void {
    const { facts } = this;
    const breaches = this.counts[4]!;
    if (facts === null || found.row < 0) return;
    const own = found.place < points.length ? this.joinOf(facts, found.row) : noJoin;
    const came = own === noJoin ? this.arrivals.get(found.origin, found.counter) - 1 : own;
    const join = came >= 0 && came < noJoin ? came : joins.findIndex((line) => this.ends(line, found.node));
    if (join >= 0) breaches[join]!++;
  }

  drawn(): Picture['flows'] {
    const [sent, delivered, refused, dropped, breaches] = this.counts;
    return joins.map((line, join) => ({
      ...line,
      sent: sent![join]!,
      delivered: delivered![join]!,
      refused: refused![join]!,
      dropped: dropped![join]!,
      breaches: breaches![join]!,
    }));
  }

  private count(facts: FactBlock, rows: BlockRows, kind: number, into: Float64Array): void {
    const { byKind, starts } = rows;
    const { place, node, peer, message } = facts;
    const table = this.roles;
    const end = starts[kind + 1]!;
    for (let at = starts[kind]!; at < end; at++) {
      const row = byKind[at]!;
      const point = place[row]!;
      if (message[row] === 0 || point >= points.length) continue;
      into[joinTable[(point * roleCount + table.of(node[row]!)) * roleCount + table.of(peer[row]!)]!]!++;
    }
  }

  private joinOf(facts: FactBlock, row: number): number {
    const point = facts.place[row]!;
    if (point >= points.length) return noJoin;
    const { roles: table } = this;
    return joinTable[(point * roleCount + table.of(facts.node[row]!)) * roleCount + table.of(facts.peer[row]!)]!;
  }

  private ends(line: { readonly fromRole: string; readonly toRole: string }, node: number): boolean {
    const role = roles[this.roles.of(node)];
    return role !== undefined && (line.toRole === role || line.fromRole === role);
  }
}
