import type { Control, Ground, Guard } from '../framework/control.ts';
import { cards } from '../framework/message.ts';
import type { Kind } from '../framework/message.ts';
import type { Place } from '../framework/figure.ts';
import { WholeColumn } from './columns.ts';
import { freshness } from './freshness.ts';
import { RecentNumbers } from './recent-numbers.ts';

/** Settings of C10. */
export interface NonceStoreSettings {
  /** How long a nonce is remembered, ns; at least the window of C09 with its skew. */
  readonly memoryNs: number;
}

const defaults: NonceStoreSettings = { memoryNs: freshness.windowNs + freshness.skewNs };

/** Bytes of a nonce on the wire. */
const nonceBytes = 4;

const places: readonly Place[] = ['RP-T', 'RP-I', 'RP-M', 'RP-C', 'RP-A', 'RP-X'];

/** Readings are many, and a copied one changes nothing that the next does not mend. */
const acts = (kind: Kind): boolean => kind !== 'report' && cards[kind].acts === true;

/** C10: what makes somebody act counts once, over all channels between two ends. Stops A07 inside the window of C09 (R4). */
export const nonceStore = (settings: NonceStoreSettings = defaults): Control => {
  const stand = (ground: Ground): Guard => {
    const mark = ground.mark;
    const recent = new RecentNumbers(settings.memoryNs);
    const lives = new WholeColumn();
    return {
      protect(message, at) {
        if (!acts(message.kind)) return;
        message.marks[mark] = at.draw() | 0;
        at.extend(nonceBytes);
      },
      imitate(message, at, chosen) {
        if (!acts(message.kind)) return;
        message.marks[mark] = chosen | 0;
        at.extend(nonceBytes);
      },
      verify(message, at) {
        if (!acts(message.kind)) return undefined;
        const nonce = message.marks[mark];
        if (typeof nonce !== 'number' || (nonce | 0) !== nonce) return 'malformed';
        at.charge('lookup');
        return recent.add(at.session, nonce, lives.at(at.node), at.now) ? undefined : 'nonce-seen';
      },
      forget(node) {
        lives.put(node, lives.at(node) + 1);
      },
    };
  };
  return {
    id: 'C10',
    name: 'nonce-store',
    summary:
      'Commands, queries, jobs, results, contracts, entries and moves carry a random number that counts once within 35 s.',
    groups: ['R4'],
    rung: 'access',
    layer: 'freshness',
    step: 10,
    places,
    limits:
      'Remembers for the window of C09 and is empty after a restart; without C09 an older copy passes. Readings carry no nonce.',
    source:
      'Memory is the window of C09 with its skew; 32 bits: two honest messages of a session collide with 2^-32 each (V-C6).',
    stand,
  };
};
