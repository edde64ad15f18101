import type { Client, ClientConfig } from 'pg';
import { optionalPackage } from './optional-package.ts';
import { serverOf, tableOf } from './postgres-place.ts';
import type { PostgresPlace } from './postgres-place.ts';

interface Driver {
  readonly Client: new (config: ClientConfig) => Client;
}

/** Drops the schema of a run with all stores in it. Rejects with an error that names the server. */
export async function discardSpace({ url, space }: Pick<PostgresPlace, 'url' | 'space'>): Promise<void> {
  tableOf(space);
  const { default: driver } = await optionalPackage<{ readonly default: Driver }>('pg', 'a PostgreSQL store');
  const client = new driver.Client({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 10_000 });
  // What breaks shows in the statement that it breaks.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(`DROP SCHEMA IF EXISTS ${space} CASCADE`);
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    throw new Error(`store ${serverOf(url)}: schema ${space} could not be dropped (${code ?? message})`, {
      cause: error,
    });
  } finally {
    await client.end();
  }
}
