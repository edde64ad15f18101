import type { KillChain } from '../../sim/framework/kill-chain.ts';

/**
 * A poisoned update turns things, the gateway in front of them follows, and the building is commanded. The update server, the gateway and
 * the guest account are places on the stage: the chain says when its attacker comes to use each, not how it gets there.
 * The interlock (C29) holds doors only outside booked hours, so it breaks nothing alone.
 */
export const headsetToBuilding: KillChain = {
  id: 'K2',
  name: 'headset-to-gateway-to-building',
  summary: 'A poisoned update turns things, the gateway in front of them follows, and the building is commanded.',
  home: 'town-1m',
  order: 'sequence',
  stages: [
    { attack: 'A21', purpose: 'has things run its code', gives: ['things'], brokenBy: [['C37']] },
    {
      attack: 'A23',
      purpose: 'speaks for all that is behind the gateway',
      takes: ['things'],
      gives: ['gateway'],
      brokenBy: [['C16']],
    },
    { attack: 'A20', purpose: 'opens the doors of the building', takes: ['gateway'], brokenBy: [['C12'], ['C13']] },
  ],
};
