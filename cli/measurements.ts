import type { BenchResult, ValidateResult } from './engine.ts';
import { alignedTable } from './table.ts';

const numberText = (value: number | null): string =>
  value === null ? 'unknown' : String(Number(value.toPrecision(5)));

/** `bench` for people: speed beside its reference, then the sweep of offered load, then the machine. */
export function benchText({ rows, load, machine }: BenchResult): string {
  const speeds = rows.map((row) => [
    row.name,
    row.pending === null ? '' : String(row.pending),
    numberText(row.eventsPerSecond),
    row.reference,
    row.ratio.toFixed(2),
  ]);
  const speedTable = alignedTable(
    [['name', 'pending', 'events/s', 'reference', 'ratio'], ...speeds],
    ['left', 'right', 'right', 'left', 'right'],
  );
  const loads = load.map((row) => [
    row.profile,
    row.attack,
    ...[row.offeredPerSecond, row.goodputPerSecond, row.p99Ms, row.attackSuccess].map(numberText),
  ]);
  const loadTable = alignedTable(
    [['profile', 'attack', 'offered/s', 'goodput/s', 'p99 ms', 'attack success'], ...loads],
    ['left', 'left', 'right', 'right', 'right', 'right'],
  );
  const machineLine = Object.entries(machine)
    .map(([name, value]) => `${name} ${value}`)
    .join('  ');
  return `${speedTable}\n\n${load.length === 0 ? '' : `${loadTable}\n\n`}${machineLine}\n`;
}

/** `validate` for people: closed form, measurement, interval and verdict, one row each. */
export function validateText({ rows }: ValidateResult): string {
  const lines = rows.map((row) => [
    row.id,
    row.name,
    numberText(row.expected),
    numberText(row.measured),
    `[${numberText(row.ci[0])}, ${numberText(row.ci[1])}]`,
    row.verdict,
  ]);
  const passed = rows.filter((row) => row.verdict === 'pass').length;
  const table = alignedTable(
    [['id', 'name', 'expected', 'measured', '99.9 % interval (suite)', 'verdict'], ...lines],
    ['left', 'left', 'right', 'right', 'left', 'left'],
  );
  return `${table}\n\n${passed} of ${rows.length} agree\n`;
}
