import type { CostTable, Operation } from '../../sim/framework/costs.ts';

/**
 * What the virtual world charges for the opening of a channel where both ends prove who they are (C32 and C01), both ends
 * together; a test counts it there. A resumption shows fresh keys and agrees on a new one, but proves nothing again.
 */
export const handshakeCharges = {
  full: { keygen: 2, parse: 4, sign: 2, chain: 2, verify: 2, agree: 2 },
  resumed: { keygen: 2, parse: 2, agree: 2 },
} as const satisfies Readonly<Record<string, Partial<Record<Operation, number>>>>;

/** The ways in which a channel opens. */
export type HandshakeKind = keyof typeof handshakeCharges;

/** The time of such charges by a cost table, ns. */
export const chargedNs = ({ fixedNs }: Pick<CostTable, 'fixedNs'>, kind: HandshakeKind): number =>
  Object.entries(handshakeCharges[kind]).reduce(
    (sum, [operation, times]) => sum + times * fixedNs[operation as Operation],
    0,
  );
