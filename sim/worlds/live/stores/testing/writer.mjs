// @ts-check
/**
 * A process that keeps many writes in flight on one store until it is killed, and tells its parent of each when it begins and
 * when it is acknowledged. Words: folder of the compiled stores, file of the store, number of the first record.
 */
import { join } from 'node:path';
import { keyOf, recordOf } from './numbered-record.mjs';

const [stores = '', file = '', first = '0'] = process.argv.slice(2);
const { EmbeddedEngine } = await import(join(stores, 'embedded-engine.js'));
const { GroupedMedium } = await import(join(stores, 'grouped-medium.js'));

const medium = new GroupedMedium(await EmbeddedEngine.open(file));
let next = Number(first);

const write = async () => {
  for (;;) {
    const number = next++;
    process.send?.({ begun: number });
    await medium.put(keyOf(number), recordOf(number));
    process.send?.({ stored: number });
    if (number % 25 !== 3) continue;
    process.send?.({ erasing: number });
    await medium.erase(keyOf(number));
    process.send?.({ erased: number });
  }
};
await Promise.all(Array.from({ length: 128 }, write));
