import { createHash } from 'node:crypto';
import { FaultyRequest, quoted } from './fault.ts';

/** A recording that drives a scenario: columns of equal length, by name, in the order of the file. */
export interface Trace {
  readonly file: string;
  readonly sha256: string;
  /** Time of each row in whole ns after the first. */
  readonly timesNs: readonly number[];
  /** Numbers of every other column, by its name in the header. */
  readonly columns: Readonly<Record<string, readonly number[]>>;
}

const mostBytes = 256 * 1024 * 1024;

/** Fields of a line of comma-separated values; undefined where a quote is not closed or stands amid a field. */
const fieldsOf = (line: string): readonly string[] | undefined => {
  if (!line.includes('"')) return line.split(',');
  const fields: string[] = [];
  const pattern = /(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))(?=,|$)/y;
  let at = 0;
  while (at < line.length || fields.length === 0) {
    pattern.lastIndex = at;
    const found = pattern.exec(line);
    if (!found || (found[0] === '' && at > 0)) return undefined;
    fields.push(found[1] === undefined ? found[2]! : found[1].replaceAll('""', '"'));
    at = pattern.lastIndex;
    if (found[0] === '' && line.length > 0) return undefined;
  }
  return fields;
};

const calendar = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?Z?$/;

/** Milliseconds of a calendar moment read as UTC, or undefined where there is no such moment. */
const momentMillis = (text: string): number | undefined => {
  const found = calendar.exec(text);
  if (!found) return undefined;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  const millis = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(millis);
  const same = back.getUTCMonth() === month - 1 && back.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return same ? millis + Number(`0.${found[7] ?? '0'}`) * 1000 : undefined;
};

const fieldNumber = (text: string): number | undefined => {
  if (text.length > 40 || !/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?\s*$/i.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
};

const timeNames = ['date', 'time', 'timestamp', 'datetime', 'seconds'];

/** Time of a row in milliseconds: a calendar moment, or a number of seconds. */
const rowMillis = (text: string): number | undefined => {
  const moment = momentMillis(text);
  if (moment !== undefined) return moment;
  const seconds = fieldNumber(text);
  return seconds === undefined ? undefined : seconds * 1000;
};

/** Whole nanoseconds are exact in a double for this many milliseconds (104 days). */
const longestMillis = 104 * 86_400_000;

/**
 * Reads comma-separated values: a header, then one row a sample. The header may have one name fewer than the rows have
 * fields: then the first field is a row number. One column holds the time (`date`, `time`, `timestamp`, `datetime` or
 * `seconds`), which must not go back; all others are numbers. Throws the fault of the first broken row, by its line.
 */
export function readTrace(file: string, bytes: Uint8Array): Trace {
  const where = (line: number): string => `--trace ${quoted(file)}, line ${line}`;
  if (bytes.length > mostBytes) throw new FaultyRequest('trace is too long', `--trace ${quoted(file)}`, 'a file of up to 256 MiB');
  const lines = new TextDecoder().decode(bytes).split(/\r\n|\n|\r/);
  while (lines.length > 0 && lines.at(-1)!.trim() === '') lines.pop();
  if (lines.length < 2) throw new FaultyRequest('trace has no rows', where(1), 'a header and one row a sample');
  const names = fieldsOf(lines[0]!)?.map((name) => name.trim());
  if (!names || names.includes('') || new Set(names).size < names.length) {
    throw new FaultyRequest('broken header', where(1), 'date,Temperature,Humidity (each name once)');
  }
  const timeColumn = names.findIndex((name) => timeNames.includes(name.toLowerCase()));
  if (timeColumn < 0) {
    throw new FaultyRequest('no column of time', where(1), `${timeNames[0]} (or ${timeNames.slice(1).join(', ')})`);
  }
  const timesNs: number[] = [];
  const columns = names.map(() => [] as number[]);
  let firstMillis = 0;
  let skip: 0 | 1 | undefined;
  for (const [index, line] of lines.entries()) {
    if (index === 0) continue;
    const fields = fieldsOf(line);
    if (!fields) throw new FaultyRequest('broken row: quotes do not close', where(index + 1), `${names.length} fields`);
    skip ??= fields.length === names.length + 1 ? 1 : 0;
    if (fields.length !== names.length + skip) {
      throw new FaultyRequest(`broken row: ${fields.length} fields`, where(index + 1), `${names.length + skip} fields`);
    }
    const timeText = fields[timeColumn + skip]!;
    const atMillis = rowMillis(timeText);
    if (atMillis === undefined) {
      throw new FaultyRequest(`broken row: not a time ${quoted(timeText)}`, where(index + 1), '2015-02-02 14:19:00 or seconds');
    }
    if (timesNs.length === 0) firstMillis = atMillis;
    if (atMillis - firstMillis > longestMillis) {
      throw new FaultyRequest(`broken row: time ${quoted(timeText)} is too far on`, where(index + 1), 'at most 104 days after the first row');
    }
    const since = Math.round((atMillis - firstMillis) * 1e6);
    if (timesNs.length > 0 && since < timesNs.at(-1)!) {
      throw new FaultyRequest(`broken row: time ${quoted(timeText)} goes back`, where(index + 1), 'rows in order of time');
    }
    timesNs.push(since);
    for (const [column, name] of names.entries()) {
      if (column === timeColumn) continue;
      const value = fieldNumber(fields[column + skip]!);
      if (value === undefined) {
        throw new FaultyRequest(`broken row: not a number ${quoted(fields[column + skip]!)} for ${quoted(name)}`, where(index + 1), 'a decimal number');
      }
      columns[column]!.push(value);
    }
  }
  return {
    file,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    timesNs,
    columns: Object.fromEntries(names.flatMap((name, column) => (column === timeColumn ? [] : [[name, columns[column]!]]))),
  };
}
