import type { DuckDBConnection } from '@duckdb/node-api';

/** Types of a table's columns, in order, as rows are appended. */
export type ColumnType = 'integer' | 'double' | 'text';

/** What a column takes; null for unknown. */
export type Entry = number | string | null;

/** Columns of the tables that rows are appended to. */
const columns = {
  orders: ['integer', 'integer', 'text'],
  runs: ['integer', 'text', 'text', 'double', 'double', 'double', 'double', 'double', 'text', 'text'],
  run_values: ['integer', 'text', 'double', 'double', 'double'],
  attempts: ['integer', 'text', 'integer', 'integer', 'integer', 'integer', 'double', 'text', 'text'],
  properties: ['integer', 'text', 'double', 'double'],
  refusals: ['integer', 'text', 'double'],
} as const satisfies Readonly<Record<string, readonly ColumnType[]>>;

/** Tables that rows are appended to. */
export type LongTable = keyof typeof columns;

/** Appends rows to a table, inside the transaction that the connection is in. */
export async function append(
  connection: DuckDBConnection,
  table: LongTable,
  rows: readonly (readonly Entry[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const appender = await connection.createAppender(table);
  for (const row of rows) {
    for (const [at, type] of columns[table].entries()) {
      const entry = row[at]!;
      if (entry === null) appender.appendNull();
      else if (type === 'text') appender.appendVarchar(String(entry));
      else if (type === 'integer') appender.appendInteger(Number(entry));
      else appender.appendDouble(Number(entry));
    }
    appender.endRow();
  }
  appender.closeSync();
}
