import type { FactBlock } from '../../sim/framework/fact.ts';
import type { BlockRows, Fold, Observed } from '../../sim/framework/metric.ts';
import { DatumTable } from './datum-table.ts';
import { kindNumber, of } from './fact-numbers.ts';
import { proportion } from './observed.ts';

/** Numbers of the kinds of message that somebody may believe or obey; others only carry what follows from them. */
const believable: ReadonlySet<number> = new Set((['report', 'command', 'result'] as const).map(kindNumber));

/**
 * Share of false data that was believed: trials are the different reports, commands and results with any of the `flags`
 * that reached a verifier; hits are those among them which a component then used (for one of `purposes` only, where they are
 * given) or acted on. A datum that passes several verifiers, or is sent many times, is one trial. With `sourceOf`, the same for each source
 * of such data, by its name for the node where they were born.
 */
export const acceptanceOf = (
  flags: number,
  purposes: ReadonlySet<number> | null,
  sourceOf?: (node: number) => string,
): Fold & { value(): { readonly rate: Observed } & Readonly<Record<string, Observed>> } => {
  const offered = 1;
  const believed = 2;
  const data = new DatumTable();
  let hits = 0;
  const bySource = new Map<string, { hits: number; n: number }>();
  const countsOf = (origin: number): { hits: number; n: number } | undefined => {
    if (sourceOf === undefined) return undefined;
    const source = sourceOf(origin);
    let counts = bySource.get(source);
    if (counts === undefined) bySource.set(source, (counts = { hits: 0, n: 0 }));
    return counts;
  };
  const follow = (facts: FactBlock, row: number): void => {
    const kind = facts.kind[row]!;
    const origin = facts.origin[row]!;
    const counter = facts.counter[row]!;
    if (kind === of.delivered || kind === of.refused) {
      if (!believable.has(facts.message[row]!) || data.has(origin, counter)) return;
      data.set(origin, counter, offered);
      const counts = countsOf(origin);
      if (counts !== undefined) counts.n++;
    } else if (kind === of.acted || (kind === of.used && (purposes === null || purposes.has(facts.detail[row]!)))) {
      if (data.get(origin, counter) !== offered) return;
      hits++;
      data.set(origin, counter, believed);
      const counts = countsOf(origin);
      if (counts !== undefined) counts.hits++;
    }
  };
  return {
    block(facts: FactBlock, rows: BlockRows) {
      for (let at = 0; at < rows.touchedCount; at++) {
        const row = rows.touched[at]!;
        if ((facts.flags[row]! & flags) !== 0) follow(facts, row);
      }
    },
    value: () => ({
      rate: proportion(hits, data.size),
      ...Object.fromEntries([...bySource].map(([source, counts]) => [source, proportion(counts.hits, counts.n)])),
    }),
  };
};
