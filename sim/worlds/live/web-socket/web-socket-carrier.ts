import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Carrier } from '../carrier.ts';

/** Frames as messages of WebSocket. */
export function webSocketCarrier(socket: WebSocket, stream: Duplex): Carrier {
  return {
    stream,
    get waitingBytes() {
      return socket.bufferedAmount;
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
    send: (bytes) => socket.send(bytes, { binary: true }),
    ping: () => socket.ping(),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close: () => socket.close(),
    cut: () => socket.terminate(),
  };
}
