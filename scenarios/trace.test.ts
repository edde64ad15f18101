import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TraceError, parseTrace } from './trace.ts';

const header = '"date","Temperature","Humidity","Light","CO2","HumidityRatio","Occupancy"';
const rows = [
  '"140","2015-02-02 14:19:00",23.7,26.272,585.2,749.2,0.0047,1',
  '"141","2015-02-02 14:19:59",23.718,26.29,578.4,760.4,0.0047,0',
];
const text = [header, ...rows].join('\n');

test('a recording with an unnamed first column is read from the right', () => {
  expect(parseTrace(text)).toEqual({
    atSeconds: [0, 59],
    samples: 2,
    values: { temperature: [23.7, 23.718], humidity: [26.272, 26.29], light: [585.2, 578.4], co2: [749.2, 760.4] },
    occupied: [1, 0],
  });
});

test('columns are found by name, in any order, and what is not needed may be missing', () => {
  expect(parseTrace('co2,LIGHT\r\n500,1\r\n')).toEqual({
    atSeconds: null,
    samples: 1,
    values: { co2: [500], light: [1] },
    occupied: null,
  });
});

test.each([
  ['an empty file', '', 'trace: it is empty: line 1 should name the columns'],
  ['a header alone', header, 'trace: it has a header and no rows'],
  ['no known column', 'a,b\n1,2', 'trace: line 1 names none of Temperature, Humidity, Light, CO2'],
  ['a column twice', 'light,Light\n1,2', 'trace: line 1 names the column Light twice'],
  ['too many fields', 'light\n1,2,3', 'trace: line 2 has 3 fields, line 1 names 1 columns'],
  ['a short row', 'light,co2\n1,500\n2', 'trace: line 3 has 1 fields, line 2 has 2'],
  ['a word for a number', 'light\n1\nbright', 'trace: line 3: light is "bright", not a number'],
  ['an empty number', 'light,co2\n,500', 'trace: line 2: light is "", not a number'],
  ['an infinite number', 'light\nInfinity', 'trace: line 2: light is "Infinity", not a number'],
  ['a value out of range', 'humidity\n101', 'trace: line 2: humidity is 101, outside 0 to 100'],
  ['an occupancy of two', 'light,occupancy\n1,2', 'trace: line 2: Occupancy is "2", neither 0 nor 1'],
  [
    'a date that is none',
    'date,light\nyesterday,1',
    'trace: line 2: date is "yesterday", not like 2015-02-02 14:19:00',
  ],
  [
    'a day that is none',
    'date,light\n2015-02-30 10:00:00,1',
    'trace: line 2: date "2015-02-30 10:00:00" does not exist',
  ],
  [
    'time that runs back',
    'date,light\n2015-02-02 10:00:00,1\n2015-02-02 09:00:00,1',
    'trace: line 3: its date is before that of line 2',
  ],
  ['an open quote', 'light\n"1', 'trace: line 2: a quote is not closed'],
  ['text after a quote', 'light\n"1"2', 'trace: line 2: text after a closing quote'],
])('%s is refused in one line', (_what, broken, line) => {
  expect(() => parseTrace(broken)).toThrow(new TraceError(line));
});

test('whatever the bytes, a recording is read or refused in one line', () => {
  const near = fc.constantFrom('"', ',', '\n', '\r', '1', '-', '.', 'e', 'x', ' ', '\u0000', '\uFEFF', '9'.repeat(400));
  const change = fc.record({ at: fc.nat(text.length), put: fc.array(near, { maxLength: 4 }), drop: fc.nat(6) });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 4 }), (changes) => {
      let bent = text;
      for (const { at, put, drop } of changes) bent = bent.slice(0, at) + put.join('') + bent.slice(at + drop);
      try {
        const trace = parseTrace(bent);
        for (const column of Object.values(trace.values)) expect(column).toHaveLength(trace.samples);
      } catch (error) {
        expect(error).toBeInstanceOf(TraceError);
        expect((error as Error).message).toMatch(/^trace: [^\n\r]+$/);
      }
    }),
  );
});
