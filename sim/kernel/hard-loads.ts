import type { PendingEvents } from './pending-events.ts';

/** A schedule that PHOLD never shows; it returns how many events it popped. */
export type HardLoad = (agenda: PendingEvents, draw: (below: number) => number) => number;

/** Pops `events` events, each of which schedules one after the delay that `delay` draws. */
const hold = (agenda: PendingEvents, events: number, firstTie: number, delay: () => number): number => {
  for (let event = 0; event < events; event++) {
    agenda.pop();
    agenda.insert(agenda.time + delay(), firstTie + event, 0, event, 0);
  }
  return events;
};

/** Fills the agenda with `count` events. */
const fill = (agenda: PendingEvents, count: number, firstTie: number, time: () => number): void => {
  for (let index = 0; index < count; index++) agenda.insert(time(), firstTie + index, 0, index, 0);
};

/**
 * The loads under which ladder and calendar queues are known to collapse, each by name: a million events in one tick, a
 * quarter of a million in flight beside a million far timers, timeouts that are nearly always cancelled, schedules that
 * run backwards, and the smallest agendas.
 */
export const hardLoads: Readonly<Record<string, HardLoad>> = {
  'a million in one tick, drained': (agenda) => {
    fill(agenda, 1_000_000, 0, () => 1000);
    let events = 0;
    while (agenda.pop()) events++;
    return events;
  },
  'a million in one tick, tick after tick': (agenda) => {
    fill(agenda, 1_000_000, 0, () => 1000);
    return hold(agenda, 3_000_000, 1_000_000, () => 1_000_000);
  },
  'a million scheduled from within one tick': (agenda) => {
    fill(agenda, 100_000, 0, () => 1000);
    return hold(agenda, 1_000_000, 100_000, () => 0);
  },
  '250 k in flight, constant delay, a million far timers': (agenda, draw) => {
    fill(agenda, 1_000_000, 0, () => 1e15 + draw(1_000_000) * 1e9);
    fill(agenda, 250_000, 1_000_000, () => draw(1_000_000));
    return hold(agenda, 3_000_000, 1_250_000, () => 1_000_000);
  },
  '250 k in flight, jitter, a million far timers': (agenda, draw) => {
    fill(agenda, 1_000_000, 0, () => 1e12 + draw(1_000_000) * 1e6);
    fill(agenda, 250_000, 1_000_000, () => draw(1_000_000));
    return hold(agenda, 3_000_000, 1_250_000, () => 500_000 + draw(1_000_000));
  },
  '250 k in flight, short and long delays, a million timers all over': (agenda, draw) => {
    fill(agenda, 1_000_000, 0, () => draw(1_000_000) * 1e6);
    fill(agenda, 250_000, 1_000_000, () => draw(1_000_000));
    return hold(agenda, 3_000_000, 1_250_000, () => (draw(20) === 0 ? draw(1000) * 1e9 : draw(100_000)));
  },
  'a timeout for each event, nearly always cancelled': (agenda, draw) => {
    fill(agenda, 10_000, 0, () => draw(1_000_000));
    const timeouts = new Float64Array(20_000);
    let tie = 10_000;
    for (let event = 0; event < 2_000_000; event++) {
      agenda.pop();
      const place = event % 20_000;
      agenda.cancel(timeouts[place]!);
      timeouts[place] = agenda.insert(agenda.time + 30_000_000_000, tie++, 1, 0, 0);
      agenda.insert(agenda.time + draw(1_000_000), tie++, 0, event, 0);
    }
    return 2_000_000;
  },
  'a million scheduled from the last to the first': (agenda) => {
    let time = 1e15;
    fill(agenda, 1_000_000, 0, () => (time -= 1_000_000));
    let events = 0;
    while (agenda.pop()) events++;
    return events;
  },
  'a million scheduled from the last to the first, with a look at the head after each': (agenda) => {
    for (let index = 0; index < 1_000_000; index++) {
      agenda.insert(1e12 - index * 1000, index, 0, index, 0);
      agenda.nextTime();
    }
    let events = 0;
    while (agenda.pop()) events++;
    return events;
  },
  'a million in rising blocks from the last to the first, with a look at the head after each block': (agenda) => {
    for (let block = 0; block < 10_000; block++) {
      let time = 1e12 - block * 1000;
      fill(agenda, 100, block * 100, () => time++);
      agenda.nextTime();
    }
    let events = 0;
    while (agenda.pop()) events++;
    return events;
  },
  'an agenda of a hundred events': (agenda, draw) => {
    fill(agenda, 100, 0, () => draw(1000));
    return hold(agenda, 3_000_000, 100, () => draw(1000));
  },
  'an agenda of one event': (agenda) => {
    fill(agenda, 1, 0, () => 0);
    return hold(agenda, 3_000_000, 1, () => 1000);
  },
  'an agenda of thirty events': (agenda, draw) => {
    fill(agenda, 30, 0, () => draw(1000));
    return hold(agenda, 3_000_000, 30, () => draw(1000));
  },
  'one busy event before a far one': (agenda) => {
    fill(agenda, 100, 0, () => 1e15);
    fill(agenda, 1, 100, () => 0);
    return hold(agenda, 3_000_000, 101, () => 1000);
  },
};
