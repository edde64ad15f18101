import { controlOf } from '../../metrics/folding/fact-numbers.ts';
import type { FactBlock, FactObserver } from '../../sim/framework/fact.ts';
import { factNumber } from '../../sim/framework/fact.ts';
import { isInner, placeOf } from '../../sim/framework/figure.ts';
import type { LabelTable } from '../../sim/framework/truth.ts';
import type { SeenCell } from './cell-lines.ts';

/** Facts in which a component does something of its own. */
const doing: ReadonlySet<number> = new Set(
  (['delivered', 'used', 'acted', 'stored', 'loaded', 'erased', 'finished', 'restarted'] as const).map(
    (kind) => factNumber[kind],
  ),
);

/** What a tally must know of the run. */
export interface CellGround {
  readonly scenario: string;
  /** Role of a node of the cast; undefined for attackers' own. */
  roleOf(node: number): string | undefined;
  /** Sorts of which the cast says that a node is. */
  sortsOf(node: number): readonly string[];
  labels(): LabelTable;
}

/**
 * Follows a run and counts who was seen where: components by what they do, sorts of things by what nodes of them do, controls by what they refuse or raise an alarm about, attacks by what descends from
 * them. What stands in a catalogue but does nothing leaves no cell.
 */
export class CellTally implements FactObserver {
  private readonly ground: CellGround;
  private readonly counts = new Map<string, number>();

  constructor(ground: CellGround) {
    this.ground = ground;
  }

  block(facts: FactBlock): void {
    for (let row = 0; row < facts.count; row++) {
      const role = this.ground.roleOf(facts.node[row]!);
      if (role === undefined) continue;
      const place = facts.place[row]!;
      const point = isInner(place) ? `in ${placeOf(place)}` : (placeOf(place) ?? 'nowhere');
      const kind = facts.kind[row]!;
      const isOwn = facts.label[row] === 0;
      if (doing.has(kind) && isOwn) this.count(role, point, role);
      // A thing that only measures does nothing but say so.
      if ((doing.has(kind) || kind === factNumber.sent) && isOwn) {
        for (const sort of this.ground.sortsOf(facts.node[row]!)) this.count(sort, point, role);
      }
      if ((kind === factNumber.refused || kind === factNumber.alarmed) && facts.detail[row] !== 0)
        this.count(controlOf(facts.detail[row]!), point, role);
      if (facts.label[row] !== 0) {
        const labels = this.ground.labels();
        this.count(labels.attempts[labels.attemptOf(facts.label[row]!)]!.attack, point, role);
      }
    }
  }

  /** Takes a control down whose work was charged somewhere: not every control refuses. */
  worked(control: string, calls: number): void {
    if (calls > 0) this.count(control, 'anywhere', 'any', calls);
  }

  /** The cells, in the order of their words. */
  cells(): readonly SeenCell[] {
    return [...this.counts]
      .map(([key, facts]): SeenCell => {
        const [what, point, role] = key.split('\t') as [string, string, string];
        return [what, point, role, this.ground.scenario, facts];
      })
      .toSorted(byWords);
  }

  private count(what: string, point: string, role: string, by = 1): void {
    const key = `${what}\t${point}\t${role}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + by);
  }
}

/** Order of cells by their words, code unit by code unit: the same everywhere. */
export const byWords = (a: SeenCell, b: SeenCell): number => {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  return left < right ? -1 : left > right ? 1 : 0;
};

/** A cell without its count. */
export const wordsOf = ([what, point, role, scenario]: SeenCell): string => [what, point, role, scenario].join('\t');
