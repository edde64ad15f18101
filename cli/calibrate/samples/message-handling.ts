import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Component, Io } from '../../../sim/framework/component.ts';
import type { Message } from '../../../sim/framework/message.ts';
import { decodeContent, encodeContent } from '../../../sim/crypto/openssl/content.ts';
import { calls, messageSizes, type Sample, type Work } from '../sample.ts';
import { messageContent } from './message-content.ts';

/** Reading what came off a wire: the decoder that takes nothing but the one right form. */
export const parse: Sample = calls('parse', 'reading a message or packet from its bytes', messageSizes, (size) => {
  const bytes = encodeContent(messageContent(size));
  return () => decodeContent(bytes);
});

const lengthBytes = 4;
/** Connections that each bring one message a turn: a platform serves many things (assumption). */
const connections = 16;

/** Calls back for every frame (its length in four bytes, then its bytes) that a socket brings. */
const eachFrame = (socket: Socket, take: (frame: Uint8Array) => void): void => {
  let held = Buffer.alloc(0);
  socket.on('data', (bytes) => {
    held = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
    let from = 0;
    while (held.length - from >= lengthBytes) {
      const end = from + lengthBytes + held.readUInt32BE(from);
      if (end > held.length) break;
      take(held.subarray(from + lengthBytes, end));
      from = end;
    }
    held = held.subarray(from);
  });
};

const frame = (content: Uint8Array): Buffer => {
  const framed = Buffer.alloc(lengthBytes + content.length);
  framed.writeUInt32BE(content.length);
  framed.set(content, lengthBytes);
  return framed;
};

/** Pairs of ends over the loopback. */
const pairsOfEnds = async (): Promise<{
  readonly ends: readonly (readonly [Socket, Socket])[];
  readonly close: () => Promise<void>;
}> => {
  const server = createServer({ noDelay: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const ends: (readonly [Socket, Socket])[] = [];
  while (ends.length < connections) {
    const accepted = once(server, 'connection') as Promise<[Socket]>;
    const client = connect({ port, host: '127.0.0.1', noDelay: true });
    const [[end]] = await Promise.all([accepted, once(client, 'connect')]);
    ends.push([client, end]);
  }
  return {
    ends,
    close: async () => {
      server.close();
      const closed = once(server, 'close');
      for (const [client, end] of ends) {
        client.destroy();
        end.destroy();
      }
      await closed;
    },
  };
};

/** The component that hears of the messages, and what it does with one. */
export interface Listener {
  // A component's own role and state are known where it is made.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly component: Component<any, any>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly io: Io<any>;
  readonly message: Message;
}

const open = async ({ component, io, message }: Listener): Promise<Work> => {
  const { ends, close } = await pairsOfEnds();
  const state: unknown = component.state(1);
  let expected = 0;
  let others = 0;
  let handled = (): void => undefined;
  for (const [, end] of ends) {
    eachFrame(end, (bytes) => {
      if (!Array.isArray(decodeContent(bytes))) others++;
      component.receive(state, 0, message, io);
      if (--expected === 0) handled();
    });
  }
  const contents = new Map(messageSizes.map((size) => [size, messageContent(size)]));
  const burst = async (size: number, messages: number): Promise<void> => {
    const all = new Promise<void>((resolve) => {
      handled = resolve;
    });
    expected = messages;
    const content = contents.get(size)!;
    for (const [client] of ends.slice(0, messages)) client.write(frame(encodeContent(content)));
    await all;
  };
  return {
    async run(size, times) {
      for (let sent = 0; sent < times; sent += connections) await burst(size, Math.min(connections, times - sent));
      if (others > 0) throw new Error(`handle: ${others} messages were not what was sent`);
    },
    close,
  };
};

/**
 * One message from end to end: encoded, written, read, decoded, heard by a component. Both ends count, because the virtual world
 * charges the handling of a message once, where it arrives.
 */
export const handle = (listener: () => Listener): Sample => ({
  id: 'handle',
  what: `a message over the loopback, one of ${connections} that come together, to a things agent; both ends`,
  sizesBytes: messageSizes,
  clock: 'cpu',
  open: () => open(listener()),
});
