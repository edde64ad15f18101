import { median } from '../metrics/statistics/median.ts';
import type { Quantity } from '../sim/framework/datum.ts';
import type { Trace } from '../sim/framework/environment.ts';
import type { Cast } from '../sim/framework/scenario.ts';

/** Limits on a recording's text: what is larger is refused before it is read (assumption: a year of minutes fits). */
const traceLimits = { characters: 64 * 1024 * 1024, samples: 600_000, columns: 64 } as const;

/** A cast that a recording may drive. */
export interface RecordedCast extends Cast {
  /** How long the recording lasts, ns; absent where there is none. */
  readonly recordedNs?: number;
}

/**
 * How long a recording lasts, ns: so many steps, or, by its own dates (`stepNs` null), up to its last row and as long again
 * as a row holds in the middle of it.
 */
export function recordedNs({ samples, atSeconds }: Trace, stepNs: number | null): number {
  if (stepNs !== null) return samples * stepNs;
  const times = atSeconds ?? [];
  const steps = times.slice(1).map((at, row) => at - times[row]!);
  return Math.round(((times.at(-1) ?? 0) + (steps.length === 0 ? 0 : median(steps))) * 1e9);
}

/** Names of columns, in lower case, and what they mean. */
const meanings: Readonly<Record<string, Quantity | 'date' | 'occupancy'>> = {
  date: 'date',
  temperature: 'temperature',
  humidity: 'humidity',
  light: 'light',
  co2: 'co2',
  occupancy: 'occupancy',
};

/** Sound ranges of what is recorded, in the quantity's unit; a value outside is a broken row, not weather. */
const ranges: Readonly<Partial<Record<Quantity, readonly [number, number]>>> = {
  temperature: [-60, 100],
  humidity: [0, 100],
  light: [0, 200_000],
  co2: [0, 100_000],
};

/** Why a recording cannot be used: one line, with the line of the text where there is one. */
export class TraceError extends Error {}

/**
 * Reads a recording from the text of a CSV file: a header, then one row a sample. Columns are found by name (date,
 * Temperature, Humidity, Light, CO2, Occupancy; others are ignored). Rows may have one field more than the header has names:
 * then the first field is an unnamed row number, so fields and names are paired from the right. Throws `TraceError`.
 */
export function parseTrace(text: string): Trace {
  if (text.length > traceLimits.characters)
    throw broken(`${text.length} characters, at most ${traceLimits.characters}`);
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  while (lines.length > 0 && lines.at(-1)!.trim() === '') lines.pop();
  const header = lines.shift();
  if (header === undefined) throw broken('it is empty: line 1 should name the columns');
  const names = fieldsOf(header, 1).map((name) => name.trim());
  if (names.length > traceLimits.columns)
    throw broken(`line 1 names ${names.length} columns, at most ${traceLimits.columns}`);
  if (lines.length === 0) throw broken('it has a header and no rows');
  if (lines.length > traceLimits.samples) throw broken(`${lines.length} rows, at most ${traceLimits.samples}`);

  const width = fieldsOf(lines[0]!, 2).length;
  // From the right: an unnamed first column shifts everything else by one.
  const shift = width - names.length;
  if (shift !== 0 && shift !== 1) throw broken(`line 2 has ${width} fields, line 1 names ${names.length} columns`);
  const columns = columnsOf(names, shift);

  const values: Partial<Record<Quantity, number[]>> = {};
  const dates: number[] = [];
  const occupied: (0 | 1)[] = [];
  for (const [row, line] of lines.entries()) {
    const at = row + 2;
    const fields = fieldsOf(line, at);
    if (fields.length !== width) throw broken(`line ${at} has ${fields.length} fields, line 2 has ${width}`);
    for (const { name, meaning, place } of columns) {
      const field = fields[place]!.trim();
      if (meaning === 'date') dates.push(dateOf(field, at));
      else if (meaning === 'occupancy') occupied.push(occupancyOf(field, at));
      else (values[meaning] ??= []).push(numberOf(field, { name, meaning, line: at }));
    }
  }
  const atSeconds = dates.length === 0 ? null : dates.map((date) => (date - dates[0]!) / 1000);
  atSeconds?.forEach((second, row) => {
    if (row > 0 && second < atSeconds[row - 1]!)
      throw broken(`line ${row + 2}: its date is before that of line ${row + 1}`);
  });
  return { atSeconds, samples: lines.length, values, occupied: occupied.length === 0 ? null : occupied };
}

