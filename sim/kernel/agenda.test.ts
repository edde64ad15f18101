import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Agenda } from './agenda.ts';
import { HeapAgenda } from './heap-agenda.ts';
import type { PendingEvents } from './pending-events.ts';

// Millions of events on a busy machine; the limit only ends a ladder that hangs.
vi.setConfig({ testTimeout: 120_000 });

/** Plays one schedule on the ladder and on the heap, and holds every answer of the one against the other. */
class Pair {
  readonly ladder: PendingEvents = new Agenda(1);
  readonly heap: PendingEvents = new HeapAgenda(1);
  readonly tickets: (readonly [number, number])[] = [];
  now = 0;
  private sequence = 0;
  private lastTie = -1;

  insert(time: number, priority = 8): void {
    const tie = priority * 256 * 2 ** 40 + this.sequence++;
    const arg = this.sequence | 0;
    this.tickets.push([this.ladder.insert(time, tie, 3, arg, -arg), this.heap.insert(time, tie, 3, arg, -arg)]);
    if (time === this.now && tie < this.lastTie) this.lastTie = -1;
  }

  cancel(index: number): boolean {
    const [ladder, heap] = this.tickets[index]!;
    const done = this.ladder.cancel(ladder);
    expect(this.heap.cancel(heap)).toBe(done);
    return done;
  }

  pop(): boolean {
    const { ladder, heap } = this;
    if (heap.size !== ladder.size) expect(ladder.size).toBe(heap.size);
    const some = ladder.pop();
    if (some !== heap.pop()) expect(some).toBe(!some);
    if (!some) return false;
    // An expectation for each of millions of events would take minutes.
    const sameKey = ladder.time === heap.time && ladder.tie === heap.tie;
    const sameCall = ladder.handler === heap.handler && ladder.a === heap.a && ladder.b === heap.b;
    if (!sameKey || !sameCall) expect(event(ladder)).toEqual(event(heap));
    if (ladder.time < this.now || (ladder.time === this.now && ladder.tie <= this.lastTie)) {
      expect({ ...event(ladder), after: [this.now, this.lastTie] }).toBe('later than the event before');
    }
    this.now = ladder.time;
    this.lastTie = ladder.tie;
    return true;
  }

  drain(): number {
    let events = 0;
    while (this.pop()) events++;
    expect(this.ladder.size).toBe(0);
    return events;
  }
}

const event = ({ time, tie, handler, a, b }: PendingEvents): object => ({ time, tie, handler, a, b });

const head = (agenda: PendingEvents): number[] => [agenda.nextTime(), agenda.nextTie()];

/** One command of a small program; `choice` picks the priority or the ticket. */
const act = (pair: Pair, kind: 'insert' | 'pop' | 'cancel', delay: number, choice: number): void => {
  if (kind === 'insert') pair.insert(Math.min(pair.now + delay, 2 ** 53 - 1), choice & 3);
  else if (kind === 'pop') pair.pop();
  else if (pair.tickets.length > 0) pair.cancel(choice % pair.tickets.length);
};

/** Small deterministic draws for the large schedules; fast-check drives the small ones. */
const drawsOf = (seed: number): ((below: number) => number) => {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.floor(((state >>> 0) / 2 ** 32) * below);
  };
};

const increments: Readonly<Record<string, (draw: (below: number) => number) => number>> = {
  random: (draw) => draw(1_000_000),
  bursty: (draw) => (draw(50) === 0 ? draw(10_000_000) : draw(3)),
  'one-tick': () => 0,
  'nearly one-tick': (draw) => (draw(100) === 0 ? 1 : 0),
  'far-future': (draw) => (draw(2) === 0 ? draw(10) : 2 ** 50 + draw(2 ** 49)),
  'constant delay': () => 1_000_000,
  'powers of two': (draw) => 2 ** draw(50),
  'each farther than the last': (draw) => draw(2) * 2 ** draw(30) + draw(5),
};

