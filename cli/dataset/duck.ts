import { openInMemory } from '../../metrics/store/database.ts';
import { literal } from '../../metrics/store/sql.ts';

/** An entry of a row as it comes back. */
export type Entry = string | number | bigint | boolean | null;
export type Row = Readonly<Record<string, Entry>>;

/** SQL over files: the little that a data set needs of a database. */
export interface Duck {
  run(sql: string): Promise<void>;
  rows(sql: string): Promise<readonly Row[]>;
  close(): void;
}

/** A path that is read, where some characters would stand for many files. */
export const pathLiteral = (path: string): string => literal(path.replaceAll(/[[*?]/g, '[$&]'));

/** Opens a database in memory, which puts what does not fit there into a folder. */
export async function openDuck(spill: string): Promise<Duck> {
  const { connection, close } = await openInMemory(spill);
  return {
    run: async (sql) => void (await connection.run(sql)),
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJS() as readonly Row[],
    close,
  };
}
