// @ts-check
/**
 * A process that fills a store until it is refused, and prints what it met: how many were stored and refused, why, and whether
 * all that was stored can be read. Words: folder of the compiled stores, file of the store, most records.
 */
import { join } from 'node:path';
import { keyOf, recordOf } from './numbered-record.mjs';

const [stores = '', file = '', most = '0'] = process.argv.slice(2);
const { EmbeddedEngine } = await import(join(stores, 'embedded-engine.js'));
const { GroupedMedium } = await import(join(stores, 'grouped-medium.js'));

const medium = new GroupedMedium(await EmbeddedEngine.open(file));
const stored = [];
/** @type {Record<string, number>} */
const refused = {};
for (let first = 0; first < Number(most); first += 16) {
  const numbers = Array.from({ length: 16 }, (_, index) => first + index);
  const outcomes = await Promise.allSettled(numbers.map((number) => medium.put(keyOf(number), recordOf(number))));
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.status === 'fulfilled') stored.push(numbers[index]);
    else refused[outcome.reason.failure] = (refused[outcome.reason.failure] ?? 0) + 1;
  }
}
let intact = 0;
for (const number of stored)
  if (recordOf(number ?? -1).equals((await medium.get(keyOf(number ?? -1))) ?? Buffer.alloc(0))) intact++;
console.log(JSON.stringify({ stored, refused, intact }));
process.exit(0);