describe('the ladder', () => {
  it('refuses to go on when many events share one time and one tie', () => {
    const agenda = new Agenda();
    for (let index = 0; index < 100; index++) agenda.insert(50 + (index & 1) * 1e6, 7, 0, 0, 0);
    expect(() => {
      while (agenda.pop());
    }).toThrow('several events at 50 ns under one tie');
  });
});

describe('the ladder keeps the order of the heap', () => {
  for (const [name, increment] of Object.entries(increments)) {
    it(`on a ${name} schedule`, () => {
      for (const pending of [1, 7, 70, 1000, 20_000]) {
        const pair = new Pair();
        const draw = drawsOf(pending);
        for (let index = 0; index < pending; index++) pair.insert(increment(draw), draw(4));
        for (let index = 0; index < 3 * pending + 500; index++) {
          pair.pop();
          pair.insert(Math.min(pair.now + increment(draw), 2 ** 53 - 1), 8 + draw(2));
        }
        expect(pair.drain()).toBe(pending);
      }
    });

    it(`on a ${name} schedule in which most events are cancelled`, () => {
      const pair = new Pair();
      const draw = drawsOf(99);
      let cancelled = 0;
      for (let index = 0; index < 30_000; index++) {
        pair.insert(Math.min(pair.now + increment(draw), 2 ** 53 - 1), draw(16));
        if (draw(10) < 8 && pair.cancel(draw(pair.tickets.length))) cancelled++;
        if (draw(10) < 2) pair.pop();
      }
      for (let index = 0; index < pair.tickets.length; index += 2) if (pair.cancel(index)) cancelled++;
      expect(cancelled).toBeGreaterThan(10_000);
      pair.drain();
    });
  }

  it('on every small program of inserts, cancels, pops and looks ahead', () => {
    const time = fc.oneof(fc.nat({ max: 4 }), fc.nat({ max: 1_000_000 }), fc.integer({ min: 0, max: 2 ** 52 }));
    const kind = fc.constantFrom<'insert' | 'pop' | 'cancel' | 'look'>('insert', 'insert', 'pop', 'cancel', 'look');
    const command = fc.record({ kind, delay: time, times: fc.integer({ min: 1, max: 100 }), choice: fc.nat() });
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), (program) => {
        const pair = new Pair();
        for (const { kind, delay, times, choice } of program) {
          if (kind === 'look') expect(head(pair.ladder)).toEqual(head(pair.heap));
          else for (let n = 0; n < times; n++) act(pair, kind, delay * (n & 3), choice + n);
        }
        pair.drain();
      }),
      { numRuns: 200 },
    );
  });

  it('when every event is scheduled before all others', () => {
    for (const look of [0, 1]) {
      const pair = new Pair();
      for (let index = 0; index < 50_000; index++) {
        pair.insert(1_000_000 - index);
        if (look === 1) expect(pair.ladder.nextTime()).toBe(1_000_000 - index);
      }
      expect(pair.drain()).toBe(50_000);
    }
  });

  it('when blocks of events come one before the other', () => {
    const pair = new Pair();
    for (let block = 0; block < 500; block++) {
      for (let index = 0; index < 100; index++) pair.insert(1_000_000 - block * 1000 + index);
      expect(pair.ladder.nextTime()).toBe(1_000_000 - block * 1000);
    }
    expect(pair.drain()).toBe(50_000);
  });

  it('when a million events stand in one tick', () => {
    const pair = new Pair();
    const draw = drawsOf(5);
    for (let index = 0; index < 1_000_000; index++) pair.insert(77, draw(16));
    expect(pair.drain()).toBe(1_000_000);
  });
});

