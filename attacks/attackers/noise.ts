import type { AttackerClass } from '../../sim/framework/attacker.ts';
import { randomMisuse } from './random-misuse.ts';
import { usualPrices } from './prices.ts';

/** P0: somebody who does what makes no sense, and wants nothing. */
export const noise: AttackerClass = {
  id: 'P0',
  name: 'noise',
  summary: 'Knocks at doors at random and says at random what comes to its mind, without a goal.',
  holds: ['address', 'account'],
  buys: [],
  knowledge: 'none',
  budget: {
    requestsPerSecond: { value: 20, source: 'assumption: what C24 allows a person' },
    identities: { value: 10, source: 'assumption' },
    money: { value: 0, source: 'assumption: it buys nothing' },
    computeSeconds: { value: null, source: 'assumption' },
    wallSeconds: { value: null, source: 'assumption' },
    alarmsTolerated: { value: null, source: 'assumption: it does not look' },
  },
  prices: usualPrices,
  adaptivity: 'static',
  misuse: randomMisuse,
};
