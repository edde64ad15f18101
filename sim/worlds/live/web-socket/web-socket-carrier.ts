import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import type { Carrier } from '../carrier.ts';
import { FrameBatch } from './frame-batch.ts';

/** Frames as messages of WebSocket. */
export function webSocketCarrier(socket: WebSocket, stream: Duplex, side: 'client' | 'server'): Carrier {
  const outgoing = new FrameBatch(side === 'client');
  return {
    stream,
    get waitingBytes() {
      return socket.bufferedAmount + outgoing.waitingBytes;
    },
    listen: ({ frame, alive, closed }) => {
      socket.on('message', (bytes, isBinary) => {
        if (isBinary) frame(bytes as Buffer);
        else socket.terminate();
      });
      socket.on('pong', alive);
      socket.on('close', closed);
      // What went wrong is the peer's doing or the network's; `close` follows in any case.
      socket.on('error', () => socket.terminate());
    },
    send: (bytes) => outgoing.add(bytes),
    flush: () => {
      const bytes = outgoing.taken();
      // After a closing frame, which the library may have answered by itself, nothing more is said.
      if (socket.readyState === WebSocket.OPEN) stream.write(bytes);
    },
    ping: () => socket.ping(),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close: () => socket.close(),
    cut: () => socket.terminate(),
  };
}
