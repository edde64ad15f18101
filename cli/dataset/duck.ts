import type { DuckDBConnection } from '@duckdb/node-api';

/** A value of a cell as it comes back. */
export type Cell = string | number | bigint | boolean | null;
export type Row = Readonly<Record<string, Cell>>;

/** SQL over files: the little that a data set needs of a database. */
export interface Duck {
  run(sql: string): Promise<void>;
  rows(sql: string): Promise<readonly Row[]>;
  close(): void;
}

/** Memory that a query may hold; what is more goes to disk (assumption: half of the smallest machine that runs a million things). */
const mostMemory = '1GB';

/** A text as SQL takes it. */
export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A path that is read, where some characters would stand for many files. */
export const sqlPath = (path: string): string => sqlText(path.replaceAll(/[[*?]/g, '[$&]'));

/** Opens a database in memory, which puts what does not fit there into a folder. It is loaded by the one command that needs it. */
export async function openDuck(spill: string): Promise<Duck> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: mostMemory,
    temp_directory: spill,
    // The network is none of its business.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    // More would be faster where there are more cores, and hold more memory.
    threads: '2',
  });
  const connection: DuckDBConnection = await instance.connect();
  return {
    run: async (sql) => void (await connection.run(sql)),
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJS() as readonly Row[],
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
