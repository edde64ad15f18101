import { html, type Markup } from '../report/markup.ts';
import { numberText, percentText, unknown } from '../report/number-text.ts';
import { latexText } from './latex.ts';

/** A value with its interval. */
export interface MeasuredCell {
  readonly value: number | null;
  readonly ci95: readonly [number, number] | null;
  readonly share?: boolean;
}

/** What stands in a cell; null is unknown. */
export type TableCell = string | number | null | MeasuredCell;

/** A table for a page, a paper and a spreadsheet. */
export interface Table {
  /** Name of its files, without ending. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly { readonly title: string; readonly kind: 'text' | 'number' | 'measured' }[];
  readonly rows: readonly (readonly TableCell[])[];
}

const isMeasured = (cell: TableCell): cell is MeasuredCell => typeof cell === 'object' && cell !== null;

const shown = (cell: TableCell): string => {
  if (cell === null) return unknown;
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return numberText(cell);
  const text = cell.share ? percentText : numberText;
  if (cell.value === null) return unknown;
  return cell.ci95 === null ? text(cell.value) : `${text(cell.value)} (${text(cell.ci95[0])} to ${text(cell.ci95[1])})`;
};

/** On a page the interval stands below its value, so that columns stay narrow. */
const shownOnPage = (cell: TableCell): Markup | string => {
  if (!isMeasured(cell) || cell.value === null || cell.ci95 === null) return shown(cell);
  const text = cell.share ? percentText : numberText;
  return html`${text(cell.value)} <span class="small">${text(cell.ci95[0])} to ${text(cell.ci95[1])}</span>`;
};

/** A table on a page; a long one shows its first rows, and says where the rest is. */
export function tableOnPage({ name, title, columns, rows }: Table, most = 60): Markup {
  const side = (kind: string): Markup | null => (kind === 'text' ? null : html` class="number"`);
  const rest =
    rows.length <= most
      ? null
      : html`<p class="note">The first ${most} of ${rows.length} rows; all are in tables/${name}.csv.</p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table><caption>${title}</caption><thead><tr>${columns.map((column) => html`<th scope="col"${side(column.kind)}>${column.title}</th>`)}</tr></thead><tbody>${rows.slice(0, most).map((row) => html`<tr>${columns.map((column, at) => (at === 0 ? html`<th scope="row">${shown(row[at] ?? null)}</th>` : html`<td${side(column.kind)}>${shownOnPage(row[at] ?? null)}</td>`))}</tr>`)}</tbody></table></div>${rest}`;
}

/** A table as booktabs sets it, for \input into a paper. */
export function tableAsLatex({ name, title, columns, rows }: Table): string {
  const line = (cells: readonly string[]): string => `  ${cells.map(latexText).join(' & ')} \\\\`;
  return [
    '% needs \\usepackage{booktabs} and \\usepackage[T1]{fontenc}; long ones want longtable in place of tabular, wide ones \\footnotesize',
    '\\begin{table}',
    '  \\centering',
    `  \\caption{${latexText(title)}}`,
    `  \\label{tab:${name}}`,
    `  \\begin{tabular}{${columns.map(({ kind }) => (kind === 'text' ? 'l' : 'r')).join('')}}`,
    '  \\toprule',
    line(columns.map((column) => column.title)),
    '  \\midrule',
    ...rows.map((row) => line(columns.map((_, at) => shown(row[at] ?? null)))),
    '  \\bottomrule',
    '  \\end{tabular}',
    '\\end{table}',
    '',
  ].join('\n');
}

const csvField = (value: string | number | null): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  // A spreadsheet must not take a name for a formula.
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

/** A table as RFC 4180 has it: numbers unrounded, interval ends in columns of their own, unknown empty. */
export function tableAsCsv({ columns, rows }: Table): string {
  const heads = columns.flatMap(({ title, kind }) =>
    kind === 'measured' ? [title, `${title}, lower`, `${title}, upper`] : [title],
  );
  const line = (row: readonly TableCell[]): readonly (string | number | null)[] =>
    columns.flatMap(({ kind }, at) => {
      const cell = row[at] ?? null;
      if (kind !== 'measured') return [isMeasured(cell) ? cell.value : cell];
      return isMeasured(cell) ? [cell.value, cell.ci95?.[0] ?? null, cell.ci95?.[1] ?? null] : [cell, null, null];
    });
  return [heads, ...rows.map(line)].map((fields) => `${fields.map(csvField).join(',')}\r\n`).join('');
}