interface Column {
  readonly name: string;
  readonly meaning: Quantity | 'date' | 'occupancy';
  readonly place: number;
}

function columnsOf(names: readonly string[], shift: number): Column[] {
  const columns: Column[] = [];
  for (const [index, name] of names.entries()) {
    const key = name.toLowerCase();
    const meaning = Object.hasOwn(meanings, key) ? meanings[key] : undefined;
    if (meaning === undefined) continue;
    if (columns.some((column) => column.meaning === meaning)) throw broken(`line 1 names the column ${name} twice`);
    columns.push({ name, meaning, place: index + shift });
  }
  if (!columns.some(({ meaning }) => meaning !== 'date' && meaning !== 'occupancy')) {
    throw broken('line 1 names none of Temperature, Humidity, Light, CO2');
  }
  return columns;
}

/** Fields of a line: separated by commas, optionally in double quotes, in which two quotes stand for one. */
function fieldsOf(line: string, at: number): string[] {
  const fields: string[] = [];
  let place = 0;
  for (;;) {
    let field = '';
    if (line[place] === '"') {
      for (place += 1; ; place++) {
        if (place >= line.length) throw broken(`line ${at}: a quote is not closed`);
        if (line[place] !== '"') field += line[place];
        else if (line[place + 1] === '"') {
          field += '"';
          place += 1;
        } else break;
      }
      place += 1;
      if (place < line.length && line[place] !== ',') throw broken(`line ${at}: text after a closing quote`);
    } else {
      const comma = line.indexOf(',', place);
      const end = comma < 0 ? line.length : comma;
      field = line.slice(place, end);
      place = end;
    }
    fields.push(field);
    if (place >= line.length) return fields;
    place += 1;
  }
}

function numberOf(field: string, about: { name: string; meaning: Quantity; line: number }): number {
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(field) ? Number(field) : Number.NaN;
  if (!Number.isFinite(value)) throw broken(`line ${about.line}: ${about.name} is ${quoted(field)}, not a number`);
  const [least, most] = ranges[about.meaning]!;
  if (value < least || value > most) {
    throw broken(`line ${about.line}: ${about.name} is ${value}, outside ${least} to ${most}`);
  }
  return value;
}

function occupancyOf(field: string, line: number): 0 | 1 {
  if (field === '0') return 0;
  if (field === '1') return 1;
  throw broken(`line ${line}: Occupancy is ${quoted(field)}, neither 0 nor 1`);
}

/** Milliseconds of a date written `2015-02-02 14:19:00`, without a zone: only differences are used. */
function dateOf(field: string, line: number): number {
  const parts = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?$/.exec(field);
  if (parts === null) throw broken(`line ${line}: date is ${quoted(field)}, not like 2015-02-02 14:19:00`);
  const [year, month, day, hour, minute, second] = parts.slice(1).map((part) => Number(part ?? '0'));
  const at = Date.UTC(year!, month! - 1, day, hour, minute, second);
  const read = new Date(at);
  const same = read.getUTCMonth() === month! - 1 && read.getUTCDate() === day && read.getUTCHours() === hour;
  if (!same || read.getUTCMinutes() !== minute) throw broken(`line ${line}: date ${quoted(field)} does not exist`);
  return at;
}

const quoted = (field: string): string => JSON.stringify(field.length > 24 ? `${field.slice(0, 24)}...` : field);

const broken = (what: string): TraceError => new TraceError(`trace: ${what}`);
