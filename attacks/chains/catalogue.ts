import type { KillChain } from '../../sim/framework/kill-chain.ts';
import { smokeScreen } from './smoke-screen.ts';

/** The kill chains, in the order of their numbers. */
export const chains: readonly KillChain[] = [smokeScreen];
