/** Where in a PostgreSQL server a store lies: a schema for the run, rows of a table for the store. */
export interface PostgresPlace {
  readonly kind: 'postgres';
  readonly url: string;
  /** Schema; letters, digits and low lines. */
  readonly space: string;
  readonly store: string;
}

/** The table of a space, as SQL. Throws RangeError for a name that would need quoting. */
export function tableOf(space: string): string {
  if (!/^[a-z_][a-z0-9_]{0,47}$/.test(space)) {
    throw new RangeError(`schema ${JSON.stringify(space)}: up to 48 small letters, digits and low lines are taken`);
  }
  return `${space}.records`;
}

/** The server and database of a URL, without user and password. */
export function serverOf(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url);
  const host = hostname === '' ? (searchParams.get('host') ?? 'localhost') : hostname;
  return `${host}${port === '' ? '' : `:${port}`}${pathname}`;
}

/** What is wrong with the URL of a store, or undefined. */
export function urlFault(url: string): string | undefined {
  if (!URL.canParse(url)) return 'it is no URL';
  const { protocol } = new URL(url);
  return /^postgres(ql)?:$/.test(protocol) ? undefined : `it begins with ${protocol}//, and only postgres:// is known`;
}
