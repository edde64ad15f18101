import { expect, test } from 'vitest';
import { scenarios } from './catalogue.ts';
import { trials } from './testing/trials.ts';

test('every scenario has a trial, so that what must hold for all of them is tried on it', () => {
  expect(trials.map(([id]) => id)).toEqual(scenarios.map(({ id }) => id));
});
