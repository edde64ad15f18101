import type { CastEvent } from '../../sim/framework/scenario.ts';

/** Some nodes go out, those of a host for example: each loses its memory at once, and all come back together. */
export const outageOf = (nodes: readonly number[], atNs: number, awayNs: number): readonly CastEvent[] =>
  nodes.map((node) => ({ atNs, event: 'restart', node, awayNs }));
