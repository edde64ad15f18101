import { html, type Markup } from '../report/markup.ts';
import { at, cut, roomFor, type Picture } from './picture.ts';

/** How a cell is filled: a step of a share from 0 to 1, or a finding. */
export type Heat = 'step0' | 'step1' | 'step2' | 'step3' | 'step4' | 'stops' | 'lowers' | 'letsIn' | 'plain';

/** One cell: a number and its interval in words, or nothing where none was played. */
export interface HeatCell {
  /** Null: played, but not known. */
  readonly heat: Heat | null;
  readonly text: string;
  readonly small: string;
  /** A frame: what somebody said beforehand of this pair. */
  readonly framed?: boolean;
}

/** Rows by columns, in blocks that stand side by side. */
export interface HeatMap extends Pick<Picture, 'name' | 'title' | 'words'> {
  readonly rows: readonly { readonly label: string; readonly cells: readonly (readonly (HeatCell | null)[])[] }[];
  readonly blocks: readonly { readonly title: string; readonly columns: readonly string[] }[];
  readonly key: readonly { readonly heat: Heat | null; readonly text: string }[];
  /** What a frame says. */
  readonly frame?: string;
}

const cellHeight = 36;
const labelCharacters = 38;

/** The step of a share, in fifths; 0 and 1 are the ends. */
export const stepOfShare = (share: number): Heat =>
  (['step0', 'step1', 'step2', 'step3', 'step4'] as const)[Math.min(4, Math.max(0, Math.floor(share * 5)))]!;

/** Text on a filled cell has a colour of its own. */
const over = (heat: Heat | null): string =>
  heat === null || heat === 'plain' || heat === 'step0' || heat === 'step1' ? '' : `on-${heat}`;

/** Attack by control or the like: a number in each cell, unknown hatched, not played empty. */
export function heatMap(map: HeatMap): Picture | null {
  const { name, rows, blocks } = map;
  if (rows.length === 0 || blocks.every(({ columns }) => columns.length === 0)) return null;
  const labels = rows.map(({ label }) => cut(label, labelCharacters));
  const left = 8 + Math.max(...labels.map(roomFor));
  const longest = Math.max(...blocks.flatMap(({ columns }) => columns.map((column) => cut(column, 22).length)));
  // Column names that do not fit over their cells are written upwards.
  const slanted = longest > 9;
  const cellWidth = slanted ? 58 : Math.max(58, longest * 7.4);
  const headHeight = 26 + (slanted ? longest * 6.4 : 18);
  const blockGap = 28;
  const starts = blocks.map((_, index) =>
    blocks.slice(0, index).reduce((sum, { columns }) => sum + columns.length * cellWidth + blockGap, left + 8),
  );
  const width = Math.max(
    starts.at(-1)! + blocks.at(-1)!.columns.length * cellWidth + 10,
    ...blocks.map(({ title }, index) => starts[index]! + roomFor(title)),
    480,
  );
  const bottom = headHeight + rows.length * cellHeight;
  const columnName = (column: string, x: number): Markup => {
    const text = cut(column, 22);
    return slanted
      ? html`<text transform="translate(${at(x + 4)} ${at(headHeight - 6)}) rotate(-90)">${text}</text>`
      : html`<text class="mid" x="${at(x)}" y="${at(headHeight - 8)}">${text}</text>`;
  };
  const cell = (one: HeatCell | null, x: number, y: number, what: string): Markup => {
    if (one === null)
      return html`<g><title>${what}: not played</title><rect class="cell" x="${at(x)}" y="${at(y)}" width="${at(cellWidth)}" height="${cellHeight}" style="fill:none" /></g>`;
    const box = html`<rect class="cell ${one.heat ?? 'plain'}" x="${at(x)}" y="${at(y)}" width="${at(cellWidth)}" height="${cellHeight}" rx="3" />`;
    const hatch =
      one.heat === null
        ? html`<rect x="${at(x + 1)}" y="${at(y + 1)}" width="${at(cellWidth - 2)}" height="${cellHeight - 2}" fill="url(#${name}-hatch)" />`
        : null;
    const frame = one.framed
      ? html`<rect class="said ${over(one.heat)}" x="${at(x + 3)}" y="${at(y + 3)}" width="${at(cellWidth - 6)}" height="${cellHeight - 6}" rx="2" style="fill:none" />`
      : null;
    const halo = one.heat === null ? ' halo' : '';
    return html`<g><title>${what}: ${one.text} ${one.small}</title>${box}${hatch}${frame}<text class="mid head ${over(one.heat)}${halo}" x="${at(x + cellWidth / 2)}" y="${at(y + (one.small === '' ? 22 : 17))}">${one.text}</text><text class="mid soft ${over(one.heat)}${halo}" style="font-size:9.5px" x="${at(x + cellWidth / 2)}" y="${at(y + 29)}">${one.small}</text></g>`;
  };
  const body = rows.map((row, r) => {
    const y = headHeight + r * cellHeight;
    const cells = blocks.map(({ title, columns }, b) =>
      columns.map((column, c) =>
        cell(row.cells[b]?.[c] ?? null, starts[b]! + c * cellWidth, y, `${row.label}, ${title} ${column}`),
      ),
    );
    return html`<text class="end" x="${at(left)}" y="${at(y + 22)}">${labels[r]!}</text>${cells}`;
  });
  const heads = blocks.map(
    ({ title, columns }, b) =>
      html`<text class="head" x="${at(starts[b]! + 2)}" y="15">${title}</text>${columns.map((column, c) => columnName(column, starts[b]! + (c + 0.5) * cellWidth))}`,
  );
  const drawnKey = keyOf(map, left, bottom + 22, width);
  return {
    name,
    title: map.title,
    words: map.words,
    width: Math.ceil(width),
    height: Math.ceil(drawnKey.bottom),
    content: html`<defs><pattern id="${name}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0V6" /></pattern></defs>${heads}${body}${drawnKey.content}`,
  };
}

function keyOf(
  { name, key, frame }: HeatMap,
  left: number,
  top: number,
  width: number,
): { readonly content: Markup; readonly bottom: number } {
  const entries = [...key, ...(frame === undefined ? [] : [{ heat: 'framed' as const, text: frame }])];
  let [x, y] = [left + 8, top];
  const parts = entries.map(({ heat, text }) => {
    const room = 36 + roomFor(text);
    if (x > left + 8 && x + room > width) [x, y] = [left + 8, y + 22];
    const box = html`<rect class="${heat === 'framed' ? 'said' : (heat ?? 'plain')}" x="${at(x)}" y="${at(y - 8)}" width="18" height="14" rx="2" /><rect class="grid" x="${at(x)}" y="${at(y - 8)}" width="18" height="14" rx="2" />`;
    const hatch =
      heat === null
        ? html`<rect x="${at(x)}" y="${at(y - 8)}" width="18" height="14" fill="url(#${name}-hatch)" />`
        : null;
    const part = html`${box}${hatch}<text x="${at(x + 24)}" y="${at(y + 4)}">${text}</text>`;
    x += room + 10;
    return part;
  });
  return { content: html`${parts}`, bottom: y + 16 };
}