for (const [name, make] of [
  ['the ladder', () => new Agenda()],
  ['the heap', () => new HeapAgenda()],
] as const) {
  describe(`${name} as an agenda`, () => {
    it('has nothing to pop, and no next time, when it is empty', () => {
      const agenda: PendingEvents = make();
      expect([agenda.pop(), agenda.size, agenda.nextTime(), agenda.nextTie()]).toEqual([false, 0, Infinity, Infinity]);
    });

    it('gives back what was inserted', () => {
      const agenda: PendingEvents = make();
      agenda.insert(2 ** 53 - 1, 2 ** 52 - 1, 12, -(2 ** 31), 2 ** 31 - 1);
      expect([agenda.nextTime(), agenda.nextTie()]).toEqual([2 ** 53 - 1, 2 ** 52 - 1]);
      expect(agenda.pop()).toBe(true);
      const last = { time: 2 ** 53 - 1, tie: 2 ** 52 - 1, handler: 12, a: -(2 ** 31), b: 2 ** 31 - 1 };
      expect(event(agenda)).toEqual(last);
    });

    it('keeps arguments whose bits read as a number that is none', () => {
      const agenda: PendingEvents = make();
      for (let index = 0; index < 500; index++) agenda.insert(index % 7, index, 0x7ff00001, 0x7ff00001, -0x000ffffe);
      while (agenda.pop()) expect([agenda.handler, agenda.a, agenda.b]).toEqual([0x7ff00001, 0x7ff00001, -0x000ffffe]);
    });

    it('accepts an event before all that it was looked through for', () => {
      const agenda: PendingEvents = make();
      for (let index = 0; index < 1000; index++) agenda.insert(1000 + index, index, 0, index, 0);
      expect(agenda.nextTime()).toBe(1000);
      agenda.insert(3, 5000, 0, -1, 0);
      expect(agenda.nextTime()).toBe(3);
      expect([agenda.pop(), agenda.a, agenda.nextTime()]).toEqual([true, -1, 1000]);
    });

    it('does not run what was cancelled, and counts it no more', () => {
      const agenda: PendingEvents = make();
      const tickets = [5, 1, 3].map((time, index) => agenda.insert(time, index, 0, time, 0));
      expect(agenda.cancel(tickets[1]!)).toBe(true);
      expect(agenda.size).toBe(2);
      expect(agenda.nextTime()).toBe(3);
      expect([agenda.pop(), agenda.a, agenda.pop(), agenda.a, agenda.pop()]).toEqual([true, 3, true, 5, false]);
    });

    it('refuses a stale ticket although its place is in use again', () => {
      const agenda: PendingEvents = make();
      const first = agenda.insert(1, 1, 0, 0, 0);
      agenda.pop();
      expect(agenda.cancel(first)).toBe(false);
      const second = agenda.insert(2, 2, 0, 0, 0);
      expect(agenda.cancel(first)).toBe(false);
      expect(agenda.cancel(second)).toBe(true);
      expect(agenda.cancel(second)).toBe(false);
      agenda.insert(3, 3, 0, 0, 0);
      expect(agenda.cancel(second)).toBe(false);
      expect(agenda.size).toBe(1);
    });

    it('refuses numbers that are no tickets', () => {
      const agenda: PendingEvents = make();
      agenda.insert(1, 1, 0, 0, 0);
      for (const ticket of [0, -1, 0.5, NaN, Infinity, 2 ** 53]) expect(agenda.cancel(ticket)).toBe(false);
      expect(agenda.size).toBe(1);
    });

    it('is empty again when all of many events are cancelled', () => {
      const agenda: PendingEvents = make();
      const tickets = Array.from({ length: 10_000 }, (_, index) => agenda.insert(index % 100, index, 0, 0, 0));
      for (const ticket of tickets) expect(agenda.cancel(ticket)).toBe(true);
      expect([agenda.size, agenda.nextTime(), agenda.pop()]).toEqual([0, Infinity, false]);
      agenda.insert(4, 1, 0, 9, 0);
      expect([agenda.pop(), agenda.time, agenda.a]).toEqual([true, 4, 9]);
    });
  });
}
