// @ts-check
/**
 * A process that fills a store until it is refused, and prints what it met: which records were stored, how many were refused and
 * why, and how many of the stored ones can be read. With a ballast file it then makes room by removing that, writes and erases
 * again, opens the store anew and reads all once more. Words: folder of the compiled stores, file of the store, most records,
 * ballast file.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyOf, recordOf } from './numbered-record.mjs';

const [stores = '', file = '', most = '0', ballast = ''] = process.argv.slice(2);
const { EmbeddedEngine } = await import(join(stores, 'embedded-engine.js'));
const { GroupedMedium } = await import(join(stores, 'grouped-medium.js'));
const open = async () => new GroupedMedium(await EmbeddedEngine.open(file));

if (ballast !== '') writeFileSync(ballast, Buffer.alloc(2_400_000));
let medium = await open();
/** @type {number[]} */
const stored = [];
/** @type {Record<string, number>} */
const refused = {};
for (let first = 0; first < Number(most); first += 16) {
  const numbers = Array.from({ length: 16 }, (_, index) => first + index);
  const outcomes = await Promise.allSettled(numbers.map((number) => medium.put(keyOf(number), recordOf(number))));
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.status === 'fulfilled') stored.push(first + index);
    else refused[outcome.reason.failure] = (refused[outcome.reason.failure] ?? 0) + 1;
  }
}

const countIntact = async () => {
  let intact = 0;
  for (const number of stored) {
    const bytes = await medium.get(keyOf(number));
    if (bytes !== undefined && recordOf(number).equals(bytes)) intact++;
  }
  return intact;
};
const result = { stored, refused, intact: await countIntact(), intactAfter: -1 };
if (ballast !== '') {
  rmSync(ballast);
  await medium.put('room', recordOf(7));
  await medium.erase('room');
  await medium.close();
  medium = await open();
  result.intactAfter = await countIntact();
}
console.log(JSON.stringify(result));
process.exit(0);
