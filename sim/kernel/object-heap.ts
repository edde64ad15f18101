/** One event as a plain object, as most simulators in the language keep it. */
export interface EventObject {
  readonly time: number;
  readonly tie: number;
  readonly handler: number;
  readonly a: number;
  readonly b: number;
}

const byKey = (x: EventObject, y: EventObject): number => x.time - y.time || x.tie - y.tie;

/**
 * A binary heap of event objects with a comparator: the common way, and the reference against which `metarange bench`
 * states its ratio.
 */
export class ObjectHeap {
  time = Infinity;
  private readonly heap: EventObject[] = [];
  private readonly compare: (x: EventObject, y: EventObject) => number;

  constructor(compare: (x: EventObject, y: EventObject) => number = byKey) {
    this.compare = compare;
  }

  insert(time: number, tie: number, handler: number, a: number, b: number): void {
    const { heap } = this;
    heap.push({ time, tie, handler, a, b });
    let at = heap.length - 1;
    const event = heap[at]!;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.compare(heap[parent]!, event) <= 0) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = event;
  }

  pop(): boolean {
    const { heap } = this;
    if (heap.length === 0) return false;
    this.time = heap[0]!.time;
    const event = heap.pop()!;
    if (heap.length > 0) this.sink(event);
    return true;
  }

  private sink(event: EventObject): void {
    const { heap } = this;
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && this.compare(heap[child + 1]!, heap[child]!) < 0) child++;
      if (this.compare(event, heap[child]!) <= 0) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = event;
  }
}
