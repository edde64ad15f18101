import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const all = '{sim,scenarios,attacks,metrics,dashboards,cli,.ci}/**/*.test.ts';
/** Live runs whose claims on latency are to hold, as they do for a user who runs nothing else: alone, after all others. */
const alone = '.ci/readme.test.ts';
// Wall time is never what a test judges: the limits only end a hang, on a machine of two slow cores.
const limits = { testTimeout: 180_000, hookTimeout: 180_000 };

export default defineConfig({
  test: {
    projects: [
      {
        // The runner leaves a core to itself by default, which is half of a small machine; many tests wait for live processes.
        test: {
          ...limits,
          name: 'side by side',
          include: [all],
          exclude: [alone],
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 0 },
        },
      },
      { test: { ...limits, name: 'alone', include: [alone], maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
