import type { Schedule } from '../../sim/framework/schedule.ts';
import { seconds } from '../../sim/framework/time.ts';
import type { Stream } from '../../sim/kernel/stream.ts';

/** Somebody is about for 80 s of every 120, around each thing at times of its own (assumption). */
export function passersBy(things: number, stream: Stream): Schedule {
  const everyNs = seconds(120);
  return {
    everyNs,
    lengthNs: seconds(80),
    offsetNs: Float64Array.from({ length: things }, () => stream.below(everyNs)),
  };
}
