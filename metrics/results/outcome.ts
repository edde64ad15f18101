import { wilsonInterval } from '../statistics/proportion.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import type { AttackTally } from './replication.ts';
import type { AttackOutcome, MeasuredValue } from './summary.ts';

/** An attack as results name it. */
export type NamedAttack = Pick<Attack, 'id' | 'name' | 'summary' | 'beatenBy' | 'references' | 'drawn'>;

/** What the attempts of one attack came to over its replications; `undefined` stands for one that did not watch it. */
export const outcome = (
  { id, name, drawn }: NamedAttack,
  tallies: readonly (AttackTally | undefined)[],
  service: Readonly<Record<string, MeasuredValue>>,
  confidence: number,
): AttackOutcome => {
  const known = tallies.filter((tally) => tally !== undefined);
  const total = (of: (tally: AttackTally) => number): number => known.reduce((sum, tally) => sum + of(tally), 0);
  const attempts = total((tally) => tally.attempts);
  const successes = total((tally) => tally.successes);
  const firsts = known.flatMap((tally) => tally.firstSuccessSeconds ?? []);
  return {
    id,
    name,
    attempts,
    unfinished: total((tally) => tally.unfinished),
    successes,
    ci95: wilsonInterval(successes, attempts, confidence),
    detected: total((tally) => tally.detected),
    firstSuccessSeconds: firsts.length === 0 ? null : Math.min(...firsts),
    violations: [...new Set(known.flatMap((tally) => tally.violations))],
    steps: summed(known.map((tally) => tally.steps)),
    service,
    ...(drawn === undefined ? {} : { drawn }),
  };
};

/** Counts added up by their names. */
export const summed = (parts: readonly Readonly<Record<string, number>>[]): Record<string, number> => {
  const sum: Record<string, number> = {};
  for (const part of parts) for (const [key, count] of Object.entries(part)) sum[key] = (sum[key] ?? 0) + count;
  return sum;
};
