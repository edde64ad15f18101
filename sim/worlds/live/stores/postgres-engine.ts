import type { Client, ClientConfig, QueryResult } from 'pg';
import type { Engine, Rows, Work } from './engine.ts';
import { MediumFault } from './medium.ts';
import type { MediumFailure } from './medium.ts';
import { optionalPackage } from './optional-package.ts';
import { serverOf, tableOf, urlFault } from './postgres-place.ts';
import type { PostgresPlace } from './postgres-place.ts';

/** Longest that connecting and one statement may take before the server counts as gone, ms (assumptions). */
const connectMillis = 5_000;
const statementMillis = 10_000;
/** Time after a failed connection during which none is tried, ms. */
const restMillis = 300;

/** Beginnings of SQLSTATE codes (PostgreSQL documentation, appendix A) and of Node's codes that say more than "unreachable". */
const failures: readonly (readonly [string, MediumFailure])[] = [
  ['53100', 'full'],
  ['55', 'busy'],
  ['57014', 'busy'],
  ['40', 'busy'],
  ['XX001', 'damaged'],
  ['XX002', 'damaged'],
];

/** What of the driver is used. */
interface Driver {
  readonly Client: new (config: ClientConfig) => Client;
}
interface Found {
  readonly key: Buffer;
  readonly bytes: Buffer;
}

/**
 * Records in a table of a PostgreSQL server, over one connection that is made again when it breaks. Durable: a commit returns
 * after the server's log is synced, and a server that runs without that is refused. Erased means deleted: old pages and the
 * server's log keep the bytes until they are used again.
 */
export class PostgresEngine implements Engine {
  readonly erasure = 'logical';
  private readonly place: PostgresPlace;
  private readonly table: string;
  private readonly driver: Driver;
  private client: Client | null = null;
  private restUntilMillis = 0;
  private mostBytes = Infinity;

  private constructor(place: PostgresPlace, driver: Driver) {
    this.place = place;
    this.table = tableOf(place.space);
    this.driver = driver;
  }

  /** Connects and makes the table. Rejects with a `MediumFault` that names server and database, never user or password. */
  static open(place: PostgresPlace): Promise<PostgresEngine> {
    return PostgresEngine.prepared(place, 'COMMIT');
  }

  /** Whether `open` would do, as it says it. All is taken back before anybody sees it, so that nothing is left whenever it ends. */
  static async check(place: PostgresPlace): Promise<void> {
    await (await PostgresEngine.prepared(place, 'ROLLBACK')).close();
  }

  private static async prepared(place: PostgresPlace, end: 'COMMIT' | 'ROLLBACK'): Promise<PostgresEngine> {
    const wrong = urlFault(place.url);
    if (wrong !== undefined) throw new MediumFault('unreachable', `the URL of the store: ${wrong}`);
    const { default: driver } = await optionalPackage<{ readonly default: Driver }>('pg', 'a PostgreSQL store');
    const engine = new PostgresEngine(place, driver);
    try {
      await engine.prepare(await engine.connected(), end);
    } catch (error) {
      await engine.close();
      throw engine.faultOf(error);
    }
    return engine;
  }

  async carryOut(works: readonly Work[]): Promise<readonly Rows[]> {
    try {
      const client = await this.connected();
      if (!works.some(({ what }) => what === 'put' || what === 'erase')) return await this.each(client, works);
      return await this.transaction(client, works);
    } catch (error) {
      throw this.faultOf(error);
    }
  }

  scrub(): Promise<boolean> {
    return Promise.resolve(true);
  }

  limit(sizeBytes: number): Promise<void> {
    this.mostBytes = sizeBytes;
    return Promise.resolve();
  }

  async close(): Promise<void> {
    const { client } = this;
    this.client = null;
    await client?.end();
  }

  private async connected(): Promise<Client> {
    if (this.client !== null) return this.client;
    if (performance.now() < this.restUntilMillis) throw new MediumFault('unreachable', `${this.name}: unreachable`);
    const client = new this.driver.Client({
      connectionString: this.place.url,
      application_name: 'metarange',
      connectionTimeoutMillis: connectMillis,
      query_timeout: statementMillis,
      keepAlive: true,
    });
    // A connection that breaks between two statements says so here; the next work makes another.
    client.on('error', () => this.lose(client));
    try {
      await client.connect();
      await client.query('SET synchronous_commit = on');
    } catch (error) {
      this.restUntilMillis = performance.now() + restMillis;
      this.lose(client);
      throw error;
    }
    this.client = client;
    return client;
  }

