import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{sim,scenarios,attacks,metrics,dashboards,cli,.ci}/**/*.test.ts'],
    // The runner leaves a core to itself by default, which is half of a small machine; many tests wait for live processes.
    maxWorkers: availableParallelism(),
    // Wall time is never what a test judges: the limits only end a hang, on a machine of two slow cores.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
