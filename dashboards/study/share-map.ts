import { percentText } from '../report/number-text.ts';
import { heatMap, stepOfShare, type HeatCell } from './heat-map.ts';
import type { Picture } from './picture.ts';
import type { Pooled } from './study-reading.ts';

/** Shares of success by attack and column. */
export interface ShareMap extends Pick<Picture, 'name' | 'title' | 'words'> {
  readonly attacks: readonly { readonly id: string; readonly label: string }[];
  readonly columns: readonly string[];
  readonly block: string;
  readonly cell: (attack: string, column: number) => Pooled | null;
}

const plainPercent = (share: number): string => String(Math.round(share * 100));

/** Ends of an interval in the little room of a cell, in whole percent. */
export const shortInterval = ([lower, upper]: readonly [number, number]): string =>
  `${plainPercent(lower)} to ${plainPercent(upper)}`;

/** A share as a cell: unknown where nothing was tried. */
const shareCell = (tally: Pooled | null): HeatCell | null => {
  if (tally === null) return null;
  if (tally.attempts === 0) return { heat: null, text: '?', small: 'no attempts' };
  const share = tally.successes / tally.attempts;
  const small = tally.ci95 === null ? `of ${tally.attempts}` : shortInterval(tally.ci95);
  return { heat: stepOfShare(share), text: percentText(share), small };
};

/** What every map of shares has as its key. */
const key = [
  { heat: 'step0', text: 'under 20 %' },
  { heat: 'step1', text: '20 to 40 %' },
  { heat: 'step2', text: '40 to 60 %' },
  { heat: 'step3', text: '60 to 80 %' },
  { heat: 'step4', text: '80 % and more' },
  { heat: null, text: 'unknown' },
] as const;

/** A heat map of shares of success. */
export const shareMap = ({ attacks, columns, block, cell, ...words }: ShareMap): Picture | null =>
  heatMap({
    ...words,
    rows: attacks.map(({ id, label }) => ({
      label,
      cells: [columns.map((_, column) => shareCell(cell(id, column)))],
    })),
    blocks: [{ title: block, columns }],
    key,
  });
