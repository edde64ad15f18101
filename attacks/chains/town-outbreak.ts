import type { KillChain } from '../../sim/framework/kill-chain.ts';

/**
 * A worm takes things, a member fills the platform with commands in the crowd, and jobs that are held back leave it with own work that
 * it never catches up with. What the worm took is not what floods, and the wires to providers are a place on the stage: what is handed on is
 * that an earlier stage came through, as far as its attacker sees. Doors do not change, so a worm that found none is not let loose again.
 * The allowance (C24) breaks the second stage, and would break the third.
 */
export const townOutbreak: KillChain = {
  id: 'K8',
  name: 'town-outbreak',
  summary:
    'A worm takes things, a member floods the platform in the crowd, and late jobs keep it from ever catching up.',
  home: 'town-1m',
  order: 'sequence',
  stages: [
    { attack: 'A22', purpose: 'has things run its code', gives: ['things'], tries: 1, brokenBy: [['C37']] },
    {
      attack: 'A25',
      purpose: 'takes people’s wishes from the platform in the crowd',
      takes: ['things'],
      gives: ['silence'],
      brokenBy: [['C24']],
    },
    { attack: 'A26', purpose: 'keeps the platform busy with work of its own', takes: ['silence'], brokenBy: [['C24']] },
  ],
};
