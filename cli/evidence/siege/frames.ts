import type { Socket } from 'node:net';
import { mostFrameBytes } from '../../../sim/worlds/live/message-frame.ts';
import { noise } from './assault.ts';
import type { Assault } from './assault.ts';
import type { Besieged } from './besieged.ts';
import { ask, emptyFlight, frame, goOn, over, upgradeRequest } from './visitor.ts';

/** Comes in where nobody asks who it is, says some frames, and waits for the end. */
async function within(place: Besieged, talk: (socket: Socket) => Promise<void> | void): Promise<void> {
  const gone = await goOn(place, place.approach());
  if (gone === undefined) return;
  await ask(gone.socket, upgradeRequest(emptyFlight(place)));
  await talk(gone.socket);
  await over(gone.socket);
}

/** Whose channel a visitor has taken takes it back: what is long in coming may be cut off before it is whole. */
const longInComing = 0.25;

const saying = (
  name: string,
  bytesOf: (place: Besieged, index: number) => Buffer,
  { visits = 24, refusedFacts = 1 } = {},
): Assault => ({
  name,
  visits,
  quickVisits: Math.min(visits, 8),
  ends: /^$/,
  refusedFacts,
  visit: (place, index) => within(place, (socket) => void socket.write(bytesOf(place, index))),
});

const closing = Buffer.from([0x88, 0x80, 0, 0, 0, 0]);

/** What comes over a link that was accepted, where nobody asks who it is. */
export const frames: readonly Assault[] = [
  saying('frames of random bytes', (place) =>
    Buffer.concat([frame(noise(place, place.random.below(300))), frame(noise(place, 20)), closing]),
  ),
  saying('a message of the right form but for one bit', (place) => {
    const { suite, random } = place;
    const marks: null[] = [];
    const said = suite.encode([0, 0, 1, 2, 3, 0, 1, 0, { quantity: 'temperature', value: 20, at: 0 }, null, marks]);
    const bytes = Buffer.from(said);
    bytes[random.below(bytes.length)]! ^= 1 << random.below(8);
    return Buffer.concat([frame(bytes), closing]);
  }),
  saying('text', () => frame(Buffer.from('{"hello":1}'), { first: 0x81 })),
  saying('frames longer than any', (_place, index) =>
    index % 2 === 0 ? frame(Buffer.alloc(mostFrameBytes + 1)) : frame(Buffer.alloc(0), { length: 2 ** 40 }),
  ),
  saying('opcodes, bits and control frames that do not exist', (place, index) => {
    const wrong = [
      frame(Buffer.alloc(4), { first: 0x83 + (index % 5) }),
      frame(Buffer.alloc(4), { first: 0xc2 }),
      frame(Buffer.alloc(200), { first: 0x89 }),
      frame(Buffer.alloc(4), { masked: false }),
      frame(Buffer.alloc(4), { first: 0x80 }),
      frame(noise(place, 60), { first: 0x88 }),
    ];
    return wrong[index % wrong.length]!;
  }),
  saying(
    'a message in endless pieces',
    () =>
      Buffer.concat([
        frame(Buffer.alloc(1), { first: 0x02 }),
        ...Array.from({ length: 30_000 }, () => frame(Buffer.alloc(1), { first: 0 })),
      ]),
    { visits: 6, refusedFacts: longInComing },
  ),
  {
    name: 'pings without end, and no answer read',
    visits: 4,
    quickVisits: 2,
    together: 2,
    ends: /^$/,
    refusedFacts: longInComing,
    visit: (place) =>
      within(place, async (socket) => {
        socket.pause();
        const many = Buffer.concat(Array.from({ length: 500 }, () => frame(Buffer.alloc(125), { first: 0x89 })));
        while (!socket.destroyed) {
          if (!socket.write(many))
            await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), over(socket)]);
          await new Promise(setImmediate);
        }
      }),
  },
  {
    name: 'slow: half a frame, and then nothing, not even an answer to a ping',
    visits: 6,
    quickVisits: 3,
    together: 6,
    ends: /^$/,
    visit: (place) => within(place, (socket) => void socket.write(frame(Buffer.alloc(200)).subarray(0, 60))),
  },
];
