import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import type { Carrier } from '../carrier.ts';
import { FrameBatch } from './frame-batch.ts';

/** Answers to pings that may wait for who does not read them, bytes (assumption: as of all that waits in a link). */
const mostUnreadBytes = 1 << 20;

/** Frames as messages of WebSocket. */
export function webSocketCarrier(socket: WebSocket, stream: Duplex, side: 'client' | 'server'): Carrier {
  const outgoing = new FrameBatch(side === 'client');
  return {
    stream,
    get waitingBytes() {
      return socket.bufferedAmount + outgoing.waitingBytes;
    },
    get isPaused() {
      return socket.isPaused;
    },
    listen: ({ frame, alive, misframed, closed }) => {
      socket.on('message', (bytes, isBinary) => {
        if (isBinary) frame(bytes as Buffer);
        else misframed();
      });
      socket.on('pong', alive);
      socket.on('ping', (bytes) => {
        // Who asks and asks, and reads no answer, would have answers pile up here.
        if (socket.bufferedAmount > mostUnreadBytes) misframed();
        else socket.pong(bytes);
      });
      socket.on('close', closed);
      // What went wrong is the peer's doing or the network's; `close` follows in any case.
      socket.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code?.startsWith('WS_ERR_') === true) misframed();
        else socket.terminate();
      });
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
