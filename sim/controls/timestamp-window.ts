import type { Control, Ground, Guard, Post, WireMessage } from '../framework/control.ts';
import { points } from '../framework/figure.ts';
import { freshness, tickNs, ticksOf } from './freshness.ts';

/** Settings of C09, in ns. */
export interface TimestampWindowSettings {
  readonly windowNs: number;
  /** How far in the future a message may be, for clocks that disagree. */
  readonly skewNs: number;
}

/** Bytes of the time stamp on the wire (assumption: 32 bits of 10 ms steps and one byte of tag). */
const stampBytes = 5;

/** C09: a message is good for half a minute. Narrows A07 to that window (R4). */
export const timestampWindow = (settings: TimestampWindowSettings = freshness): Control => {
  const window = Math.round(settings.windowNs / tickNs);
  const skew = Math.round(settings.skewNs / tickNs);
  const stand = (ground: Ground): Guard => {
    const mark = ground.mark;
    const stamp = (message: WireMessage, at: Post): void => {
      message.marks[mark] = ticksOf(at.now);
      at.extend(stampBytes);
    };
    return {
      protect: stamp,
      imitate: stamp,
      verify(message, at) {
        const sent = message.marks[mark];
        if (typeof sent !== 'number') return 'malformed';
        at.charge('judge');
        const age = ticksOf(at.now) - sent;
        if (age > window) return 'stale';
        return age < -skew ? 'from-the-future' : undefined;
      },
    };
  };
  return {
    id: 'C09',
    name: 'timestamp-window',
    summary: 'Messages carry their time and are refused when older than 30 s or more than 5 s ahead.',
    groups: ['R4'],
    rung: 'access',
    layer: 'freshness',
    step: 30,
    places: points,
    limits:
      'Within the window a copy passes as often as it is sent. Needs clocks that agree; the stamp is only as true as the channel.',
    source: 'Window of 30 s: anchor V-C4; skew of 5 s and steps of 10 ms: assumption.',
    stand,
  };
};