  private async prepare(client: Client, end: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    const { rows } = await client.query<{ readonly fsync: string }>('SHOW fsync');
    if (rows[0]?.fsync !== 'on') {
      throw new MediumFault('unreachable', `${this.name}: it runs with fsync off, and would lose what it acknowledged`);
    }
    await client.query('BEGIN');
    // Stores of one run come at once, and two cannot make one schema.
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('metarange'))`);
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${this.place.space}`);
    await client.query(
      `CREATE TABLE IF NOT EXISTS ${this.table} (store text, key bytea, bytes bytea NOT NULL, PRIMARY KEY (store, key))`,
    );
    await client.query(end);
  }

  private async transaction(client: Client, works: readonly Work[]): Promise<readonly Rows[]> {
    await client.query('BEGIN');
    try {
      const found = await this.each(client, works);
      if (this.mostBytes < Infinity && works.some(({ what }) => what === 'put')) await this.measure(client);
      await client.query('COMMIT');
      return found;
    } catch (error) {
      if (this.client === client) await client.query('ROLLBACK').catch(() => this.lose(client));
      throw error;
    }
  }

  private async each(client: Client, works: readonly Work[]): Promise<readonly Rows[]> {
    const found: Rows[] = [];
    while (found.length < works.length) {
      const run = runFrom(works, found.length);
      found.push(...(await this.run(client, run)));
    }
    return found;
  }

  /** Works of one kind in one statement, or one that reads. */
  private async run(client: Client, run: readonly Work[]): Promise<readonly Rows[]> {
    const { table } = this;
    const { store } = this.place;
    const first = run[0]!;
    switch (first.what) {
      case 'put': {
        // One statement cannot write a row twice: the last of a key counts.
        const puts = run.filter((work) => work.what === 'put');
        const rows = [...new Map(puts.map((work) => [work.key.toString('latin1'), work])).values()];
        await client.query(
          `INSERT INTO ${table} (store, key, bytes) SELECT $1, key, bytes FROM unnest($2::bytea[], $3::bytea[]) ` +
            'AS given(key, bytes) ON CONFLICT (store, key) DO UPDATE SET bytes = excluded.bytes',
          [store, rows.map(({ key }) => key), rows.map(({ bytes }) => Buffer.from(bytes))],
        );
        break;
      }
      case 'erase': {
        const keys = run.flatMap((work) => (work.what === 'erase' ? [work.key] : []));
        await client.query(`DELETE FROM ${table} WHERE store = $1 AND key = ANY($2::bytea[])`, [store, keys]);
        break;
      }
      case 'get': {
        const text = `SELECT key, bytes FROM ${table} WHERE store = $1 AND key = $2`;
        return [pairs(await client.query<Found>(text, [store, first.key]))];
      }
      case 'scan': {
        const { from, upTo, limit } = first;
        const end = upTo === null ? '' : 'AND key < $4';
        const text = `SELECT key, bytes FROM ${table} WHERE store = $1 AND key >= $2 ${end} ORDER BY key LIMIT $3`;
        const values = [store, from, limit];
        return [pairs(await client.query<Found>(text, upTo === null ? values : [...values, upTo]))];
      }
    }
    return run.map(() => []);
  }

  /** Rejects where the store holds more than it may. */
  private async measure(client: Client): Promise<void> {
    const { rows } = await client.query<{ readonly held: number }>(
      `SELECT coalesce(sum(octet_length(key) + octet_length(bytes)), 0)::float8 AS held FROM ${this.table} WHERE store = $1`,
      [this.place.store],
    );
    if (rows[0]!.held > this.mostBytes) throw new MediumFault('full', `${this.name}: full`);
  }

  private get name(): string {
    return `store ${serverOf(this.place.url)}`;
  }

  private lose(client: Client): void {
    if (this.client === client) this.client = null;
    // It is gone: how its end went matters to nobody.
    client.end().catch(() => {});
  }

  private faultOf(error: unknown): MediumFault {
    if (error instanceof MediumFault) return error;
    const { code = '', message } = error as { readonly code?: string; readonly message: string };
    const failure = failures.find(([begin]) => code.startsWith(begin))?.[1] ?? 'unreachable';
    // Server messages may quote what was to be written; its codes do not.
    if (code === '' && this.client !== null) this.lose(this.client);
    return new MediumFault(failure, `${this.name}: ${failure} (${code === '' ? message : code})`);
  }
}

/** The longest run of writes of one kind from a place on; a read is a run of its own. */
function runFrom(works: readonly Work[], at: number): readonly Work[] {
  const { what } = works[at]!;
  if (what !== 'put' && what !== 'erase') return [works[at]!];
  const end = works.findIndex((work, index) => index > at && work.what !== what);
  return works.slice(at, end < 0 ? works.length : end);
}

const pairs = ({ rows }: QueryResult<Found>): Rows => rows.map(({ key, bytes }) => [key, bytes] as const);
