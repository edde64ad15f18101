import type { StudyStore } from './study-store.ts';

/** A table that a study is given away as: its file, its form, and the query over its replications. */
interface ExportedTable {
  readonly file: string;
  readonly form: 'parquet' | 'csv';
  readonly query: (replications: number) => string;
}

// Rows stand in the order of cells and replications, so that the file of values is the same however its runs were shared out.
const values = (replications: number): string =>
  `SELECT * FROM results WHERE replication < ${replications} ORDER BY cell, replication, name`;

/** The tables of a study's folder. */
export const exportedTables: readonly ExportedTable[] = [
  { file: 'values.csv', form: 'csv', query: values },
  { file: 'values.parquet', form: 'parquet', query: values },
  {
    file: 'runs.parquet',
    form: 'parquet',
    query: (replications) =>
      `SELECT cells.*, orders.replication, orders.key, runs.* EXCLUDE (run, key), failures.failure
        FROM orders JOIN cells USING (cell) LEFT JOIN runs USING (key) LEFT JOIN failures USING (key)
        WHERE orders.replication < ${replications} ORDER BY orders.cell, orders.replication`,
  },
];

/** Writes them, each where `place` says. */
export async function exportTables(
  store: StudyStore,
  replications: number,
  place: (file: string) => string,
): Promise<void> {
  for (const { file, form, query } of exportedTables) await store.copy(query(replications), place(file), form);
}
