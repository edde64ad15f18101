import { expect, test } from 'vitest';
import { metricRows } from '../../metrics/catalogue.ts';
import { measuredIn } from './measured-in.ts';

test('every metric of the catalogue is to be shown in one run, and no other', () => {
  const declared = measuredIn.flatMap(({ metrics }) => metrics);
  expect(declared.toSorted()).toEqual(metricRows.map(({ id }) => id));
});
