import type { KillChain } from '../../sim/framework/kill-chain.ts';

/**
 * News of a revocation is held back, the copied keys go on opening doors, and records in the identity storage change. The keys with which
 * the first stage still gets in are those that the second uses; the replica is a place on the stage. Word can be held back once only, so
 * the first stage is not tried again. C01 and C04 break it here without C05: a platform hears the news from others too, who send the newest
 * list along with what they say. That C05 is needed where nobody else tells shows in revocation-storm.
 */
export const revokeThenStrike: KillChain = {
  id: 'K7',
  name: 'revoke-then-strike',
  summary:
    'News of a revocation is held back, keys that were revoked go on opening doors, and records of identities change.',
  home: 'shared-identity-storage',
  order: 'sequence',
  stages: [
    {
      attack: 'A13',
      purpose: 'keeps word of the revocation away',
      gives: ['keys'],
      tries: 1,
      brokenBy: [['C01', 'C04']],
    },
    {
      attack: 'A12',
      purpose: 'is let in with keys that were revoked',
      takes: ['keys'],
      gives: ['platform'],
      brokenBy: [['C01', 'C04']],
    },
    { attack: 'A41', purpose: 'has things change hands in the storage', takes: ['platform'], brokenBy: [['C38']] },
  ],
};
