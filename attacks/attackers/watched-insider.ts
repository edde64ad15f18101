import type { AttackerClass } from '../../sim/framework/attacker.ts';
import { usualPrices } from './prices.ts';

/** P4: an operator with full reading rights, who is watched and knows it. */
export const watchedInsider: AttackerClass = {
  id: 'P4',
  name: 'watched-insider',
  summary:
    'Reads all that its rights and its machines let it, and stops when it was turned away too often to go on unnoticed.',
  holds: ['address', 'account', 'inside'],
  buys: [],
  knowledge: 'white box',
  budget: {
    requestsPerSecond: { value: 5, source: 'assumption: an operator at a console' },
    identities: { value: 2, source: 'assumption: its own account and one of its office' },
    money: { value: 0, source: 'assumption: it buys nothing' },
    computeSeconds: { value: 3600, source: 'assumption: what is not missed on its machines' },
    wallSeconds: { value: 28_800, source: 'assumption: a shift' },
    alarmsTolerated: { value: 3, source: 'assumption: a mistake or two can be explained' },
  },
  prices: usualPrices,
  adaptivity: 'static',
};
