import type { AblationResult } from '../../metrics/results/ablation.ts';
import type { StudyResult } from '../../metrics/results/study.ts';
import { numberText, percentText } from '../report/number-text.ts';
import { isGrid, levelsPlayed, levelText, pooled, protectionFactor, titleOf } from './study-reading.ts';

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)!}`;

/** What a study came to, in a sentence or two. */
export function studySummary(result: StudyResult): string {
  const { cells, study } = result;
  if (cells.length === 0) return 'No cell was played.';
  const size = `${numberText(cells.length)} ${cells.length === 1 ? 'cell' : 'cells'} of ${listed(study.factors.map(({ name }) => name))}.`;
  return [size, protectionWords(result), explainedWords(result)].filter((text) => text !== '').join(' ');
}

function protectionWords(result: StudyResult): string {
  const factor = protectionFactor(result);
  if (!isGrid(result)) return '';
  const all = factor === undefined ? [null] : levelsPlayed(result.cells, factor.name);
  const parts = all.flatMap((level) => {
    const cells = result.cells.filter((cell) => factor === undefined || cell.levels[factor.name] === level);
    const tally = pooled(cells, null);
    if (tally === null || tally.attempts === 0) return [];
    const where =
      factor === undefined || level === null ? 'in all' : `under ${levelText(factor.name, factor.kind, level)}`;
    return [`${percentText(tally.successes / tally.attempts)} ${where}`];
  });
  return parts.length === 0 ? '' : `Of the attempts to attack, there succeed ${listed(parts)}.`;
}

/** Which factor matters most for each value, where its interval lies above those of all others. */
function explainedWords(result: StudyResult): string {
  const title = titleOf(result);
  const parts = [...new Set(result.sensitivity.map(({ value }) => value))].flatMap((value) => {
    const known = result.sensitivity.filter((row) => row.value === value && row.total !== null);
    const most = known.toSorted((one, other) => other.total! - one.total!)[0];
    const next = Math.max(0, ...known.filter((row) => row !== most).map(({ totalCi95 }) => totalCi95?.[1] ?? Infinity));
    if (most === undefined || most.totalCi95 === null || most.totalCi95[0] <= next) return [];
    return [`${title(value)}, ${most.factor} (total index ${numberText(most.total)})`];
  });
  return parts.length === 0 ? '' : `What matters most: for ${listed(parts)}.`;
}

/** What an ablation came to, in a few sentences. */
export function ablationSummary({ ablation, attacks, sets, cells, minimal }: AblationResult): string {
  const count = attacks.length;
  const none = sets.find(({ id }) => id === 'none');
  const whole = sets.find(({ id }) => id === ablation.profile);
  const held = (set: typeof none): string =>
    set === undefined
      ? 'of unknown effect'
      : `shown to hold ${set.held.length}${set.unknown.length === 0 ? '' : `, ${set.unknown.length} unknown`}`;
  const kindOf = new Map(sets.map((set) => [set.id, set]));
  const found = (finding: string, kind: string): readonly string[] => [
    ...new Set(
      cells.flatMap((cell) => {
        const set = kindOf.get(cell.set);
        return cell.finding === finding && set?.kind === kind && set.control !== null ? [set.control] : [];
      }),
    ),
  ];
  const alone = found('stops', 'alone');
  const back = found('lets in', 'less');
  return [
    `Of ${count} ${count === 1 ? 'attack' : 'attacks'}, ${ablation.profile} is ${held(whole)}; no control at all is ${held(none)}.`,
    alone.length === 0
      ? 'No single control was shown to stop one.'
      : `Alone, ${listed(alone)} ${alone.length === 1 ? 'stops' : 'stop'} at least one.`,
    back.length === 0
      ? 'No attack was shown to come back as one control is taken out.'
      : `Taken out, ${listed(back)} ${back.length === 1 ? 'lets' : 'let'} at least one in.`,
    ...minimal
      .slice(0, 1)
      .map(
        (set) =>
          `Enough for all that the whole was shown to hold (${set.attacks.length > 6 ? set.attacks.length : listed(set.attacks)}): ${listed(set.controls)}.`,
      ),
  ].join(' ');
}
