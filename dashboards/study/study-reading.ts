import type { CellResult, StudyResult } from '../../metrics/results/study.ts';

type Factor = StudyResult['study']['factors'][number];

/** Values that honest people have too much of: refusals, latency, cost of controls. */
export const isCost = (value: string): boolean => /^M(30|33|46)(\.|$)/.test(value);

/** Whether the cells of a study are levels crossed or listed, so that factors can be read one at a time. */
export const isGrid = ({ study }: StudyResult): boolean =>
  ['full-factorial', 'one-at-a-time', 'listed'].includes(study.design);

/** The factor that is the offered load, or the first that goes by numbers; undefined where none does. */
export function loadFactor(result: StudyResult): Factor | undefined {
  const numeric = result.study.factors.filter(({ kind, name }) => {
    if (!['parameter', 'range', 'intensity'].includes(kind)) return false;
    const levels = new Set(result.cells.map((cell) => cell.levels[name]));
    return levels.size > 1 && [...levels].every((level) => typeof level === 'number');
  });
  return numeric[0];
}

/** The factor that says what protects, else the first that goes by names; undefined where none does. */
export function protectionFactor({ study, cells }: StudyResult): Factor | undefined {
  const named = study.factors.filter(
    ({ kind, name }) => kind !== 'attack' && cells.some((cell) => typeof cell.levels[name] === 'string'),
  );
  return named.find(({ kind }) => kind === 'profile') ?? named.find(({ kind }) => kind === 'control') ?? named[0];
}

/** Levels of a factor that were played, in the order of cells. */
export const levelsPlayed = (cells: readonly CellResult[], factor: string): readonly (number | string)[] => [
  ...new Set(cells.flatMap((cell) => cell.levels[factor] ?? [])),
];

/** What people call a value. */
export const titleOf =
  ({ study }: StudyResult) =>
  (value: string): string =>
    study.values.find(({ name }) => name === value)?.title ?? value;

/** A value with its unit, for an axis. */
export function axisOf({ study }: StudyResult, value: string): string {
  const found = study.values.find(({ name }) => name === value);
  if (found === undefined) return value;
  return found.unit === 'share' || found.unit === '' ? found.title : `${found.title}, ${found.unit}`;
}

/** Whether a value is a share from 0 to 1. */
export const isShare = ({ study }: StudyResult, value: string): boolean =>
  study.values.find(({ name }) => name === value)?.unit === 'share';

/** A cell by its levels, in the order of factors. */
export const cellName = ({ study }: StudyResult, { levels }: CellResult): string =>
  study.factors.map(({ name, kind }) => levelText(name, kind, levels[name] ?? '?')).join(', ');

/** A level as people read it: a number with its factor's name, a profile or an attack by itself. */
export const levelText = (name: string, kind: string, level: number | string): string => {
  if (kind === 'attack') return level === 'none' ? 'no attack' : String(level);
  if (kind === 'profile' || kind === 'attacker') return String(level);
  return `${name} ${typeof level === 'number' ? Number(level.toPrecision(4)) : level}`;
};

/** Attempts and successes of an attack over cells. */
export interface Pooled {
  readonly attempts: number;
  readonly successes: number;
  /** Wilson's of one cell; null over several, whose runs share their random numbers. */
  readonly ci95: readonly [number, number] | null;
  readonly cells: number;
}

/** What an attack came to over cells; null where it did not play in any. */
export function pooled(cells: readonly CellResult[], attack: string | null): Pooled | null {
  const found = cells.flatMap((cell) => cell.attacks.filter(({ id }) => attack === null || id === attack));
  if (found.length === 0) return null;
  return {
    attempts: found.reduce((sum, { attempts }) => sum + attempts, 0),
    successes: found.reduce((sum, { successes }) => sum + successes, 0),
    ci95: found.length === 1 ? found[0]!.ci95 : null,
    cells: found.length,
  };
}
