import type { About, Measure } from '../sim/framework/metric.ts';

/** What readers of results need to know of the metrics behind the names of values, such as `M30.p99` or `M46.C11.bytes`. */
export class MeasureBook {
  private readonly known: ReadonlyMap<string, Measure>;

  constructor(measures: readonly Measure[]) {
    this.known = new Map(measures.map((measure) => [measure.id as string, measure]));
  }

  /** Unit of a value; '' for a name that no metric has. */
  unitOf(name: string): string {
    const measure = this.measureOf(name);
    // Values by control end like the value they are a part of: `M46.C11.bytes`.
    return measure?.units?.[name.split('.').slice(1).at(-1) ?? ''] ?? measure?.unit ?? '';
  }

  /** Whether a value is a proportion of trials. */
  isProportion(name: string): boolean {
    return this.measureOf(name)?.scale === 'proportion';
  }

  /** What a value tells of; undefined for a name that no metric has. */
  aboutOf(name: string): About | undefined {
    return this.measureOf(name)?.about;
  }

  /** The least that a value can be. */
  leastOf(name: string): number {
    return this.measureOf(name)?.least ?? 0;
  }

  private measureOf(name: string): Measure | undefined {
    return this.known.get(name.split('.')[0]!);
  }
}
