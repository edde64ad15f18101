import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { protocolName, type ServerMessage } from '../live/protocol.ts';
import { socketRefusal, type DoorSetting } from './door.ts';
import { FeedLine } from './feed-line.ts';
import { messageBytes, pageMessage } from './page-message.ts';
import type { ServerCounts } from './prometheus.ts';
import type { RunRecord } from './run-record.ts';
import type { Runs, ServerLog } from './runs.ts';

/** Milliseconds between two times that frames are sent. */
const pumpMillis = 100;
/** Milliseconds after which a page that does not answer a ping is given up. */
const heartbeatMillis = 15_000;
/** Milliseconds that a page has to say goodbye. */
const goodbyeMillis = 500;
/** Pages at once. */
const mostPages = 16;
/** Messages that a page may send in a second. */
const mostMessages = 20;

/** What the sockets of a server need. */
export interface SocketSetting {
  readonly door: DoorSetting;
  readonly record: RunRecord;
  readonly runs: Runs;
  readonly log: ServerLog;
  readonly counts: ServerCounts;
  readonly hello: ServerMessage;
}

interface PageSocket {
  readonly socket: WebSocket;
  readonly line: FeedLine;
  readonly forget: () => void;
  alive: boolean;
  messages: number;
}

const refusalCodes = { host: 421, origin: 403, token: 401, full: 503 } as const;

/** The sockets of all pages: who may have one, what they are told, and what they may ask for. */
export class PageSockets {
  private readonly setting: SocketSetting;
  private readonly pages = new Set<PageSocket>();
  private readonly server: WebSocketServer;
  private readonly timers: readonly NodeJS.Timeout[];

  constructor(setting: SocketSetting) {
    this.setting = setting;
    this.server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      maxPayload: messageBytes,
      maxFragments: 16,
      maxBufferedChunks: 64,
      perMessageDeflate: false,
      handleProtocols: () => protocolName,
    });
    this.timers = [
      setInterval(() => this.pump(), pumpMillis),
      setInterval(() => this.allowance(), 1000),
      setInterval(() => this.heartbeat(), heartbeatMillis),
    ];
  }

  /** Lets a visitor have a socket, or turns it away with a status line and nothing else. */
  admit(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const { door, counts, log } = this.setting;
    const why = socketRefusal(request.headers, door) ?? (this.pages.size >= mostPages ? 'full' : null);
    socket.on('error', () => socket.destroy());
    if (why === null && new URL(request.url ?? '/', 'http://localhost').pathname === '/feed') {
      this.server.handleUpgrade(request, socket, head, (opened) => this.open(opened));
      return;
    }
    counts.refused.inc({ why: why ?? 'path' });
    log.warn({ why: why ?? 'path' }, 'a socket was refused');
    socket.end(
      `HTTP/1.1 ${why === null ? 404 : refusalCodes[why]} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    );
  }

  /** Tells every page that the server ends; one that does not answer in time is cut off. */
  async close(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    const gone = [...this.pages].map(async ({ socket, forget }) => {
      forget();
      const closed = once(socket, 'close');
      socket.close(1001, 'the server ends');
      const cut = setTimeout(() => socket.terminate(), goodbyeMillis);
      await closed;
      clearTimeout(cut);
    });
    await Promise.all(gone);
    this.server.close();
  }

  private open(socket: WebSocket): void {
    const { record, counts, log, hello } = this.setting;
    const line = new FeedLine(record, {
      get bufferedAmount() {
        return socket.bufferedAmount;
      },
      send: (text) => socket.send(text),
    });
    const page: PageSocket = { socket, line, forget: record.listen(line), alive: true, messages: 0 };
    this.pages.add(page);
    counts.pages.set(this.pages.size);
    log.info({ pages: this.pages.size }, 'a page is connected');
    socket.on('pong', () => {
      page.alive = true;
    });
    socket.on('message', (data, isBinary) => this.hear(page, isBinary ? null : String(data as Buffer)));
    // A fault of the protocol (too large, not UTF-8, no frame) closes the socket; the reason is in the close code.
    socket.on('error', () => counts.messages.inc({ verdict: 'malformed' }));
    socket.on('close', (code) => {
      page.forget();
      this.pages.delete(page);
      counts.restarts.inc(page.line.restarts);
      counts.pages.set(this.pages.size);
      log.info({ pages: this.pages.size, code }, 'a page is gone');
    });
    line.say(hello);
    line.pump();
  }

  private hear(page: PageSocket, text: string | null): void {
    const { runs, counts, log } = this.setting;
    page.messages++;
    if (page.messages > mostMessages) {
      counts.messages.inc({ verdict: 'too many' });
      page.socket.close(1008, 'too many messages');
      return;
    }
    const message = text === null ? null : pageMessage(text);
    counts.messages.inc({ verdict: message === null ? 'refused' : 'taken' });
    if (message === null) {
      page.socket.close(1008, 'not a message of this protocol');
      return;
    }
    if (message.t === 'stop') runs.stop();
    else if (message.t === 'pace') runs.pace(message.pace);
    else {
      const fault = runs.start(message.run);
      log.info(
        { scenario: message.run.scenario, profile: message.run.profile, fault: fault?.what ?? null },
        'a run was asked for',
      );
      page.line.say({ t: 'answer', order: message.order, fault });
      page.line.pump();
    }
  }

  private pump(): void {
    for (const { socket, line } of this.pages) if (socket.readyState === WebSocket.OPEN) line.pump();
  }

  private allowance(): void {
    for (const page of this.pages) page.messages = 0;
  }

  private heartbeat(): void {
    for (const page of this.pages) {
      if (!page.alive) page.socket.terminate();
      page.alive = false;
      if (page.socket.readyState === WebSocket.OPEN) page.socket.ping();
    }
  }
}
