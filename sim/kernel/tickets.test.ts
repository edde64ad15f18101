import { describe, expect, it } from 'vitest';
import { Tickets } from './tickets.ts';

describe('tickets', () => {
  it('never repeat, however often a slot is used again', () => {
    const tickets = new Tickets(1);
    const seen = new Set<number>();
    for (let index = 0; index < 10_000; index++) {
      const slot = tickets.take();
      seen.add(tickets.ticketOf(slot));
      tickets.release(slot);
    }
    expect(seen.size).toBe(10_000);
    expect(seen.has(0)).toBe(false);
  });

  it('give no slot to two events at once', () => {
    const tickets = new Tickets(1);
    const slots = new Set<number>();
    for (let index = 0; index < 5000; index++) {
      slots.add(tickets.take());
      if (index % 3 === 0) {
        const [oldest] = slots;
        slots.delete(oldest!);
        tickets.release(oldest!);
      }
    }
    expect(slots.size).toBe(5000 - 1667);
  });

  it('keep the slot of a cancelled event until its record is removed', () => {
    const tickets = new Tickets(32);
    const slot = tickets.take();
    expect(tickets.cancel(tickets.ticketOf(slot))).toBe(true);
    const others = Array.from({ length: 200 }, () => tickets.take());
    expect(others).not.toContain(slot);
    expect([tickets.isCancelled(slot), tickets.cancelled]).toEqual([true, 1]);
    tickets.releaseCancelled(slot);
    expect([tickets.isCancelled(slot), tickets.cancelled]).toEqual([false, 0]);
  });
});
