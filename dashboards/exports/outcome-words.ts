import type { ArmSummary } from '../../metrics/results/summary.ts';

/** Name of an arm: its profile, less what was taken out. */
export const armName = ({ profile, without }: ArmSummary): string =>
  without.length === 0 ? profile : `${profile} without ${without.join(', ')}`;

const percent = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;

/** What an attack came to in an arm: `10 of 10 [72.2 %, 100 %] under none`; undefined where it was not tried to an end. */
export function outcomeWords(arm: ArmSummary, attack: string): string | undefined {
  const outcome = arm.attacks.find(({ id }) => id === attack);
  if (outcome === undefined || outcome.attempts === 0) return undefined;
  const { attempts, successes, detected, ci95 } = outcome;
  const interval = ci95 === null ? '' : ` [${ci95.map(percent).join(', ')}]`;
  return `${successes} of ${attempts} attempts succeeded${interval}, ${detected} noticed, under ${armName(arm)}`;
}
