import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** A connection of somebody who is none of the run: what it was told, and when it was over. */
export interface Stranger {
  readonly socket: Socket;
  /** Bytes that came back. */
  heard(): Buffer;
  readonly closed: Promise<void>;
}

/** Goes to a door and says some bytes. */
export function stranger(port: number, bytes: Uint8Array = new Uint8Array(0)): Stranger {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  const pieces: Buffer[] = [];
  socket.on('data', (piece) => pieces.push(piece));
  socket.on('error', () => socket.destroy());
  if (bytes.length > 0) socket.write(bytes);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return { socket, heard: () => Buffer.concat(pieces), closed };
}

/** Waits until something holds; the test's own time limit ends what never does. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}
