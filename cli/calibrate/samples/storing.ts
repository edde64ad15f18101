import { decodeContent, encodeContent } from '../../../sim/crypto/openssl/content.ts';
import type { Sample, Work } from '../sample.ts';
import type { OwnStore } from './own-store.ts';
import { usualMessages, type UsualMessage } from './usual-messages.ts';

/** Records that are read by turns. */
const records = 64;

type Opener = () => Promise<OwnStore>;
type Messages = ReadonlyMap<number, UsualMessage>;

/** Writes records as a storage does, from their content to the disk. */
const writing = async (openStore: Opener, messages: Messages): Promise<Work> => {
  const store = await openStore();
  let record = 0;
  return {
    async run(size, times) {
      for (let turn = 0; turn < times; turn++)
        await store.put(`record ${++record}`, encodeContent(messages.get(size)!.content));
      if ((await store.get(`record ${record}`))?.length !== encodeContent(messages.get(size)!.content).length)
        throw new Error('store: the last record is not there');
    },
    close: () => store.close(),
  };
};

const reading = async (openStore: Opener, messages: Messages): Promise<Work> => {
  const store = await openStore();
  for (const [size, { content }] of messages) {
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
export function storing(openStore: Opener): readonly Sample[] {
  const messages = usualMessages();
  const sample = (id: string, clock: Sample['clock'], work: typeof writing, what: string): Sample => ({
    id,
    what,
    sizesBytes: [...messages.keys()],
    clock,
    open: () => work(openStore, messages),
  });
  return [
    sample(
      'store',
      'cpu',
      writing,
      'a record encoded and written to the embedded store, one at a time: processor time, without the wait for the disk',
    ),
    sample('durable-write', 'wall', writing, 'the same: time until it is on the disk'),
    sample('durable-read', 'wall', reading, 'a record read back and decoded: time that it takes'),
  ];
}
