import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { workloads } from './component.ts';
import { dataClasses, purposes, quantities } from './datum.ts';
import { drops, factKinds } from './fact.ts';
import { placeNumber, roles } from './figure.ts';
import { kinds } from './message.ts';
import { inputsOf, tasks } from './task.ts';
import { refusals } from './verdict.ts';

/** Numbers that facts have used. Grows with `METARANGE_WRITE=1 npx vitest run sim/framework/numbers.test.ts`. */
const file = new URL('./numbers.json', import.meta.url);

const numbered = (names: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(names.map((name, number) => [name, number]));

const now = {
  roles: numbered(roles),
  places: placeNumber,
  kinds: numbered(kinds),
  classes: numbered(dataClasses),
  purposes: numbered(purposes),
  quantities: numbered(quantities),
  operations: numbered(workloads),
  facts: numbered(factKinds),
  drops: numbered(drops),
  refusals: numbered(refusals),
  tasks: numbered(tasks),
  inputs: Object.fromEntries(tasks.map((name) => [name, numbered(inputsOf[name])])),
};

test('a name keeps the number by which facts know it: lists grow at their end', () => {
  if (process.env['METARANGE_WRITE'] === '1') writeFileSync(file, `${JSON.stringify(now, null, 2)}\n`);
  const used = JSON.parse(readFileSync(file, 'utf8')) as typeof now;
  expect(now).toMatchObject(used);
  // A new name is written down at once, so that nobody can move it later.
  expect(used).toEqual(now);
});
