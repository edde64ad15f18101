import type { AttackerClass } from '../../sim/framework/attacker.ts';
import { seconds } from '../../sim/framework/time.ts';
import { usualPrices } from './prices.ts';

/** P5: devices, a platform and a provider that work together, and tell one another what they have, with a delay. */
export const coalition: AttackerClass = {
  id: 'P5',
  name: 'coalition',
  summary:
    'Devices, one platform and one provider, each from its own places, that share what they learn after a delay.',
  holds: ['address', 'account', 'copy', 'wire', 'inside'],
  buys: [],
  knowledge: 'white box',
  budget: {
    requestsPerSecond: { value: 300, source: 'assumption: what C24 allows one device' },
    identities: { value: 100, source: 'assumption' },
    money: { value: 0, source: 'assumption: it buys nothing' },
    computeSeconds: { value: null, source: 'assumption: their own machines' },
    wallSeconds: { value: null, source: 'assumption: as long as they hold together' },
    alarmsTolerated: { value: 100, source: 'assumption' },
  },
  prices: usualPrices,
  adaptivity: 'bandit',
  coalition: {
    members: [
      { name: 'devices', holds: ['address', 'account', 'copy'] },
      { name: 'platform', holds: ['address', 'account', 'wire', 'inside'] },
      { name: 'provider', holds: ['inside'] },
    ],
    hearsAfterNs: { value: seconds(30), source: 'assumption: they tell one another twice a minute' },
  },
};
