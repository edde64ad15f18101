import type { KillChain } from '../../sim/framework/kill-chain.ts';

/**
 * A thing's copied keys report in its name, go on being let in long after they were revoked, and what platforms have of the thing is
 * joined. The keys with which the first stage gets in are those that the second uses; the third is inside two platforms, which is a place
 * on the stage. The keys are revoked before a play begins, so that proof of names (C01) with either the hour of a credential's life (C03)
 * or a look at the list (C04) breaks the first stage already, and nothing that would stop the second is left for it.
 */
export const cloneAndRoam: KillChain = {
  id: 'K3',
  name: 'clone-and-roam',
  summary: 'Copied keys of a thing report in its name, are let in though revoked, and its identities are joined.',
  home: 'many-identities-one-device',
  order: 'sequence',
  stages: [
    {
      attack: 'A01',
      purpose: 'reports in the name of a thing',
      gives: ['keys'],
      brokenBy: [
        ['C01', 'C03'],
        ['C01', 'C04'],
      ],
    },
    {
      attack: 'A12',
      purpose: 'is let in with keys that were revoked long ago',
      takes: ['keys'],
      gives: ['platform'],
      brokenBy: [['C01', 'C04']],
    },
    { attack: 'A17', purpose: 'knows which identities are of one thing', takes: ['platform'], brokenBy: [['C18']] },
  ],
};
