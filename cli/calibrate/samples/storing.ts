import { decodeContent, encodeContent } from '../../../sim/crypto/openssl/content.ts';
import type { DurableStore } from '../durable-log.ts';
import { messageSizes, type Sample, type Work } from '../sample.ts';
import { messageContent } from './message-content.ts';

/** Records that are read by turns. */
const records = 64;

type Opener = () => Promise<DurableStore>;

const contents = () => new Map(messageSizes.map((size) => [size, messageContent(size)]));

/** Writes records as a storage does, from their content to the disk. */
const writing = async (openStore: Opener): Promise<Work> => {
  const store = await openStore();
  const written = contents();
  let record = 0;
  return {
    async run(size, times) {
      for (let turn = 0; turn < times; turn++) await store.put(`record ${++record}`, encodeContent(written.get(size)!));
      if ((await store.get(`record ${record}`))?.length !== size)
        throw new Error('store: the last record is not there');
    },
    close: () => store.close(),
  };
};

const reading = async (openStore: Opener): Promise<Work> => {
  const store = await openStore();
  for (const [size, content] of contents()) {
    const bytes = encodeContent(content);
    for (let record = 0; record < records; record++) await store.put(`${size}/${record}`, bytes);
  }
  let turns = 0;
  return {
    async run(size, times) {
      for (let turn = 0; turn < times; turn++) {
        const bytes = await store.get(`${size}/${turns++ % records}`);
        if (bytes === undefined || !Array.isArray(decodeContent(bytes)))
          throw new Error('store: a record is not what was put there');
      }
    },
    close: () => store.close(),
  };
};

/** Keeping records: what it costs the processor, and how long a write and a read take until they are done. */
export const storing = (openStore: Opener): readonly Sample[] => [
  {
    id: 'store',
    what: 'a record encoded, written and on the disk: processor time, without the wait',
    sizesBytes: messageSizes,
    clock: 'cpu',
    open: () => writing(openStore),
  },
  {
    id: 'durable-write',
    what: 'the same: time until it is durable',
    sizesBytes: messageSizes,
    clock: 'wall',
    open: () => writing(openStore),
  },
  {
    id: 'durable-read',
    what: 'a record read back and decoded: time that it takes',
    sizesBytes: messageSizes,
    clock: 'wall',
    open: () => reading(openStore),
  },
];
