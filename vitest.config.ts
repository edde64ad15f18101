import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const all = '{sim,scenarios,attacks,metrics,dashboards,cli,.ci}/**/*.test.ts';
/** Tests of plain code, which starts no process and keeps nothing outside its objects: they can share loaded modules. */
const plain = [
  'sim/{kernel,framework,components,controls,crypto,environment}/**/*.test.ts',
  'sim/worlds/{shared,virtual}/**/*.test.ts',
  'metrics/**/*.test.ts',
  'scenarios/!(live|live-faults|readme).test.ts',
  'scenarios/!(worlds)/**/*.test.ts',
];
/** Run programs of their own. */
const readmes = '**/readme.test.ts';
/** Live runs whose claims on latency are to hold, as they do for a user who runs nothing else: alone, after all others. */
const alone = '.ci/readme.test.ts';
// Wall time is never what a test judges: the limits only end a hang, on a machine of two slow cores.
const limits = { testTimeout: 180_000, hookTimeout: 180_000 };
// One more than there are cores: tests of the live world mostly wait for processes and wires, and the cores are to be busy meanwhile.
const maxWorkers = availableParallelism() + 1;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...limits,
          name: 'plain',
          include: plain,
          exclude: [readmes],
          isolate: false,
          maxWorkers,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...limits,
          name: 'side by side',
          include: [all],
          exclude: [...plain.map((files) => files.replace('*.test.ts', '!(readme).test.ts')), alone],
          maxWorkers,
          sequence: { groupOrder: 0 },
        },
      },
      { test: { ...limits, name: 'alone', include: [alone], maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
