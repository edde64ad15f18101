import type { RunOrder } from '../../dashboards/live/protocol.ts';

/**
 * The command line that an order of a page stands for: it is read and checked as any other. Only what is named here can
 * be asked for, so no order names a file.
 */
export const commandLine = (order: RunOrder): readonly string[] => [
  order.world === 'live' ? 'live' : 'run',
  order.scenario,
  ...Object.entries(order.set).map(([name, value]) => `--set=${name}=${value}`),
  `--size=${order.size}`,
  `--profile=${order.profile}`,
  ...order.without.map((control) => `--without=${control}`),
  `--attack=${order.attacks.length === 0 ? 'none' : order.attacks.join(',')}`,
  `--seed=${order.seed}`,
  ...(order.world === 'live' ? [] : [`--suite=${order.suite}`]),
  ...(order.until === '' ? [] : [`--until=${order.until}`]),
];
