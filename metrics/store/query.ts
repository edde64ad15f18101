import type { DuckDBConnection, Json } from '@duckdb/node-api';
import { openDatabase } from './database.ts';
import { saidBy, StoreFault } from './store-fault.ts';

/** What a query gave: its first rows, and whether there were more. */
export interface QueryResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Json[])[];
  readonly more: boolean;
}

/**
 * Asks a store one question in SQL: it is opened for reading, and no file, network or setting is within reach of the words. StoreFault
 * where they are wrong.
 */
export async function queryStore(path: string, sql: string, mostRows: number): Promise<QueryResult> {
  const database = await openDatabase(path, 'read');
  const { connection } = database;
  try {
    await connection.run('SET enable_external_access = false');
    await connection.run('SET lock_configuration = true');
    const count = await statementsIn(connection, sql);
    if (count !== 1) throw new StoreFault(`${count} statements`, 'one SELECT over results, runs, attempts or refusals');
    const reader = await connection.streamAndReadUntil(sql, mostRows + 1);
    const types = reader.columnTypes().map(String);
    return {
      columns: reader.deduplicatedColumnNames(),
      rows: reader
        .getRowsJson()
        .slice(0, mostRows)
        .map((row) => row.map((entry, at) => plain(entry, types[at]!))),
      more: reader.currentRowCount > mostRows,
    };
  } catch (error) {
    if (error instanceof StoreFault) throw error;
    throw new StoreFault(saidBy(error), 'DESCRIBE results shows its columns');
  } finally {
    database.close();
  }
}

// The database gives an error without words for a text in which there is none.
const statementsIn = async (connection: DuckDBConnection, sql: string): Promise<number> =>
  sql.replace(/--.*$|\/\*[\s\S]*?\*\//gm, '').trim() === '' ? 0 : (await connection.extractStatements(sql)).count;

/** Whole numbers as numbers, where the database writes those of 64 bits and more as texts. */
const plain = (entry: Json, type: string): Json =>
  typeof entry === 'string' && /^U?(BIG|HUGE)INT$/.test(type) && Number.isSafeInteger(Number(entry))
    ? Number(entry)
    : entry;
