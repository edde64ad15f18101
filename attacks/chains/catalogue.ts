import type { ParallelChain } from '../../sim/framework/kill-chain.ts';
import { smokeScreen } from './smoke-screen.ts';

/** The kill chains, in the order of their numbers. */
export const chains: readonly ParallelChain[] = [smokeScreen];
