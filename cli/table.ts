import { oneLine } from './fault.ts';

/** A column's side: text to the left, numbers to the right. */
export type Side = 'left' | 'right';

/** Rows as lines of aligned columns, two spaces apart, without trailing spaces. The first row is the heading. */
export function alignedTable(given: readonly (readonly string[])[], sides: readonly Side[]): string {
  // Names and summaries may be a stranger's: none of them reaches the terminal as anything but text.
  const rows = given.map((row) => row.map((text) => oneLine(text, Infinity)));
  const widths = sides.map((_, column) => rows.reduce((most, row) => Math.max(most, (row[column] ?? '').length), 0));
  const line = (row: readonly string[]): string =>
    sides
      .map((side, column) => {
        const text = row[column] ?? '';
        return side === 'left' ? text.padEnd(widths[column]!) : text.padStart(widths[column]!);
      })
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
}
