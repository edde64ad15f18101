import type { DuckDBConnection, DuckDBPreparedStatement, Json } from '@duckdb/node-api';
import { openDatabase } from './database.ts';
import { saidBy, StoreFault } from './store-fault.ts';

/** What a query gave: its first rows, and whether there were more. */
export interface QueryResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Json[])[];
  readonly more: boolean;
}

/** Characters of an answer, at most: what is more fills memory and no reader (assumption). */
const mostCharacters = 200_000_000;

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
    return await answerOf(await selectIn(connection, sql), mostRows);
  } catch (error) {
    if (error instanceof StoreFault) throw error;
    throw new StoreFault(saidBy(error), 'DESCRIBE results shows its columns');
  } finally {
    database.close();
  }
}

const wanted = 'one SELECT over results, runs, attempts or refusals';

/**
 * The one statement of a text, prepared. Only what selects is carried out: the database lets other statements write to the files that
 * belong to the store, even where it is open for reading.
 */
async function selectIn(connection: DuckDBConnection, sql: string): Promise<DuckDBPreparedStatement> {
  const { StatementType } = await import('@duckdb/node-api');
  // The database gives an error without words for a text in which there is no statement.
  if (sql.replace(/--.*$|\/\*[\s\S]*?\*\/|[\s;]/gm, '') === '') throw new StoreFault('0 statements', wanted);
  const statements = await connection.extractStatements(sql);
  if (statements.count !== 1) throw new StoreFault(`${statements.count} statements`, wanted);
  const statement = await statements.prepare(0);
  if (statement.statementType !== StatementType.SELECT)
    throw new StoreFault(
      `a statement of kind ${StatementType[statement.statementType]} to a store that is read-only`,
      wanted,
    );
  return statement;
}

/** The first rows of an answer, chunk by chunk. StoreFault where they grow too large to be shown. */
async function answerOf(statement: DuckDBPreparedStatement, mostRows: number): Promise<QueryResult> {
  const { JsonDuckDBValueConverter } = await import('@duckdb/node-api');
  const result = await statement.stream();
  const types = result.columnTypes().map(String);
  const rows: (readonly Json[])[] = [];
  let characters = 0;
  while (rows.length <= mostRows) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    for (const row of chunk.convertRows(JsonDuckDBValueConverter)) {
      rows.push(row.map((entry, at) => plain(entry, types[at]!)));
      for (const entry of row) characters += typeof entry === 'string' ? entry.length : entryCharacters(entry);
      if (characters > mostCharacters)
        throw new StoreFault(
          `an answer of more than ${mostCharacters / 1e6} million characters`,
          'fewer rows, or less of each',
        );
    }
  }
  return { columns: result.deduplicatedColumnNames(), rows: rows.slice(0, mostRows), more: rows.length > mostRows };
}

const entryCharacters = (entry: Json): number =>
  typeof entry === 'object' && entry !== null ? JSON.stringify(entry).length : 8;

/** Whole numbers as numbers, where the database writes those of 64 bits and more as texts. */
const plain = (entry: Json, type: string): Json =>
  typeof entry === 'string' && /^U?(BIG|HUGE)INT$/.test(type) && Number.isSafeInteger(Number(entry))
    ? Number(entry)
    : entry;
