import { placeNumber } from '../../framework/figure.ts';
import { factNumber } from '../../framework/fact.ts';
import type { Cast } from '../../framework/scenario.ts';
import { TruthWriter } from './truth-ops.ts';

/**
 * What there is to tell of a process that ended in the middle, in its place: all that it held in memory is lost, and its nodes
 * have forgotten what they knew.
 */
export function deathNotice({ placements }: Cast, isLocal: (node: number) => boolean, nowNs: number): Buffer {
  const parts: Buffer[] = [];
  const truth = new TruthWriter(
    () => nowNs,
    (bytes) => parts.push(bytes),
  );
  truth.tell('perish');
  let cell = 0;
  for (const { first, count, cells } of placements) {
    for (let node = first; node < first + count; node++, cell += cells) {
      if (!isLocal(node)) continue;
      truth.tell('forgetCells', cell, cells);
      truth.tell('event', factNumber.restarted, placeNumber['use'], node, -1, -1, 0, 0, 0, 0, 0);
    }
  }
  truth.flush();
  return Buffer.concat(parts);
}
