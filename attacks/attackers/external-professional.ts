import type { AttackerClass } from '../../sim/framework/attacker.ts';
import { usualPrices } from './prices.ts';

/** P2: somebody who attacks for a living: buys places, learns which attack gives something, stays under limits, and leaves when it is seen. */
export const externalProfessional: AttackerClass = {
  id: 'P2',
  name: 'external-professional',
  summary:
    'Tries what it can, keeps to what gives something, stays under rate limits, and leaves when it was noticed too often.',
  holds: ['address'],
  buys: ['account', 'copy', 'wire', 'inside'],
  knowledge: 'configuration',
  budget: {
    requestsPerSecond: { value: 18, source: 'assumption: under the 20 a second that C24 allows a person' },
    identities: { value: 100, source: 'assumption' },
    money: { value: 50_000, source: 'assumption: a dozen accesses' },
    computeSeconds: { value: 360_000, source: 'assumption: ten cores for ten hours' },
    wallSeconds: { value: 2_592_000, source: 'assumption: thirty days' },
    alarmsTolerated: { value: 40, source: 'assumption' },
  },
  prices: usualPrices,
  adaptivity: 'bandit',
};
