import type { ArmSummary, AttackOutcome, ChainOutcome, RunResult } from '../metrics/results/summary.ts';

/** Name of each arm: its profile, with the controls taken out of it. */
export const profileColumnsOf = (arms: readonly Pick<ArmSummary, 'profile' | 'without'>[]): readonly string[] =>
  arms.map(({ profile, without }) => [profile, ...without.map((control) => `without ${control}`)].join(' '));

/** A share as a percentage, to one decimal or two digits; only exactly 0 and 1 read as 0 and 100. */
export function percentText(share: number): string {
  const text = Number((share * 100).toFixed(1));
  if (text === 100 && share < 1) return '>99.9';
  if (share > 0 && share < 0.00001) return '<0.001';
  return share > 0 && share < 0.001 ? String(Number((share * 100).toPrecision(2))) : String(text);
}

const cell = (outcome: AttackOutcome | undefined): string => {
  if (!outcome || outcome.attempts === 0) return 'unknown';
  const interval = outcome.ci95 === null ? '' : ` [${percentText(outcome.ci95[0])}, ${percentText(outcome.ci95[1])}]`;
  return `${percentText(outcome.successes / outcome.attempts)} %${interval}`;
};

const attemptsText = (outcomes: readonly (AttackOutcome | undefined)[]): string => {
  const counts = outcomes.flatMap((outcome) => (outcome ? [outcome.attempts] : []));
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? String(least) : `${least} to ${most}`;
};

/** Rows of the table attack by profile, heading first: attempts, success rate in percent and its 95 % interval; null where no attack ran. */
export function attackTableRows({ arms }: RunResult): readonly (readonly string[])[] | null {
  const names = profileColumnsOf(arms);
  const columns = [...new Set(names)];
  const titles = new Map<string, string>();
  for (const arm of arms) for (const outcome of arm.attacks) titles.set(outcome.id, outcome.name);
  if (titles.size === 0) return null;
  const outcomeOf = (id: string, column: string): AttackOutcome | undefined =>
    arms
      .filter((_, index) => names[index] === column)
      .flatMap((arm) => arm.attacks)
      .find((outcome) => outcome.id === id);
  const rows = [...titles].map(([id, title]) => {
    const outcomes = columns.map((column) => outcomeOf(id, column));
    return [`${id} ${title}`, attemptsText(outcomes), ...outcomes.map(cell)];
  });
  return [['attack success', 'attempts', ...columns], ...rows];
}

/** Rows of the table of a chain, heading first: for each stage the plays that reached it and all before it, by profile; null where none played. */
export function chainTableRows({ arms }: RunResult): readonly (readonly string[])[] | null {
  const played = arms.flatMap((arm, index) =>
    (arm.chains ?? []).map((chain) => ({ column: profileColumnsOf(arms)[index]!, chain })),
  );
  const first = played[0]?.chain;
  if (first === undefined) return null;
  const row = (title: string, text: (chain: ChainOutcome) => string): readonly string[] => [
    title,
    ...played.map(({ chain }) => text(chain)),
  ];
  const percent = (share: number | null): string => (share === null ? 'unknown' : `${percentText(share)} %`);
  return [
    [`${first.id} ${first.name}`, ...played.map(({ column }) => column)],
    row('plays that were over', ({ plays }) => String(plays)),
    ...first.stages.map(({ id }, place) =>
      row(`reached ${place + 1}. ${id}`, ({ plays, stages }) => {
        const { reached, ci95, secondsToReach } = stages[place]!;
        if (plays === 0 || ci95 === null) return 'unknown';
        const after = secondsToReach === null ? '' : ` after ${Math.round(secondsToReach)} s`;
        return `${percent(reached / plays)} [${percentText(ci95[0])}, ${percentText(ci95[1])}]${after}`;
      }),
    ),
    row('stages reached', ({ partialProgress }) => percent(partialProgress)),
    row('stages tried unnoticed', ({ missedStageRatio }) => percent(missedStageRatio)),
  ];
}
