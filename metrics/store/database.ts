import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { saidBy, StoreFault } from './store-fault.ts';

/** A database file that this process has opened. */
export interface Database {
  readonly connection: DuckDBConnection;
  close(): void;
}

/** What a database may take of the machine: a study is the work of its runs, not of its store (assumption). */
const bounds = { threads: '2', memory_limit: '1GB', autoinstall_known_extensions: 'false' };

/** Opens a database file, made where it is not there unless it is only read. StoreFault where it cannot be had, in one line. */
export async function openDatabase(path: string, access: 'write' | 'read'): Promise<Database> {
  // Loaded by the few commands that have a store: it is a library of many megabytes.
  const duckdb = await import('@duckdb/node-api');
  let instance: DuckDBInstance;
  try {
    instance = await duckdb.DuckDBInstance.create(path, {
      ...bounds,
      access_mode: access === 'read' ? 'READ_ONLY' : 'AUTOMATIC',
    });
  } catch (error) {
    const said = saidBy(error);
    if (/Could not set lock|already attached|Conflicting lock/i.test(said)) {
      const holder = /PID (\d+)/.exec(said)?.[1];
      throw new StoreFault(
        `the store is open in another process${holder === undefined ? '' : ` (${holder})`}`,
        'the same command once that has ended',
      );
    }
    throw new StoreFault(`the store cannot be opened (${said})`, 'a new folder, or one that metarange sweep wrote');
  }
  const connection = await instance.connect();
  return {
    connection,
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
