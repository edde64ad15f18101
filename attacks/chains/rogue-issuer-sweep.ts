import type { KillChain } from '../../sim/framework/kill-chain.ts';

/**
 * Whoever has the key of a platform's authority opens a door of another platform in its name, slips a root in that outlives the key, lets
 * a swarm decide whom a plaza hears, and spends an asset twice. No platform is trusted more for what was opened: what is handed on is that
 * an earlier stage came through, as far as its attacker sees.
 *
 * Without C01 nobody proves names here, and C13, which binds tokens to those, turns every visit to the plaza away, a swarm's too. So it is
 * the log (C07) and the federation's refresh (C06) without which the first stages are back while all else goes on.
 */
export const rogueIssuerSweep: KillChain = {
  id: 'K4',
  name: 'rogue-issuer-sweep',
  summary:
    'A stolen issuing key opens doors, a root is slipped in, a swarm silences somebody, and an asset is spent twice.',
  home: 'children-plaza',
  order: 'sequence',
  stages: [
    {
      attack: 'A02',
      purpose: 'speaks in the name of a platform',
      gives: ['platform'],
      brokenBy: [['C01', 'C07']],
      backWithout: ['C07'],
    },
    {
      attack: 'A14',
      purpose: 'has a root of its own believed, whatever becomes of the key',
      takes: ['platform'],
      gives: ['root'],
      brokenBy: [
        ['C01', 'C06'],
        ['C01', 'C07'],
      ],
      backWithout: ['C06', 'C07'],
    },
    {
      attack: 'A05',
      purpose: 'decides whom the plaza hears',
      takes: ['root'],
      gives: ['avatars'],
      brokenBy: [['C08']],
      stilledBy: [{ standing: 'C13', missing: 'C01' }],
    },
    { attack: 'A42', purpose: 'spends one asset on two platforms', takes: ['avatars'], brokenBy: [['C39']] },
  ],
};
