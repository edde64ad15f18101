import { workloads } from '../../sim/framework/component.ts';
import type { Operation } from '../../sim/framework/component.ts';

/** An operation meets its objective when it is done within 1 s: what the Catena-X dataspace expects of an exchange. */
const usualNs = 1e9;
/** Operations that wait for a ledger take longer by nature (assumption). */
const slower: Partial<Readonly<Record<Operation, number>>> = { trade: 60e9 };

/** Time within which an operation, by its number, is to be done, ns. */
export const objectiveNs: readonly number[] = workloads.map((operation) => slower[operation] ?? usualNs);
