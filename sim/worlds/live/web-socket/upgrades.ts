import { createServer as createWeb, STATUS_CODES } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Carrier, RefusedBy } from '../carrier.ts';
import { mostFrameBytes } from '../message-frame.ts';
import { flightHeader, refusalHeader } from './upgrade.ts';
import { webSocketCarrier } from './web-socket-carrier.ts';

/** An answer to who asks to be let in. */
export interface UpgradeAnswer {
  readonly accept: (accepted: (carrier: Carrier) => void) => void;
  /** In words that say no more than the numbers; none where the channel is being opened from here. */
  readonly refuse: (by: RefusedBy | null) => void;
}

/** The HTTP side of a door: hears the last flight in the upgrade to WebSocket, and answers it. */
export class Upgrades {
  private readonly web = createWeb({ maxHeaderSize: 16 * 1024 });
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: mostFrameBytes,
    perMessageDeflate: false,
    // Links answer pings themselves, so that answers nobody reads cannot pile up.
    autoPong: false,
  });

  /** `others` are those who speak plain HTTP here, or no HTTP at all: they get nothing. */
  constructor(
    asked: (stream: Duplex, flight: Buffer, answer: UpgradeAnswer) => void,
    others: (stream: Duplex) => void,
  ) {
    this.web.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
      const flight = Buffer.from(String(request.headers[flightHeader] ?? ''), 'base64url');
      asked(stream, flight, {
        accept: (accepted) =>
          this.sockets.handleUpgrade(request, stream, head, (socket) =>
            accepted(webSocketCarrier(socket, stream, 'server')),
          ),
        refuse: (by) => turnAway(stream, by),
      });
    });
    for (const asks of ['request', 'checkContinue', 'checkExpectation', 'connect'] as const)
      this.web.on(asks, (request: IncomingMessage) => others(request.socket));
    this.web.on('clientError', (_error, stream) => others(stream));
  }

  admit(stream: Duplex): void {
    this.web.emit('connection', stream);
  }
}

function turnAway(stream: Duplex, by: RefusedBy | null): void {
  const reason = by === null ? '' : `${refusalHeader}: ${by.control} ${by.reason}\r\n`;
  stream.end(`HTTP/1.1 403 ${STATUS_CODES[403]}\r\nconnection: close\r\ncontent-length: 0\r\n${reason}\r\n`);
}
