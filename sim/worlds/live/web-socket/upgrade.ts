import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { nothingSaid } from '../carrier.ts';
import type { LastAnswer, LastFlight } from '../carrier.ts';
import { mostFrameBytes } from '../message-frame.ts';
import { webSocketCarrier } from './web-socket-carrier.ts';

/** Header in which the last flight travels, and the one in which a refusal comes back. */
export const flightHeader = 'x-metarange-flight';
export const refusalHeader = 'x-metarange-refusal';

/** Asks to be let in by an upgrade to WebSocket; 101 accepts, 403 refuses. */
export function askByUpgrade(stream: Duplex, { flight }: LastFlight, answer: LastAnswer): void {
  const socket = new WebSocket('ws://127.0.0.1/', {
    createConnection: () => stream as Socket,
    headers: { [flightHeader]: Buffer.from(flight).toString('base64url') },
    maxPayload: mostFrameBytes,
    perMessageDeflate: false,
    autoPong: false,
  });
  socket.once('open', () => answer.accepted(webSocketCarrier(socket, stream, 'client')));
  socket.on('unexpected-response', (_request, response) => {
    const [control = '', reason = ''] = String(response.headers[refusalHeader] ?? '').split(' ');
    response.destroy();
    // What is no number of a control says nothing.
    const isRight = /^\d{1,2}$/.test(control);
    answer.refused(isRight ? { control: Number(control), reason: Number(reason) } : nothingSaid);
  });
  socket.on('error', () => stream.destroy());
}
