import type { BenchResult, Engine, ValidateResult } from './engine.ts';
import { FaultyRequest, quoted } from './fault.ts';
import { nearestName } from './nearest.ts';
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

/** Rows that words name: by id in any case, or all that begin so with a letter after it (`V-C8` for V-C8a and V-C8b); null for all rows. */
export async function chosenAnchors(
  words: readonly string[] | null,
  engine: Engine,
): Promise<readonly string[] | null> {
  if (words === null) return null;
  const known = await engine.anchorIds();
  return words.flatMap((word) => {
    const wanted = word.toLowerCase();
    const exact = known.filter((id) => id.toLowerCase() === wanted);
    const found = exact.length > 0 ? exact : known.filter((id) => id.toLowerCase().replace(/[a-z]$/, '') === wanted);
    if (found.length === 0)
      throw new FaultyRequest(`unknown row ${quoted(word)}`, '--only', nearestName(word.toUpperCase(), known));
    return found;
  });
}

/** `validate` for people: closed form or published figure, measurement, interval and verdict, one row each. */
export function validateText({ rows }: ValidateResult): string {
  const lines = rows.map((row) => [
    row.id,
    row.name,
    numberText(row.expected) + (row.within === null ? '' : ` (${row.within.map(numberText).join(' to ')})`),
    numberText(row.measured),
    `[${numberText(row.ci[0])}, ${numberText(row.ci[1])}]`,
    row.verdict,
    row.seconds.toFixed(1),
  ]);
  const passed = rows.filter((row) => row.verdict === 'pass').length;
  const table = alignedTable(
    [['id', 'name', 'expected', 'measured', '99.9 % interval (suite)', 'verdict', 's'], ...lines],
    ['left', 'left', 'right', 'right', 'left', 'left', 'right'],
  );
  const missed = rows.filter((row) => row.verdict === 'miss').map(({ id, miss }) => `  ${id}: ${miss}\n`);
  const known = missed.length === 0 ? '\n' : `; ${missed.length} known to miss what was published:\n${missed.join('')}`;
  return `${table}\n\n${passed} of ${rows.length} agree${known}`;
}
