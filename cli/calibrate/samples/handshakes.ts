import { anySize, type Sample, type Work } from '../sample.ts';
import { Loopback, part, type Ends } from './loopback.ts';
import { TlsEnds } from './tls-ends.ts';

/** Opens and parts connections so many times. */
const opening = (loopback: Loopback, go: () => Promise<Ends>): Work => ({
  async run(_size, times) {
    for (let turn = 0; turn < times; turn++) await part(await go());
  },
  close: () => loopback.close(),
});

const plain = async (): Promise<Work> => {
  const loopback = await Loopback.open();
  return opening(loopback, () => loopback.connection());
};

const upgraded = async (): Promise<Work> => {
  const loopback = await Loopback.open();
  return opening(loopback, async () => {
    const ends = await loopback.connection();
    await loopback.upgraded(ends);
    return ends;
  });
};

const tls = async (atNs: number, kind: 'full' | 'resumed'): Promise<Work> => {
  const loopback = await Loopback.open();
  const ends = new TlsEnds(atNs);
  const first = await loopback.connection();
  const ticket = await ends.ticket(first);
  await part(first);
  return opening(loopback, async () => ends.secured(await loopback.connection(), kind === 'full' ? null : ticket));
};

const sample = (id: string, what: string, open: Sample['open']): Sample => ({
  id,
  what,
  sizesBytes: anySize,
  clock: 'cpu',
  open,
});

/** Opening connections over the loopback, both ends in this process; certificates are good around a moment, ns. */
export const handshakes = (atNs: number): readonly Sample[] => [
  sample('connection', 'a TCP connection, opened and closed, both ends', plain),
  sample('upgrade', 'the same with its upgrade to WebSocket', upgraded),
  sample('handshake-full', 'a TCP connection with TLS 1.3, both ends proved by certificate', () => tls(atNs, 'full')),
  sample('handshake-resumed', 'a TCP connection with TLS 1.3 by session ticket', () => tls(atNs, 'resumed')),
];
