import { profileNames } from '../sim/framework/profile.ts';
import type { Engine } from './engine.ts';
import { VoidRun } from './fault.ts';

const notWired = (): never => {
  throw new VoidRun('no scenario is wired into this build', { again: 'metarange list scenarios', hint: 'use a released build' });
};

/** The range behind the command: catalogues and what runs them, put together here and nowhere else. */
export const range: Engine = {
  version: '0.1.0',
  catalogue: {
    scenarios: [],
    attacks: [],
    controls: [],
    metrics: [],
    profiles: profileNames.map((name) => ({ name, summary: name, controls: [] })),
  },
  run: notWired,
  bench: notWired,
  validate: notWired,
};
