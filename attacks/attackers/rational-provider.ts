import type { AttackerClass } from '../../sim/framework/attacker.ts';
import { usualPrices } from './prices.ts';

/**
 * P3: a provider with a contract that cheats as long as it pays. What it sees of being found out is that nobody asks it any more; that a
 * result was refused it is not told, so where it is asked on all the same (C20 without C45) it goes on, for nothing.
 */
export const rationalProvider: AttackerClass = {
  id: 'P3',
  name: 'rational-provider',
  summary:
    'Cheats inside its contract, and stops when what it expects to lose by being found out exceeds what it gains.',
  holds: ['inside'],
  buys: [],
  knowledge: 'white box',
  budget: {
    requestsPerSecond: { value: null, source: 'assumption: its own machines' },
    identities: { value: 1, source: 'assumption: its contract is in one name' },
    money: { value: 0, source: 'assumption: it buys nothing' },
    computeSeconds: { value: null, source: 'assumption: its own machines' },
    wallSeconds: { value: null, source: 'assumption: as long as the contract' },
    alarmsTolerated: { value: null, source: 'assumption: it weighs them instead' },
  },
  prices: usualPrices,
  adaptivity: 'reactive',
  deterrence: {
    gain: { value: 100, source: 'assumption: work saved or data sold, an attempt' },
    penalty: { value: 1000, source: 'assumption: what a contract is worth to it, ten attempts' },
    prior: {
      value: { noticed: 0.05, attempts: 1 },
      source: 'assumption: it expects to be found out once in twenty times before it has seen anything',
    },
  },
};
