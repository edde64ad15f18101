import { costDimensions } from '../../metrics/results/ablation.ts';
import type { AblationCell, AblationResult, ControlSet, CostDimension } from '../../metrics/results/ablation.ts';
import { percentText } from '../report/number-text.ts';
import { heatMap, type Heat, type HeatCell } from './heat-map.ts';
import { forestPlot } from './intervals.ts';
import { paretoPlot } from './pareto.ts';
import { slug, type Picture } from './picture.ts';
import { shareMap, shortInterval } from './share-map.ts';

/** Costs by their names for people, with units. */
export const costTitles: Readonly<Record<CostDimension | 'operationsPerSecond', string>> = {
  p99Ms: 'latency p99, ms',
  bytesPerOperation: 'bytes per operation',
  cpuMicrosPerOperation: 'CPU time per operation, µs',
  energyMicrojoulesPerOperation: 'energy per operation, µJ',
  operationsPerSecond: 'goodput, operations/s',
};

const findings: Readonly<Record<NonNullable<AblationCell['finding']>, Heat>> = {
  stops: 'stops',
  lowers: 'lowers',
  'lets in': 'letsIn',
  'no difference seen': 'plain',
};

const known = (pictures: readonly (Picture | null)[]): readonly Picture[] =>
  pictures.flatMap((picture) => (picture === null ? [] : [picture]));

const findingCell = (cell: AblationCell | undefined): HeatCell | null => {
  if (cell === undefined) return null;
  const framed = cell.said === 'beats it';
  if (cell.attempts === 0 || cell.finding === null) return { heat: null, text: '?', small: 'unknown', framed };
  return {
    heat: findings[cell.finding],
    text: percentText(cell.successes / cell.attempts),
    small: cell.ci95 === null ? `of ${cell.attempts}` : shortInterval(cell.ci95),
    framed,
  };
};

const byPlace = ({ cells }: AblationResult): ((attack: string, set: string) => AblationCell | undefined) => {
  const places = new Map(cells.map((cell) => [JSON.stringify([cell.attack, cell.set]), cell]));
  return (attack, set) => places.get(JSON.stringify([attack, set]));
};

const labelOf = ({ id, name }: { readonly id: string; readonly name: string }): string => `${id} ${name}`;

/** What each rung of the ladder makes of the attacks; what each control stops alone; what its removal lets in. */
export function ablationHeat(result: AblationResult): readonly Picture[] {
  const { attacks, controls, sets, ablation } = result;
  const cellAt = byPlace(result);
  const ladder = sets.filter(({ kind }) => kind === 'ladder');
  const one = (kind: ControlSet['kind'], name: string, title: string, words: string, key: readonly Heat[]) => {
    const of = new Map(sets.filter((set) => set.kind === kind).map((set) => [set.control, set.id]));
    const columns = controls.filter(({ id }) => of.has(id));
    const texts: Readonly<Partial<Record<Heat, string>>> = {
      stops: 'stops it: held',
      lowers: 'lowers it',
      letsIn: 'lets it in',
      plain: 'no difference seen',
    };
    return heatMap({
      name,
      title,
      words,
      rows: attacks.map((attack) => ({
        label: labelOf(attack),
        cells: [columns.map(({ id }) => findingCell(cellAt(attack.id, of.get(id)!)))],
      })),
      blocks: [{ title: '', columns: columns.map(labelOf) }],
      key: [...key.map((heat) => ({ heat, text: texts[heat]! })), { heat: null, text: 'unknown' }],
      frame: 'the attack’s file says that it beats it',
    });
  };
  return known([
    shareMap({
      name: 'heat-ladder',
      title: 'Attack success up the ladder of controls',
      words: 'Share of attempts that succeed on ground truth, with its 95 % interval in percent.',
      attacks: attacks.map((attack) => ({ id: attack.id, label: labelOf(attack) })),
      columns: ladder.map(({ id }) => id),
      block: 'controls that stand',
      cell: (attack, column) => {
        const cell = cellAt(attack, ladder[column]!.id);
        return cell === undefined ? null : { ...cell, cells: 1 };
      },
    }),
    one(
      'alone',
      'heat-alone',
      'What each control stops alone',
      'Share of attempts that succeed where this control stands and no other, in percent with its 95 % interval. Colour compares it with no control at all.',
      ['stops', 'lowers', 'plain', 'letsIn'],
    ),
    one(
      'less',
      'heat-less',
      `What comes back as a control is taken out of ${ablation.profile}`,
      `Share of attempts that succeed where all of ${ablation.profile} stands less this control, in percent with its 95 % interval. Colour compares it with all of it.`,
      ['letsIn', 'plain'],
    ),
  ]);
}

const kinds: readonly { readonly text: string; readonly of: readonly ControlSet['kind'][] }[] = [
  { text: 'ladder', of: ['ladder'] },
  { text: 'found by search', of: ['found'] },
  { text: 'given', of: ['given'] },
  { text: 'one control', of: ['alone'] },
  { text: 'less one control', of: ['less', 'own-out'] },
];

/** Protection against each cost that is known, a point for each set of controls. */
export function ablationPareto({ sets, pareto, attacks }: AblationResult): readonly Picture[] {
  return known(
    costDimensions.map((dimension) => {
      const front = pareto.by[dimension];
      if (front === null) return null;
      const points = sets.flatMap((set) => {
        const cost = set.cost?.[dimension] ?? null;
        if (cost === null || cost.value === null || set.protection === null) return [];
        const kind = kinds.findIndex(({ of }) => of.includes(set.kind));
        return { set, cost: cost.value, costCi95: cost.ci95, protection: set.protection, kind };
      });
      return paretoPlot({
        name: `pareto-${slug(dimension)}`,
        title: `Protection against ${costTitles[dimension]}`,
        words: `Each point is a set of controls. Protection is the share of the ${attacks.length} attacks that it holds; sets of which an attack is unknown are left out. Cost is measured in honest play, with its 95 % interval. The line goes through those that no other beats.`,
        costTitle: costTitles[dimension],
        protectionTitle: 'attacks held',
        kinds: kinds.map(({ text }) => text),
        points: points.map(({ set, ...point }) => ({ ...point, label: set.id, isOnFront: front.includes(set.id) })),
      });
    }),
  );
}

/** What each control costs honest people, a picture for each cost that is known. */
export function ablationCosts({ controls, ablation }: AblationResult): readonly Picture[] {
  return known(
    ([...costDimensions, 'operationsPerSecond'] as const).map((dimension) => {
      const rows = controls.map((control) => ({
        label: labelOf(control),
        value: control.added[dimension].difference,
        ci95: control.added[dimension].ci95,
      }));
      if (rows.every(({ value }) => value === null)) return null;
      return forestPlot({
        name: `cost-${slug(dimension)}`,
        title: `What each control adds: ${costTitles[dimension]}`,
        words: `All of ${ablation.profile} less all of it without the control, in honest play, over pairs that share their random numbers, with 95 % intervals. Black marks do not differ from 0.`,
        axis: `difference in ${costTitles[dimension]}`,
        rows,
      });
    }),
  );
}
