import { existsSync, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import Database from 'libsql/promise';
import type { Engine, Rows, Work } from './engine.ts';
import { makeFolders } from './make-folders.ts';
import { MediumFault } from './medium.ts';
import type { MediumFailure } from './medium.ts';

/** How long a writer waits for another process that holds the file, ms (assumption: the store does nothing else meanwhile). */
const busyMillis = 100;
/** Bytes of the log after which it is carried over into the file: bounds both the log and what a start has to read again. */
const logPages = 256;
const pageBytes = 4096;
const mostPages = 0xffff_fffe;

/** What of the driver is used. Its own types leave everything open. */
interface Connection {
  readonly inTransaction: boolean;
  exec(sql: string): Promise<void>;
  prepare(sql: string): Promise<Statement>;
  close(): void;
}
interface Statement {
  run(values: readonly unknown[]): unknown;
  get(values: readonly unknown[]): Row | undefined;
  all(values: readonly unknown[]): Promise<readonly Row[]>;
}
interface Row {
  readonly key: Uint8Array;
  readonly bytes: Uint8Array;
}
type Statements = Readonly<Record<'put' | 'erase' | 'get' | 'scan' | 'scanOn', Statement>>;

/** By the beginnings of the database's names for what went wrong; longer names are kinds of the shorter ones. */
const failures: readonly (readonly [string, MediumFailure])[] = [
  ['SQLITE_FULL', 'full'],
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_CORRUPT', 'damaged'],
  ['SQLITE_NOTADB', 'damaged'],
];

/**
 * A SQLite file through libSQL, whose packages carry its binaries: nothing is fetched or compiled at install, on Node 20 and 24.
 * It was taken over LevelDB, which after a full disk writes on behind a torn log and may not open again, over LMDB, whose
 * binding brings the process down on a full disk and leaves erased bytes in the file, and over SQLite in WebAssembly, which is
 * slower by half and leaves its lock behind when killed. Here a full disk is a transaction that did not happen.
 *
 * Durable: write-ahead log with a sync at each commit, off the event loop. Erased: deleting leaves copies of what pages held
 * before they were split or joined, `secure_delete` or not, and the log has the old page; so the file is built anew
 * (`VACUUM`) and the log emptied before an erasure is acknowledged. That takes time in proportion to the file. Blocks that the
 * file system got back are out of its reach. Statements are prepared once and kept: the driver's clean-up of discarded ones
 * has crashed elsewhere.
 */
export class EmbeddedEngine implements Engine {
  readonly erasure = 'physical';
  private readonly path: string;
  private readonly connection: Connection;
  private readonly statements: Statements;
  /** Something was erased since the file was built. */
  private isStale: boolean;

  private constructor(path: string, connection: Connection, statements: Statements, isStale: boolean) {
    this.path = path;
    this.connection = connection;
    this.statements = statements;
    this.isStale = isStale;
  }

  /** Opens a file, or makes it with its folders. Rejects with a `MediumFault` that names it. */
  static async open(path: string): Promise<EmbeddedEngine> {
    try {
      makeFolders(dirname(path), { mode: 0o700 });
      // Who closes in order empties the log: what is in it tells of a crash, which may have come before a scrubbing.
      const crashed = existsSync(logOf(path)) && statSync(logOf(path)).size > 0;
      const connection = new Database(path, { timeout: busyMillis }) as unknown as Connection;
      await connection.exec(`PRAGMA page_size = ${pageBytes}`);
      await connection.exec('PRAGMA journal_mode = WAL');
      await connection.exec('PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA secure_delete = ON');
      // Nothing of what is built anew lies in a temporary file.
      await connection.exec('PRAGMA temp_store = MEMORY');
      await connection.exec(`PRAGMA wal_autocheckpoint = ${logPages}`);
      await connection.exec(
        'CREATE TABLE IF NOT EXISTS records (key BLOB PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID',
      );
      const engine = new EmbeddedEngine(path, connection, await prepared(connection), crashed);
      if (crashed) await engine.scrub();
      return engine;
    } catch (error) {
      throw faultOf(path, error);
    }
  }

  async carryOut(works: readonly Work[]): Promise<readonly Rows[]> {
    try {
      const erases = works.some(({ what }) => what === 'erase');
      if (!erases && !works.some(({ what }) => what === 'put')) return await this.each(works);
      const found = await this.transaction(works);
      if (erases) this.isStale = true;
      return found;
    } catch (error) {
      throw faultOf(this.path, error);
    }
  }

  async scrub(): Promise<boolean> {
    try {
      if (this.isStale) await this.connection.exec('VACUUM');
      this.isStale = false;
      await this.connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      // The pragma says in a row what the file says as well: a log of no bytes holds nothing.
      return (await stat(logOf(this.path))).size === 0;
    } catch (error) {
      throw faultOf(this.path, error);
    }
  }

  async limit(sizeBytes: number): Promise<void> {
    const pages = Math.min(mostPages, Math.max(1, Math.floor(sizeBytes / pageBytes)));
    try {
      await this.connection.exec(`PRAGMA max_page_count = ${pages}`);
    } catch (error) {
      throw faultOf(this.path, error);
    }
  }

  async close(): Promise<void> {
    try {
      await this.scrub();
    } finally {
      this.connection.close();
    }
  }

  private async transaction(works: readonly Work[]): Promise<readonly Rows[]> {
    const { connection } = this;
    await connection.exec('BEGIN IMMEDIATE');
    try {
      const found = await this.each(works);
      await connection.exec('COMMIT');
      return found;
    } catch (error) {
      // Some failures have rolled back already.
      if (connection.inTransaction) await connection.exec('ROLLBACK');
      throw error;
    }
  }

  private async each(works: readonly Work[]): Promise<readonly Rows[]> {
    const found: Rows[] = [];
    for (const work of works) found.push(await this.one(work));
    return found;
  }

  private async one(work: Work): Promise<Rows> {
    const { put, erase, get, scan, scanOn } = this.statements;
    switch (work.what) {
      case 'put':
        put.run([work.key, work.bytes]);
        return [];
      case 'erase':
        erase.run([work.key]);
        return [];
      case 'get': {
        const row = get.get([work.key]);
        return row === undefined ? [] : [pair(row)];
      }
      case 'scan': {
        const { from, upTo, limit } = work;
        const rows = upTo === null ? await scanOn.all([from, limit]) : await scan.all([from, upTo, limit]);
        return rows.map(pair);
      }
    }
  }
}

const logOf = (path: string): string => `${path}-wal`;
const pair = ({ key, bytes }: Row): readonly [Buffer, Buffer] => [Buffer.from(key), Buffer.from(bytes)];

async function prepared(connection: Connection): Promise<Statements> {
  const columns = 'SELECT key, bytes FROM records';
  return {
    put: await connection.prepare('INSERT OR REPLACE INTO records (key, bytes) VALUES (?, ?)'),
    erase: await connection.prepare('DELETE FROM records WHERE key = ?'),
    get: await connection.prepare(`${columns} WHERE key = ?`),
    scan: await connection.prepare(`${columns} WHERE key >= ? AND key < ? ORDER BY key LIMIT ?`),
    scanOn: await connection.prepare(`${columns} WHERE key >= ? ORDER BY key LIMIT ?`),
  };
}

/** What the driver threw, in our words: a file, a reason, and the database's own name for it. */
function faultOf(path: string, error: unknown): MediumFault {
  if (error instanceof MediumFault) return error;
  const { code = '', message } = error as { readonly code?: string; readonly message: string };
  const failure = failures.find(([name]) => code.startsWith(name))?.[1] ?? 'unreachable';
  return new MediumFault(failure, `store ${path}: ${failure} (${code === '' ? message : code})`);
}
