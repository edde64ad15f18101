import type { Control, Ground, Guard } from '../framework/control.ts';
import { points } from '../framework/figure.ts';
import type { Place } from '../framework/figure.ts';

/** Settings of C11. */
export interface ReplayWindowSettings {
  /** How far behind the highest number a message may come, a multiple of 32. */
  readonly width: number;
  /**
   * Points at which a number that skips others raises an alarm, with a score of as many as are missing; none where this is absent. For
   * channels that keep their order, as those to an audit log do: elsewhere what comes late is a gap for a moment.
   */
  readonly gapsAt?: readonly Place[];
}

const defaults: ReplayWindowSettings = { width: 64 };

/** Bytes of the sequence number on the wire (assumption; OSCORE's partial IV has 1 to 5). */
const sequenceBytes = 4;

// Words of a session's row: what its sender keeps, then what its receiver keeps.
const sentEpoch = 0;
const sentLast = 1;
const seenEpoch = 2;
const seenHighest = 3;
const seenBits = 4;

/** Reason of an alarm about numbers of a channel that have not come. */
export const gap = 'numbers of the channel are missing';

/**
 * C11: within a channel every message counts once. Stops A07 (R4). Numbers seen are kept as a ring of bits (RFC 6479): one word
 * more than the width, so that the word which the highest number enters can be cleared whole.
 */
export const replayWindow = (settings: ReplayWindowSettings = defaults): Control => {
  const { width, gapsAt = [] } = settings;
  if (width < 32 || width % 32 !== 0) throw new RangeError(`replay-window: width ${width}, must be a multiple of 32`);
  const words = width / 32 + 1;
  const stand = ({ mark, sessionRows }: Ground): Guard => {
    const own = sessionRows.reserve(seenBits + words);
    return {
      protect(message, at) {
        const row = sessionRows.row(at.session) + own;
        const rows = sessionRows.words;
        const epoch = at.epoch + 1;
        if (rows[row + sentEpoch] !== epoch) {
          rows[row + sentEpoch] = epoch;
          rows[row + sentLast] = 0;
        }
        const number = rows[row + sentLast]! + 1;
        rows[row + sentLast] = number;
        message.marks[mark] = number;
        at.extend(sequenceBytes);
      },
      imitate(message, at) {
        // The number after the last one that went by, whoever sent it; its true sender does not know that it is taken.
        const row = sessionRows.row(at.session) + own;
        const rows = sessionRows.words;
        const epoch = at.epoch + 1;
        const sent = rows[row + sentEpoch] === epoch ? rows[row + sentLast]! : 0;
        const seen = rows[row + seenEpoch] === epoch ? rows[row + seenHighest]! : 0;
        message.marks[mark] = Math.max(sent, seen) + 1;
        at.extend(sequenceBytes);
      },
      verify(message, at) {
        const number = message.marks[mark];
        if (typeof number !== 'number' || number < 1 || (number | 0) !== number) return 'malformed';
        at.charge('judge');
        const row = sessionRows.row(at.session) + own;
        const rows = sessionRows.words;
        const epoch = at.epoch + 1;
        if (rows[row + seenEpoch] !== epoch) {
          rows.fill(0, row + seenHighest, row + seenBits + words);
          rows[row + seenEpoch] = epoch;
        }
        const highest = rows[row + seenHighest]!;
        if (number > highest) {
          const first = (highest >>> 5) + 1;
          const last = number >>> 5;
          // Only the words between the two highest numbers have become new; never more than all of them.
          for (let word = Math.max(first, last - words + 1); word <= last; word++) {
            rows[row + seenBits + (word % words)] = 0;
          }
          rows[row + seenHighest] = number;
          if (number > highest + 1 && gapsAt.includes(at.place)) at.alarm(at.peer, gap, number - highest - 1);
        } else if (number <= highest - width) {
          return 'sequence-seen';
        }
        const cell = row + seenBits + ((number >>> 5) % words);
        const bit = 1 << (number & 31);
        if ((rows[cell]! & bit) !== 0) return 'sequence-seen';
        rows[cell] = rows[cell]! | bit;
        return undefined;
      },
    };
  };
  return {
    id: 'C11',
    name: 'replay-window',
    summary: 'Messages of a channel are numbered; a number counts once, and only within 64 of the highest.',
    groups: ['R4'],
    rung: 'access',
    layer: 'freshness',
    step: 20,
    places: points,
    limits:
      'Knows one channel only: a copy in a new channel is for C09 and C10. Honest messages that come later than 64 others are lost: widen it where rate x jitter is larger. Without C32 or C01 a forged number can move the window. Set so, it tells of gaps at an ordered channel: what is missing at its end, and what was written in time under the missing numbers, leaves none; who was lost on an honest link leaves one too.',
    source: 'Ring of bits after RFC 6479; OSCORE (RFC 8613) takes 32, IPsec (RFC 4303) 64, the width here.',
    stand,
  };
};
