import type { Post } from '../framework/control.ts';
import type { SecretKey } from '../framework/crypto.ts';
import { periodOfRecords } from '../framework/stored.ts';

/** Keys that are kept ready for each store; older ones are derived again when they are asked for. */
const keptReady = 4;

/**
 * Keys of periods under a key that stays: a store seals what it lays down in a period under that period's own key, and opens what is
 * older under the older one.
 *
 *   key of the store ─HKDF─▶ key of period 0, of period 1, ...
 */
export class PeriodKeys {
  private readonly byNode = new Map<number, Map<number, SecretKey>>();

  of(storageKey: SecretKey, period: number, at: Post): SecretKey {
    let keys = this.byNode.get(at.node);
    if (keys === undefined) this.byNode.set(at.node, (keys = new Map()));
    let key = keys.get(period);
    if (key === undefined) {
      // HKDF is two passes of a MAC.
      at.charge('mac');
      at.charge('mac');
      key = at.suite.derive(storageKey, periodOfRecords(period));
      for (const oldest of keys.keys()) {
        if (keys.size < keptReady) break;
        keys.delete(oldest);
      }
      keys.set(period, key);
    }
    return key;
  }
}
