import type { DuckDBConnection } from '@duckdb/node-api';
import type { FailedRun, PlacedRun, RunRecord } from '../results/run-record.ts';
import { append } from './append.ts';
import type { Entry } from './append.ts';
import type { Database } from './database.ts';
import { openDatabase } from './database.ts';
import { checkIdentity } from './identity.ts';
import type { StoreIdentity } from './identity.ts';
import { cellTables, tables } from './schema.ts';
import type { StoredCell } from './schema.ts';
import { literal } from './sql.ts';
import { readColumns, rowsOf, runsOf } from './stored-run.ts';
import type { StoredRows } from './stored-run.ts';
import { saidBy, StoreFault } from './store-fault.ts';

/** A run that waits to be written, and whoever waits for that. */
interface Waiting {
  readonly run: RunRecord | FailedRun;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** Runs that are written in one transaction, at most. */
const writtenAtOnce = 64;

/** Has runs that end close together written together: calls `write` a little later. Time is its affair, since a store has no clock. */
export type Gathering = (write: () => void) => void;

/** What is kept in one go. */
const inOneGo: Gathering = (write) => void Promise.resolve().then(write);

/**
 * The runs of one study in one database file, which only this process has open. Each run is written whole in one transaction, once:
 * `keep` resolves when a kill can no longer lose it.
 */
export class StudyStore {
  private readonly database: Database;
  private readonly placed: Set<number>;
  private readonly finished: Map<string, number>;
  /** Runs that have failed in this call or an earlier one, whether or not they have been played since. */
  private readonly failed: Set<string>;
  private readonly cells: number;
  private waiting: Waiting[] = [];
  private readonly gathering: Gathering;
  /** Whether what waits is written later without being asked again. */
  private isGathering = false;
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(
    database: Database,
    cells: number,
    finished: Map<string, number>,
    failed: Set<string>,
    placed: Set<number>,
    gathering: Gathering,
  ) {
    this.database = database;
    this.gathering = gathering;
    this.cells = cells;
    this.finished = finished;
    this.failed = failed;
    this.placed = placed;
  }

