import type { DuckDBConnection } from '@duckdb/node-api';
import { storeSchemaVersion } from './schema.ts';
import { StoreFault } from './store-fault.ts';

/** What a store is of: runs of another study, or of another version, must never mix with its own. Each is a row of `meta`. */
export interface StoreIdentity {
  /** Version of the tables. */
  readonly schemaVersion: string;
  /** Version of everything that facts depend on beside the orders. */
  readonly version: string;
  readonly study: string;
  readonly scenario: string;
  readonly seed: string;
  /** Factors with their levels, in words. */
  readonly factors: string;
  /** SHA-256 over the cells with all that their runs depend on. */
  readonly cells: string;
  /** The command that made it. */
  readonly command: string;
}

/** What must be the same, in the order in which it is compared, and what people call it. */
const compared = {
  schemaVersion: 'tables of version',
  version: 'runs of version',
  study: 'study',
  scenario: 'scenario',
  seed: 'seed',
  factors: 'factors',
  cells: 'parameters or other settings of digest',
} as const satisfies Partial<Record<keyof StoreIdentity, string>>;

/** The version of the tables as a row of `meta` has it. */
export const schemaOf = String(storeSchemaVersion);

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** Refuses a file that is no store of this study: StoreFault with what it holds, and the command that goes on with it. */
export async function checkIdentity(
  connection: DuckDBConnection,
  found: readonly string[],
  identity: StoreIdentity,
): Promise<void> {
  if (!found.includes('meta')) throw new StoreFault('the file is no store of a study', 'a new folder');
  const rows = (await connection.runAndReadAll('SELECT name, value FROM meta')).getRowsJS();
  const held = new Map(rows.map(([name, value]) => [name as string, value as string]));
  for (const [name, title] of Object.entries(compared)) {
    const [there, asked] = [held.get(name) ?? 'unknown', identity[name as keyof StoreIdentity]];
    if (there === asked) continue;
    const again = held.get('command');
    throw new StoreFault(
      `the store holds ${title} ${short(there)}, and ${short(asked)} is asked for`,
      `a new folder${again === undefined || name === 'schemaVersion' || name === 'version' ? '' : `, or ${again}`}`,
    );
  }
}
