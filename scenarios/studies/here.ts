import type { Onlooker } from '../replicate.ts';
import type { Crew } from './crew.ts';
import { catalogueNames } from './names.ts';
import type { Names } from './names.ts';
import { playOrder } from './play-order.ts';

/** A crew of one: this process plays every run itself, one after the other. A run that fails costs that run only. */
export const crewHere = (onlooker: Onlooker, names: Names = catalogueNames): Crew => ({
  name: 'here',
  async carryOut(orders, report, signal) {
    for (const order of orders) {
      signal?.throwIfAborted();
      await report(playedOrFailed(() => playOrder(order, onlooker, names), order.key));
    }
  },
  async close() {},
});

/** What a run came to, or why it came to nothing, in one line. */
export const playedOrFailed = <Played>(play: () => Played, key: string): Played | { key: string; failure: string } => {
  try {
    return play();
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
    return { key, failure: `${name}: ${message.split('\n')[0]!.slice(0, 300)}` };
  }
};
