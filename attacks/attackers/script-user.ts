import type { AttackerClass } from '../../sim/framework/attacker.ts';
import { usualPrices } from './prices.ts';

/** P1: somebody with tools that others made, who runs them one after the other and looks at nothing. */
export const scriptUser: AttackerClass = {
  id: 'P1',
  name: 'script-user',
  summary: 'Runs the tools it has one after the other, over and over, whatever comes of it.',
  holds: ['address'],
  buys: ['account', 'copy', 'wire'],
  knowledge: 'protocol',
  budget: {
    requestsPerSecond: { value: 1000, source: 'assumption: what one machine on a home line sends' },
    identities: { value: 10, source: 'assumption' },
    money: { value: 7000, source: 'assumption: two wires, or a few hundred accounts' },
    computeSeconds: { value: 36_000, source: 'assumption: one core for ten hours' },
    wallSeconds: { value: 36_000, source: 'assumption: ten hours' },
    alarmsTolerated: { value: null, source: 'assumption: it does not look' },
  },
  prices: usualPrices,
  adaptivity: 'static',
};
