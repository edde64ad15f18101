import type { FactBlock } from '../sim/framework/fact.ts';
import type { BlockRows, Fold } from '../sim/framework/metric.ts';
import { DatumTable } from './datum-table.ts';
import { of } from './numbers.ts';
import { proportion } from './proportion.ts';

/**
 * Share of false data that was believed: trials are the different data with any of the `flags` that reached a verifier,
 * or were used or acted on; hits are those which a component used (for `purpose` only, where one is given) or acted on.
 * A datum that passes several verifiers, or is sent many times, is one trial.
 */
export const acceptanceOf = (flags: number, purpose: number | null): Fold => {
  const offered = 1;
  const believed = 2;
  const data = new DatumTable();
  let hits = 0;
  const fold = (facts: FactBlock, row: number): void => {
    const kind = facts.kind[row]!;
    const arrived = (kind === of.delivered || kind === of.refused) && facts.message[row] !== 0;
    const deed = kind === of.acted || (kind === of.used && (purpose === null || facts.detail[row] === purpose));
    if (!arrived && !deed) return;
    const origin = facts.origin[row]!;
    const counter = facts.counter[row]!;
    const before = data.get(origin, counter);
    if (before === believed) return;
    if (deed) hits++;
    if (before === 0 || deed) data.set(origin, counter, deed ? believed : offered);
  };
  return {
    block(facts: FactBlock, rows: BlockRows) {
      for (let at = 0; at < rows.touchedCount; at++) {
        const row = rows.touched[at]!;
        if ((facts.flags[row]! & flags) !== 0) fold(facts, row);
      }
    },
    value: () => ({ rate: proportion(Math.min(hits, data.size), data.size) }),
  };
};
