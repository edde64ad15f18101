import type { JS } from '@duckdb/node-api';
import type { Property } from '../../sim/framework/attack.ts';
import type { RunRecord } from '../results/run-record.ts';
import type { Entry, LongTable } from './append.ts';

/** Rows of a run in each of the tables that tell of it. */
export const rowsOf = (number: number, run: RunRecord): Readonly<Record<Exclude<LongTable, 'orders'>, Entry[][]>> => ({
  runs: [
    [
      number,
      run.key,
      run.digest,
      run.events,
      run.messages,
      run.simulatedSeconds,
      run.wallSeconds,
      run.violationsTotal,
      run.chain === null ? null : JSON.stringify(run.chain),
      JSON.stringify(run.warnings),
    ],
  ],
  run_values: Object.entries(run.values).map(([name, { value, n, hits }]) => [number, name, value, n, hits ?? null]),
  attempts: run.attacks.map((tally) => [
    number,
    tally.id,
    tally.attempts,
    tally.unfinished,
    tally.successes,
    tally.detected,
    tally.firstSuccessSeconds,
    JSON.stringify(tally.violations),
    JSON.stringify(tally.steps),
  ]),
  properties: Object.entries(run.properties).map(([property, { judged, violated }]) => [
    number,
    property,
    judged,
    violated,
  ]),
  refusals: Object.entries(run.refusals).map(([control, count]) => [number, control, count]),
});

/** Rows of the store as the database gives them, by table, each with the number of its run first. */
export type StoredRows = Readonly<Record<Exclude<LongTable, 'orders'>, readonly (readonly JS[])[]>>;

/** Columns that are read back of each table, the number of the run first. */
export const readColumns: Readonly<Record<keyof StoredRows, string>> = {
  runs: 'run, key, digest, events, messages, simulated_seconds, wall_seconds, violations, chain, warnings',
  run_values: 'run, name, value, n, hits',
  attempts: 'run, attack, attempts, unfinished, successes, detected, first_success_seconds, violations, steps',
  properties: 'run, property, judged, violated',
  refusals: 'run, control, count',
};

/** The runs that rows tell of, by key: as they were kept. */
export function runsOf(rows: StoredRows): ReadonlyMap<string, RunRecord> {
  const own = (table: Exclude<keyof StoredRows, 'runs'>): ReadonlyMap<JS, (readonly JS[])[]> => {
    const grouped = new Map<JS, (readonly JS[])[]>();
    for (const row of rows[table]) {
      const group = grouped.get(row[0]!);
      if (group === undefined) grouped.set(row[0]!, [row]);
      else group.push(row);
    }
    return grouped;
  };
  const [values, attempts, properties, refusals] = [
    own('run_values'),
    own('attempts'),
    own('properties'),
    own('refusals'),
  ];
  return new Map(
    rows.runs.map((row) => {
      const number = row[0]!;
      const [, key, digest, events, messages, simulatedSeconds, wallSeconds, violationsTotal, chain, warnings] = row;
      const run: RunRecord = {
        key: key as string,
        digest: digest as string,
        events: events as number,
        messages: messages as number,
        simulatedSeconds: simulatedSeconds as number,
        wallSeconds: wallSeconds as number,
        violationsTotal: violationsTotal as number,
        chain: chain === null ? null : (JSON.parse(chain as string) as RunRecord['chain']),
        warnings: JSON.parse(warnings as string) as readonly string[],
        values: Object.fromEntries(
          (values.get(number) ?? []).map(([, name, value, n, hits]) => [
            name as string,
            { value: value as number | null, n: n as number, ...(hits === null ? {} : { hits: hits as number }) },
          ]),
        ),
        attacks: (attempts.get(number) ?? []).map(
          ([, id, tried, unfinished, successes, detected, first, violations, steps]) => ({
            id: id as string,
            attempts: tried as number,
            unfinished: unfinished as number,
            successes: successes as number,
            detected: detected as number,
            firstSuccessSeconds: first as number | null,
            violations: JSON.parse(violations as string) as readonly string[],
            steps: JSON.parse(steps as string) as Readonly<Record<string, number>>,
          }),
        ),
        properties: Object.fromEntries(
          (properties.get(number) ?? []).map(([, property, judged, violated]) => [
            property as Property,
            { judged: judged as number, violated: violated as number },
          ]),
        ) as RunRecord['properties'],
        refusals: Object.fromEntries(
          (refusals.get(number) ?? []).map(([, control, count]) => [control as string, count as number]),
        ),
      };
      return [run.key, run];
    }),
  );
}
