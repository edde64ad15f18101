import { describe, expect, test } from 'vitest';
import { SessionRows } from './session-rows.ts';

describe('session rows', () => {
  const put = (rows: SessionRows, session: number, offset: number, word: number): void => {
    const at = rows.row(session) + offset;
    rows.words[at] = word;
  };
  const get = (rows: SessionRows, session: number, offset: number): number => {
    const at = rows.row(session) + offset;
    return rows.words[at]!;
  };

  test('each control has its own words of a session, and keeps them while sessions come', () => {
    const rows = new SessionRows();
    const [first, second] = [rows.reserve(3), rows.reserve(2)];
    put(rows, 5, first + 2, 7);
    put(rows, 5, second, 9);
    put(rows, 10_000, first, 1);
    expect([get(rows, 5, first + 2), get(rows, 5, second)]).toEqual([7, 9]);
    expect([get(rows, 6, first), get(rows, 10_000, second)]).toEqual([0, 0]);
  });

  test('two words of a row hold a double', () => {
    const rows = new SessionRows();
    rows.reserve(1);
    const offset = rows.reserve(4);
    const cell = (rows.row(3) + offset + 2) / 2;
    rows.doubles[cell] = 1.5e15 + 0.25;
    rows.row(1000);
    expect(rows.doubles[cell]).toBe(1.5e15 + 0.25);
    expect(get(rows, 3, offset)).toBe(0);
  });

  test('a control that comes after the first session gets no words', () => {
    const rows = new SessionRows();
    rows.reserve(1);
    rows.row(0);
    expect(() => rows.reserve(1)).toThrow('after the first session');
  });
});
