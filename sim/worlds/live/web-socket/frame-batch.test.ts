import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { FrameBatch } from './frame-batch.ts';

/** Lengths on both sides of where a frame's head grows. */
const lengths = [0, 1, 125, 126, 127, 65_535, 65_536, 70_000];
const contents = lengths.map((length) => Buffer.from(Array.from({ length }, (_, at) => (at * 7 + length) & 0xff)));

/** What a WebSocket of the library hears of a batch that is written to its other end. */
async function heardBy(side: 'server' | 'client'): Promise<readonly Buffer[]> {
  const web = createServer();
  const sockets = new WebSocketServer({ server: web, perMessageDeflate: false });
  web.listen(0, '127.0.0.1');
  await once(web, 'listening');
  const { port } = web.address() as AddressInfo;
  const accepted = once(sockets, 'connection') as Promise<[WebSocket, { readonly socket: Socket }]>;
  const stream = connect({ port, host: '127.0.0.1' });
  const client = new WebSocket(`ws://127.0.0.1:${port}`, { createConnection: () => stream, perMessageDeflate: false });
  await once(client, 'open');
  const [served, request] = await accepted;
  const [hearing, writing] = side === 'server' ? [served, stream] : [client, request.socket];
  const heard: Buffer[] = [];
  const all = new Promise<void>((resolve) => {
    hearing.on('message', (bytes, isBinary) => {
      expect(isBinary).toBe(true);
      if (heard.push(bytes as Buffer) === contents.length) resolve();
    });
    hearing.on('error', () => resolve());
  });
  const batch = new FrameBatch(side === 'server');
  for (const content of contents) batch.add(content);
  expect(batch.waitingBytes).toBeGreaterThan(contents.reduce((sum, { length }) => sum + length, 0));
  writing.write(batch.taken());
  expect(batch.waitingBytes).toBe(0);
  await all;
  client.terminate();
  sockets.close();
  web.close();
  return heard;
}

test.each(['server', 'client'] as const)(
  'a %s of the library hears every frame of a batch, to the letter',
  async (side) => {
    expect(await heardBy(side)).toEqual(contents);
  },
);

test('frames of two batches do not mix', () => {
  const batch = new FrameBatch(false);
  batch.add(Buffer.from('one'));
  const first = batch.taken();
  batch.add(Buffer.from('two'));
  expect([first.subarray(2).toString(), batch.taken().subarray(2).toString()]).toEqual(['one', 'two']);
});