  /**
   * Opens the store of a study, made where there is none; what is kept in one go is written together where nothing else is said.
   * StoreFault where it is another's, or cannot be had.
   */
  static async open(
    path: string,
    identity: StoreIdentity,
    cells: readonly StoredCell[],
    gathering = inOneGo,
  ): Promise<StudyStore> {
    const database = await openDatabase(path, 'write');
    try {
      const { connection } = database;
      const found = (await connection.runAndReadAll('SELECT table_name FROM information_schema.tables')).getRowsJS();
      if (found.length === 0) await make(connection, identity, cells);
      else
        await checkIdentity(
          connection,
          found.map(([name]) => name as string),
          identity,
        );
      const runs = (await connection.runAndReadAll('SELECT key, run FROM runs')).getRowsJS();
      const failures = (await connection.runAndReadAll('SELECT key FROM failures')).getRowsJS();
      const orders = (await connection.runAndReadAll('SELECT cell, replication FROM orders')).getRowsJS();
      return new StudyStore(
        database,
        cells.length,
        new Map(runs.map(([key, run]) => [key as string, run as number])),
        new Set(failures.map(([key]) => key as string)),
        new Set(orders.map(([cell, replication]) => (replication as number) * cells.length + (cell as number))),
        gathering,
      );
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** Names of the runs that gave something. */
  done(): ReadonlySet<string> {
    return new Set(this.finished.keys());
  }

  /** Takes down which runs the study asks for; those that it knows already are passed over. */
  async place(runs: readonly PlacedRun[]): Promise<void> {
    const fresh = runs.filter(({ cell, replication }) => !this.placed.has(replication * this.cells + cell));
    if (fresh.length === 0) return;
    await this.inTurn(() =>
      this.inTransaction((connection) =>
        append(
          connection,
          'orders',
          fresh.map(({ cell, replication, key }) => [cell, replication, key]),
        ),
      ),
    );
    for (const { cell, replication } of fresh) this.placed.add(replication * this.cells + cell);
  }

  /** Keeps what a run came to; one that is there already stays as it is. */
  keep(run: RunRecord | FailedRun): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ run, resolve, reject });
      if (this.waiting.length === writtenAtOnce) this.writeOut();
      else if (!this.isGathering) {
        this.isGathering = true;
        this.gathering(() => this.writeOut());
      }
    });
  }

  /** The runs of these names, in their order; undefined for one that is not there. */
  async runs(keys: readonly string[]): Promise<readonly (RunRecord | FailedRun | undefined)[]> {
    await this.settled();
    const { connection } = this.database;
    const numbers = keys.flatMap((key) => this.finished.get(key) ?? []);
    const rows: Record<string, StoredRows[keyof StoredRows]> = {};
    for (const [table, columns] of Object.entries(readColumns)) {
      const sql = `SELECT ${columns} FROM ${table} WHERE run IN (${numbers.join(', ')}) ORDER BY rowid`;
      rows[table] = numbers.length === 0 ? [] : (await connection.runAndReadAll(sql)).getRowsJS();
    }
    const given = runsOf(rows as StoredRows);
    const failed = await this.failuresOf(keys.filter((key) => !given.has(key)));
    return keys.map((key) => given.get(key) ?? failed.get(key));
  }

  /** Writes what a query gives into a file, whole. StoreFault where it cannot be written. */
  async copy(query: string, file: string, form: 'parquet' | 'csv'): Promise<void> {
    const how = form === 'csv' ? 'FORMAT csv, HEADER' : 'FORMAT parquet';
    this.writeOut();
    await this.inTurn(async () => {
      try {
        await this.database.connection.run(`COPY (${query}) TO ${literal(file)} (${how})`);
      } catch (error) {
        throw new StoreFault(`cannot write ${file} (${saidBy(error)})`, 'a folder with room for the results');
      }
    });
  }

  /** Brings the file up to date and lets go of it. */
  async close(): Promise<void> {
    await this.settled();
    this.database.close();
  }

  private async failuresOf(keys: readonly string[]): Promise<ReadonlyMap<string, FailedRun>> {
    if (keys.length === 0) return new Map();
    const sql = `SELECT key, failure FROM failures WHERE key IN (${keys.map(literal).join(', ')})`;
    const rows = (await this.database.connection.runAndReadAll(sql)).getRowsJS();
    return new Map(rows.map(([key, failure]) => [key as string, { key: key as string, failure: failure as string }]));
  }

  /** Does work after what is under way. */
  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  /** When nothing waits or is under way any more. */
  private settled(): Promise<unknown> {
    this.writeOut();
    return this.turn;
  }

  /** Does work whole or not at all. StoreFault where it cannot be done. */
  private async inTransaction(work: (connection: DuckDBConnection) => Promise<void>): Promise<void> {
    const { connection } = this.database;
    await connection.run('BEGIN');
    try {
      await work(connection);
      await connection.run('COMMIT');
    } catch (error) {
      await connection.run('ROLLBACK').catch(() => undefined);
      throw new StoreFault(`the store cannot be written (${saidBy(error)})`, 'a folder with room for the results');
    }
  }

  /** Has all that waits written together. */
  private writeOut(): void {
    this.isGathering = false;
    const batch = this.waiting;
    this.waiting = [];
    if (batch.length === 0) return;
    const written = this.inTurn(() => this.write(batch.map(({ run }) => run)));
    for (const { resolve, reject } of batch) written.then(resolve, reject);
  }

  private async write(batch: readonly (RunRecord | FailedRun)[]): Promise<void> {
    const numbers = new Map<string, number>();
    await this.inTransaction(async (connection) => {
      const rows: Record<string, (readonly Entry[])[]> = {};
      for (const run of batch) {
        if (this.finished.has(run.key) || numbers.has(run.key)) continue;
        if ('failure' in run) {
          await keepFailure(connection, run);
          this.failed.add(run.key);
        } else {
          const number = this.finished.size + numbers.size;
          numbers.set(run.key, number);
          for (const [table, own] of Object.entries(rowsOf(number, run))) (rows[table] ??= []).push(...own);
          if (this.failed.has(run.key)) await connection.run('DELETE FROM failures WHERE key = $1', [run.key]);
        }
      }
      // A table at a time: most of what a run costs here is opening and closing the way into a table.
      for (const [table, all] of Object.entries(rows)) await append(connection, table as keyof StoredRows, all);
    });
    for (const [key, number] of numbers) this.finished.set(key, number);
  }
}

const keepFailure = (connection: DuckDBConnection, { key, failure }: FailedRun): Promise<unknown> =>
  connection.run(
    'INSERT INTO failures VALUES ($1, $2, 1) ON CONFLICT DO UPDATE SET failure = excluded.failure, tries = tries + 1',
    [key, failure],
  );

/** Makes the tables of a new store, all or none. */
async function make(
  connection: DuckDBConnection,
  identity: StoreIdentity,
  cells: readonly StoredCell[],
): Promise<void> {
  await connection.run('BEGIN');
  for (const statement of [...tables, ...cellTables(cells)]) await connection.run(statement);
  for (const [name, value] of Object.entries(identity))
    await connection.run('INSERT INTO meta VALUES ($1, $2)', [name, value]);
  await connection.run('COMMIT');
}
