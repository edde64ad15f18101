import type { KillChain } from '../../sim/framework/kill-chain.ts';

/** Doors are flooded, and under the noise the archive is copied out. */
export const smokeScreen: KillChain = {
  id: 'K6',
  name: 'smoke-screen',
  summary: 'Doors are flooded, and under the noise the archive is copied out.',
  home: 'meeting-room-mapping',
  order: 'parallel',
  stages: [
    { attack: 'A24', purpose: 'keeps the doors and whoever watches them busy', brokenBy: [['C43']] },
    { attack: 'A31', purpose: 'takes the records', brokenBy: [['C30']] },
  ],
};
