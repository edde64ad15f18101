import { queryStore } from '../../metrics/store/query.ts';
import type { QueryResult } from '../../metrics/store/query.ts';
import { StoreFault } from '../../metrics/store/store-fault.ts';
import { exitCodes, json } from '../command-io.ts';
import type { CommandIo } from '../command-io.ts';
import { FaultyRequest, oneLine, quoted } from '../fault.ts';
import { alignedTable } from '../table.ts';
import { storeIn } from './study-folder.ts';

/** A question to the store of a study. */
export interface Query {
  readonly folder: string;
  readonly sql: string;
  readonly json: boolean;
}

/** Rows that are given at most, to people and to programs. */
const mostRows = { table: 1000, json: 100_000 } as const;
/** Characters of one entry that people are shown. */
const shownCharacters = 200;

/** Asks the store of a folder and shows the answer. */
export async function carryOutQuery(query: Query, io: CommandIo): Promise<number> {
  const file = storeIn(query.folder, 'metarange query');
  const most = query.json ? mostRows.json : mostRows.table;
  let found: QueryResult;
  try {
    found = await queryStore(file, query.sql, most);
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    throw new FaultyRequest(oneLine(error.message, 300), `metarange query ${quoted(query.folder)}`, error.nearest);
  }
  if (query.json) io.stdout(json(found));
  else io.stdout(tableText(found));
  if (found.more && !query.json) io.stderr(`the first ${most} rows: LIMIT, or --json for ${mostRows.json}\n`);
  return exitCodes.done;
}

function tableText({ columns, rows }: QueryResult): string {
  const text = (entry: unknown): string =>
    oneLine(entry === null ? 'unknown' : typeof entry === 'string' ? entry : JSON.stringify(entry), shownCharacters);
  const numbers = columns.map((_, at) => rows.length > 0 && rows.every((row) => typeof row[at] !== 'string'));
  return `${alignedTable(
    [columns.map((name) => oneLine(name, shownCharacters)), ...rows.map((row) => row.map(text))],
    numbers.map((isNumber) => (isNumber ? 'right' : 'left')),
  )}\n`;
}
