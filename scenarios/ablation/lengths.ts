import type { Attack } from '../../sim/framework/attack.ts';
import { heldAt, parametersFor } from './plan.ts';
import type { AblationPlan } from './plan.ts';
import type { AskedCell, Runs, Terms } from './runs.ts';
import { ladderTo } from './sets.ts';

/** Attempts that a run holds at least where it can (assumption: so that one slow start does not decide a run). */
const severalAttempts = 8;
/** The shortest that a run becomes: what attacks wait for at first takes its time too (assumption). */
const leastShare = 0.25;
/** Runs hold more attempts than are needed: the first come late, and the last do not end (assumption). */
const spare = 1.3;
/** Square of the standard normal's critical value for 95 %. */
const criticalSquared = 3.8415;

/** Attempts of which none may succeed, for Wilson's upper bound to come down to this. */
const attemptsFor = (bound: number): number => (criticalSquared * (1 - bound)) / bound;

/** When the runs of each attack end: by one whole run under nothing and one under everything, the shortest that leaves attempts enough. */
export async function lengthsOf(plan: AblationPlan, runs: Runs): Promise<ReadonlyMap<Attack, number | null>> {
  const { attacks, profile, replications } = plan;
  const whole: Terms = (attack) => ({ parameters: parametersFor(attack!, plan), untilSeconds: null });
  const [bare, full] = [ladderTo(profile)[0]!, ladderTo(profile).at(-1)!];
  const cells: AskedCell[] = attacks.flatMap((attack) => [bare, full].map((set) => ({ set, attack })));
  await runs.play(cells, 1, whole);
  return new Map(
    attacks.map((attack) => {
      const played = [bare, full].flatMap((set) => runs.of({ set, attack }, 1, whole)[0] ?? []);
      if (played.length === 0) return [attack, null] as const;
      const attempts = Math.min(...played.map((run) => run.attempts));
      const wanted = Math.max(severalAttempts, (spare * attemptsFor(heldAt(attack))) / replications);
      const share = attempts > 0 ? Math.min(1, Math.max(leastShare, wanted / attempts)) : 1;
      const seconds = Math.max(...played.map((run) => run.simulatedSeconds));
      return [attack, Math.ceil(seconds * share)] as const;
    }),
  );
}
