import { HeapAgenda } from '../../sim/kernel/heap-agenda.ts';
import { Agenda } from '../../sim/kernel/agenda.ts';
import { hardLoads } from '../../sim/kernel/hard-loads.ts';
import { contenders } from '../../sim/kernel/phold-contenders.ts';
import { phold } from '../../sim/kernel/phold.ts';
import { measureCorridor } from './corridor-speed.ts';

/** Reads a clock in seconds; nothing here has one of its own. */
export type Clock = () => number;

/**
 * One measurement of speed, plain data: it can be handed to a process of its own, where no other measurement has shaped
 * what the compiler knows.
 */
export type Speed =
  | { readonly kind: 'phold'; readonly queue: string; readonly pending: number; readonly events: number }
  | { readonly kind: 'hard load'; readonly queue: 'ladder' | 'heap'; readonly load: string }
  | { readonly kind: 'corridor'; readonly sensors: number; readonly simulatedSeconds: number };

/** Rates a second: events, and for the corridor the reports that reached their twins besides. */
export interface Rates {
  readonly eventsPerSecond: number;
  readonly reportsPerSecond: number | null;
}

const seed = 1;

/** Carries out one measurement. RangeError for a queue or load that there is not. */
export function measureSpeed(speed: Speed, clock: Clock): Rates {
  switch (speed.kind) {
    case 'phold': {
      const make = contenders[speed.queue];
      if (make === undefined) throw new RangeError(`no queue "${speed.queue}": ${Object.keys(contenders).join(', ')}`);
      const { pending, events } = speed;
      const { eventsPerSecond } = phold({ agenda: make(pending), pending, events, seed, clock });
      return { eventsPerSecond, reportsPerSecond: null };
    }
    case 'hard load': {
      const load = hardLoads[speed.load];
      if (load === undefined) throw new RangeError(`no load "${speed.load}": ${Object.keys(hardLoads).join(', ')}`);
      const begun = clock();
      const events = load(speed.queue === 'heap' ? new HeapAgenda() : new Agenda(), drawer());
      return { eventsPerSecond: events / (clock() - begun), reportsPerSecond: null };
    }
    default:
      return measureCorridor(speed, clock);
  }
}

/**
 * Whole numbers below a bound from a xorshift generator of 32 bits (G. Marsaglia, 2003): cheap, so that the queue
 * is measured.
 */
const drawer = (): ((below: number) => number) => {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.floor(((state >>> 0) / 4_294_967_296) * below);
  };
};
