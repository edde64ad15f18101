import type { NodeRow } from '../results/feed.ts';

/** A population as the table of nodes needs it; numbers run from `first`. */
export interface NamedPopulation {
  readonly name: string;
  readonly role: string;
  readonly party: string;
  readonly first: number;
  readonly count: number;
}

/** Rows of the table at most: more cannot be read, and every frame carries them. */
const mostRows = 240;

/**
 * Rows of the table of nodes: small populations node by node as long as there is room, the others as one row each, what
 * is still too much as one last row; attackers' own addresses, which lie after the last node, have a row too.
 */
export class NodeRows {
  readonly rows: readonly NodeRow[];
  private readonly rowOf: Uint8Array;
  private readonly attackers: number;

  constructor(populations: readonly NamedPopulation[], nodes: number, nameOf: (node: number) => string) {
    const rows: NodeRow[] = [];
    this.rowOf = new Uint8Array(nodes);
    // The last two rows are for attackers and for the rest.
    let room = mostRows - 2;
    const apart = new Set<NamedPopulation>();
    let together = populations.length;
    for (const one of populations.toSorted((a, b) => a.count - b.count || a.first - b.first)) {
      if (together - 1 + one.count > room) break;
      apart.add(one);
      room -= one.count;
      together--;
    }
    let rest = 0;
    for (const one of populations) {
      const { role, party, first, count } = one;
      if (apart.has(one)) {
        for (let node = first; node < first + count; node++) {
          this.rowOf[node] = rows.push({ name: nameOf(node), role, party, count: 1 }) - 1;
        }
      } else if (rows.length < mostRows - 2) {
        this.rowOf.fill(rows.push({ name: one.name, role, party, count }) - 1, first, first + count);
      } else {
        this.rowOf.fill(mostRows - 2, first, first + count);
        rest += count;
      }
    }
    if (rest > 0) rows.push({ name: 'all others', role: 'several', party: 'several', count: rest });
    this.attackers = rows.push({ name: 'attackers', role: 'attacker', party: 'outside', count: 0 }) - 1;
    this.rows = rows;
  }

  /** Row of a node, of an attacker's own address too; -1 for no node. */
  of(node: number): number {
    if (node < 0) return -1;
    return node < this.rowOf.length ? this.rowOf[node]! : this.attackers;
  }
}
