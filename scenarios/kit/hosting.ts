import type { CastEvent, Host } from '../../sim/framework/scenario.ts';

/** A host goes out: everybody on it loses his memory at once, and all come back together. */
export const outageOf = ({ nodes }: Host, atNs: number, awayNs: number): readonly CastEvent[] =>
  nodes.map((node) => ({ atNs, event: 'restart', node, awayNs }));
