import type { Environment, Trace } from '../framework/environment.ts';

/** How a recording is played. */
export interface Playing {
  readonly trace: Trace;
  /** Time from one sample to the next; null to follow the recording's own dates. */
  readonly stepNs: number | null;
}

/**
 * A recording in place of physics: what it recorded, every room's instruments read exactly, without noise; each sample holds
 * until the next, and the last one to the end. What it did not record (and everything one can act on) comes from `physics`.
 * True occupancy is the recording's own and is read by the oracle alone. RangeError where dates are asked for and absent.
 */
export function recordedRoom(playing: Playing, physics: Environment): Environment {
  const { trace, stepNs } = playing;
  const { samples, atSeconds } = trace;
  if (stepNs === null && atSeconds === null) {
    throw new RangeError('trace: it has no dates to follow; play it by steps');
  }

  const sampleAt = (nowNs: number): number => {
    if (stepNs !== null) return Math.min(samples - 1, Math.floor(nowNs / stepNs));
    // Last sample not after now, by halving.
    let low = 0;
    let high = samples - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (atSeconds![middle]! * 1e9 <= nowNs) low = middle;
      else high = middle - 1;
    }
    return low;
  };

  return {
    truth: (device, quantity, nowNs) => {
      const column = trace.values[quantity];
      return column === undefined ? physics.truth(device, quantity, nowNs) : column[sampleAt(nowNs)]!;
    },
    sense: (device, quantity, nowNs, stream) => {
      const column = trace.values[quantity];
      return column === undefined ? physics.sense(device, quantity, nowNs, stream) : column[sampleAt(nowNs)]!;
    },
    act: (device, quantity, value, nowNs) => physics.act(device, quantity, value, nowNs),
    occupied: (_room, nowNs) => trace.occupied?.[sampleAt(nowNs)] ?? null,
    // Recordings say whether somebody was there, not how many: it counts as one.
    people: (_device, nowNs) => trace.occupied?.[sampleAt(nowNs)] ?? null,
  };
}
