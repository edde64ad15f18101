import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { LinkProxy } from '../link-proxy.ts';
import type { ProxyOptions } from '../link-proxy.ts';

/** A server behind a proxy, and connections through it: for tests, on the loopback. */
export interface Bench {
  readonly proxy: LinkProxy;
  /** Port of the proxy. */
  readonly port: number;
  /** A new connection through the proxy: its near end and, once it is there, its far end. */
  readonly pair: () => Promise<{ readonly near: Socket; readonly far: Socket }>;
  readonly close: () => Promise<void>;
}

/** Opens a bench. A far end does nothing by itself. */
export async function tcpBench(options: Omit<ProxyOptions, 'target'> = {}): Promise<Bench> {
  const server: Server = createServer({ allowHalfOpen: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  const proxy = new LinkProxy({ ...options, target: { host: '127.0.0.1', port: address.port } });
  const port = await proxy.listen();
  const sockets: Socket[] = [];
  const pair = async (): Promise<{ near: Socket; far: Socket }> => {
    const arriving = once(server, 'connection') as Promise<[Socket]>;
    const near = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    await once(near, 'connect');
    const [far] = await arriving;
    // A broken connection is what tests bring about; what they expect of it they ask for themselves.
    for (const socket of [near, far]) socket.on('error', () => {});
    sockets.push(near, far);
    return { near, far };
  };
  const close = async (): Promise<void> => {
    await proxy.close();
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((closed) => server.close(() => closed()));
  };
  return { proxy, port, pair, close };
}

/** All bytes of a socket up to its end; the socket can still be written to. */
export function bytesOf(socket: Socket): Promise<Buffer> {
  const parts: Buffer[] = [];
  socket.on('data', (part: Buffer) => parts.push(part));
  return new Promise((all, broken) => {
    socket.once('end', () => all(Buffer.concat(parts)));
    socket.once('error', broken);
  });
}

/** Reads a socket until it closes, and tells whether it broke. */
export function closeOf(socket: Socket): Promise<'broken' | 'ended'> {
  socket.on('error', () => {});
  socket.resume();
  return new Promise((closed) => socket.once('close', (hadError) => closed(hadError ? 'broken' : 'ended')));
}
