import type { DuckDBConnection } from '@duckdb/node-api';
import { saidBy, StoreFault } from './store-fault.ts';

/** A database that this process has opened. */
export interface Database {
  readonly connection: DuckDBConnection;
  readonly close: () => void;
}

/** What a database may take of the machine: its work is less than that of the runs that it holds (assumption). */
const bounds = {
  // More would be faster where there are more cores, and hold more memory.
  threads: '2',
  memory_limit: '1GB',
  // The network is none of its business.
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
};

async function opened(path: string, settings: Readonly<Record<string, string>>): Promise<Database> {
  // Loaded by the few commands that have a database: it is a library of many megabytes.
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(path, { ...bounds, ...settings });
  const connection = await instance.connect();
  return {
    connection,
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Opens a database in memory, which puts what does not fit there into a folder. */
export const openInMemory = (spill: string): Promise<Database> => opened(':memory:', { temp_directory: spill });

/** Opens a database file, made where it is not there unless it is only read. StoreFault where it cannot be had, in one line. */
export async function openDatabase(path: string, access: 'write' | 'read'): Promise<Database> {
  try {
    return await opened(path, { access_mode: access === 'read' ? 'READ_ONLY' : 'AUTOMATIC' });
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
}
