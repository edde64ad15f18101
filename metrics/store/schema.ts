import type { Level } from '../../sim/framework/study.ts';
import { identifier, literal } from './sql.ts';

/** Version of the tables of a study's store. */
export const storeSchemaVersion = 1;

/**
 * The tables, but for `cells`, whose columns are a study's factors. A run is known by its key everywhere and by its number in the
 * store; long tables hold a row for each thing that a run tells of. Unknown is NULL, never 0.
 */
export const tables: readonly string[] = [
  'CREATE TABLE meta (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)',
  'CREATE TABLE orders (cell INTEGER NOT NULL, replication INTEGER NOT NULL, key VARCHAR NOT NULL)',
  `CREATE TABLE runs (run INTEGER NOT NULL, key VARCHAR PRIMARY KEY, digest VARCHAR NOT NULL, events DOUBLE NOT NULL,
    messages DOUBLE NOT NULL, simulated_seconds DOUBLE NOT NULL, wall_seconds DOUBLE NOT NULL, violations DOUBLE NOT NULL,
    chain VARCHAR, warnings VARCHAR NOT NULL)`,
  'CREATE TABLE run_values (run INTEGER NOT NULL, name VARCHAR NOT NULL, value DOUBLE, n DOUBLE NOT NULL, hits DOUBLE)',
  `CREATE TABLE attempts (run INTEGER NOT NULL, attack VARCHAR NOT NULL, attempts INTEGER NOT NULL, unfinished INTEGER NOT NULL,
    successes INTEGER NOT NULL, detected INTEGER NOT NULL, first_success_seconds DOUBLE, violations VARCHAR NOT NULL,
    steps VARCHAR NOT NULL)`,
  'CREATE TABLE properties (run INTEGER NOT NULL, property VARCHAR NOT NULL, judged DOUBLE NOT NULL, violated DOUBLE NOT NULL)',
  'CREATE TABLE refusals (run INTEGER NOT NULL, control VARCHAR NOT NULL, count DOUBLE NOT NULL)',
  'CREATE TABLE failures (key VARCHAR PRIMARY KEY, failure VARCHAR NOT NULL, tries INTEGER NOT NULL)',
];

/** A cell as the store knows it: its number and its levels by name of factor. */
export interface StoredCell {
  readonly index: number;
  readonly levels: Readonly<Record<string, Level>>;
}

/** Names of columns that a factor of the same name would hide. */
const taken = ['cell', 'replication', 'name', 'value', 'n', 'hits', 'run', 'key', 'digest', 'failure'];

/** The column of a factor: its name, or `level_` before it where the results have such a column of their own. */
const columnOf = (factor: string): string => (taken.includes(factor.toLowerCase()) ? `level_${factor}` : factor);

/** `cells`, its rows, and `results`: the levels of a run's cell beside each of its values. */
export function cellTables(cells: readonly StoredCell[]): readonly string[] {
  const factors = Object.keys(cells[0]?.levels ?? {});
  const columns = factors.map((factor) => identifier(columnOf(factor)));
  const types = factors.map((factor) =>
    cells.every(({ levels }) => typeof levels[factor] === 'number') ? 'DOUBLE' : 'VARCHAR',
  );
  const row = ({ index, levels }: StoredCell): string => {
    const values = factors.map((factor, at) =>
      types[at] === 'DOUBLE' ? `${Number(levels[factor])}::DOUBLE` : literal(String(levels[factor])),
    );
    return `(${[index, ...values].join(', ')})`;
  };
  const rows: string[] = [];
  for (let at = 0; at < cells.length; at += 1000)
    rows.push(
      `INSERT INTO cells VALUES ${cells
        .slice(at, at + 1000)
        .map(row)
        .join(', ')}`,
    );
  return [
    `CREATE TABLE cells (${['cell INTEGER PRIMARY KEY', ...columns.map((name, at) => `${name} ${types[at]!}`)].join(', ')})`,
    ...rows,
    `CREATE VIEW results AS SELECT cells.*, orders.replication, run_values.name, run_values.value, run_values.n, run_values.hits
      FROM orders JOIN cells USING (cell) JOIN runs USING (key) JOIN run_values USING (run)`,
  ];
}
