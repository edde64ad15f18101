import type { KillChain } from '../../sim/framework/kill-chain.ts';

/** While a crowd is in town a worm turns its things, a platform is flooded, and the work of all providers is held back. */
export const townOutbreak: KillChain = {
  id: 'K8',
  name: 'town-outbreak',
  summary:
    'While a crowd is in town a worm turns its things, a platform is flooded, and the work of providers is held back.',
  home: 'town-1m',
  order: 'sequence',
  stages: [
    { attack: 'A22', purpose: 'turns the things of the town', gives: ['bots'], brokenBy: [['C37']] },
    { attack: 'A25', purpose: 'leaves people unserved', takes: ['bots'], gives: ['noise'], brokenBy: [['C24']] },
    { attack: 'A26', purpose: 'keeps the house busy with work of its own', takes: ['noise'], brokenBy: [['C24']] },
  ],
};
