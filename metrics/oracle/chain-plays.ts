import type { KillChain } from '../../sim/framework/kill-chain.ts';
import type { JudgedAttempt } from '../../sim/framework/metric.ts';
import type { ChainTally } from '../results/replication.ts';

type StageAttempt = JudgedAttempt & { readonly stage: NonNullable<JudgedAttempt['stage']> };

/**
 * What the plays of a chain came to, by the goals of its stages alone: what an attacker believed to have gained says when it went on,
 * and nothing about how far it came. Only plays that were over count; how the others would have ended nobody knows.
 */
export function chainTally({ id, name, stages }: KillChain, attempts: readonly JudgedAttempt[]): ChainTally {
  const plays = new Map<number, StageAttempt[]>();
  for (const attempt of attempts) {
    if (attempt.stage === undefined) continue;
    const known = plays.get(attempt.stage.part.play) ?? [];
    known.push({ ...attempt, stage: attempt.stage });
    plays.set(attempt.stage.part.play, known);
  }
  const over = [...plays.values()].filter((play) => play.some(({ stage }) => stage.endsPlay));
  return {
    id,
    name,
    plays: over.length,
    unfinished: plays.size - over.length,
    stages: stages.map(({ attack }, place) => {
      const tries = over.map((play) => play.filter(({ stage }) => stage.part.stage === place));
      const begun = tries.filter((own) => own.length > 0);
      const times = over.flatMap((play) => reachedAfter(play, place) ?? []);
      return {
        id: attack,
        begun: begun.length,
        reached: times.length,
        unnoticed: begun.filter((own) => own.every(({ stage }) => !stage.noticed)).length,
        secondsToReach: times.reduce((sum, ns) => sum + ns, 0) / 1e9,
      };
    }),
  };
}

/** Time from the beginning of a play until its stages up to one had all reached their goals, ns; null where they never had. */
const reachedAfter = (play: readonly StageAttempt[], place: number): number | null => {
  let latestNs = 0;
  for (let stage = 0; stage <= place; stage++) {
    const successes = play.flatMap((one) => (one.stage.part.stage === stage ? (one.successNs ?? []) : []));
    if (successes.length === 0) return null;
    latestNs = Math.max(latestNs, Math.min(...successes));
  }
  return latestNs - Math.min(...play.map(({ startNs }) => startNs));
};
