import { expect, test } from 'vitest';
import { alignedTable } from './table.ts';

test('text of a stranger stays in its cell, and is nothing but text to a terminal', () => {
  const rows = [
    ['id', 'summary'],
    ['A\n01', '\u001b[31mred\u0007'],
  ];
  expect(alignedTable(rows, ['right', 'left'])).toBe('  id  summary\nA\ufffd01  \ufffd[31mred\ufffd');
});
