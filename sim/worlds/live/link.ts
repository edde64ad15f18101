import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { FrameBatch } from './frame-batch.ts';

/**
 * Why a link closed: `broken` where TLS found a record that the peer did not write so, or not in this order; `misframed` where
 * what came was no frame of WebSocket, or none that links may carry.
 */
export type LinkEnd = 'gone' | 'broken' | 'misframed';

/** What a link tells the end that it serves. */
export interface LinkOwner {
  /** A frame came; `ordinal` counts those of this direction from 1. */
  came(link: Link, bytes: Buffer, ordinal: number): void;
  /** It has closed, whoever closed it. Called once. */
  closed(link: Link, why: LinkEnd): void;
}

/** Bytes that may wait in one link for a slow reader; beyond, what is sent is dropped (assumption: a second of a busy link). */
const mostWaitingBytes = 1 << 20;
/** Time between two pings, ms, and how many in a row a peer leaves without any sign of life before it is gone (assumptions). */
export const heartbeat = { everyMillis: 5_000, mostSilent: 3 } as const;

/** One connection between two ends over WebSocket: frames in order, in both directions. */
export class Link {
  /** Number that both ends know it by. */
  readonly id: number;
  /** Whether this end opened it. */
  readonly opened: boolean;
  readonly stream: Duplex;
  private readonly socket: WebSocket;
  private readonly owner: LinkOwner;
  private sent = 0;
  private taken = 0;
  private readonly outgoing: FrameBatch;
  private isOver = false;
  /** Turn of the process in which it was held last. */
  heldIn = -1;
  private why: LinkEnd = 'gone';
  /** Pings since the peer gave a sign of life. They are counted, not timed: who stood still itself has not listened. */
  private silent = 0;

  constructor(
    socket: WebSocket,
    stream: Duplex,
    identity: { readonly id: number; readonly opened: boolean },
    owner: LinkOwner,
  ) {
    this.socket = socket;
    this.stream = stream;
    this.id = identity.id;
    this.opened = identity.opened;
    this.owner = owner;
    this.outgoing = new FrameBatch(identity.opened);
    socket.on('message', (bytes, isBinary) => {
      if (!isBinary) this.cut('misframed');
      else if (!this.isOver) {
        this.silent = 0;
        this.owner.came(this, bytes as Buffer, ++this.taken);
      }
    });
    socket.on('pong', () => {
      this.silent = 0;
    });
    socket.on('ping', (bytes) => {
      // Who asks and asks, and reads no answer, would have answers pile up here.
      if (socket.bufferedAmount > mostWaitingBytes) this.cut('misframed');
      else socket.pong(bytes);
    });
    socket.on('close', () => this.end());
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (isBrokenRecord(error)) this.why = 'broken';
    });
    // What went wrong is the peer's doing or the network's; `close` follows in any case.
    socket.on('error', (error: NodeJS.ErrnoException) =>
      this.cut(error.code?.startsWith('WS_ERR_') === true ? 'misframed' : this.why),
    );
  }

  /** Number of this end's direction: 0 from who opened it. */
  get direction(): 0 | 1 {
    return this.opened ? 0 : 1;
  }

  /** Sends a frame and returns its ordinal; 0 where too much waits already. */
  send(bytes: Uint8Array): number {
    if (this.socket.bufferedAmount + this.outgoing.waitingBytes > mostWaitingBytes) return 0;
    this.outgoing.add(bytes);
    return ++this.sent;
  }

  /** What was sent in this turn goes out together. */
  uncork(): void {
    if (this.outgoing.waitingBytes === 0) return;
    const bytes = this.outgoing.taken();
    // After a closing frame, which the library may have answered by itself, nothing more is said.
    if (this.socket.readyState === WebSocket.OPEN) this.stream.write(bytes);
    if (this.isOver) this.socket.close();
  }

  /** Asks the peer for a sign of life, and gives it up when it gave none for too long. */
  beat(): void {
    if (this.silent >= heartbeat.mostSilent) {
      this.cut();
      return;
    }
    // Who does not read at the moment cannot hear anybody either.
    if (!this.socket.isPaused) this.silent++;
    this.socket.ping();
  }

  /** Stops or goes on reading. */
  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  /** Closes in good order: what was sent arrives. */
  close(): void {
    if (this.outgoing.waitingBytes === 0) this.socket.close();
    this.end();
  }

  /** Breaks it off. */
  cut(why: LinkEnd = 'gone'): void {
    if (why !== 'gone') this.why = why;
    this.socket.terminate();
    this.end();
  }

  private end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.owner.closed(this, this.why);
  }
}

/** What this end's own TLS stack found wrong; an alert is what the other end found. */
const isBrokenRecord = ({ code = '' }: NodeJS.ErrnoException): boolean =>
  code.startsWith('ERR_SSL_') && !code.includes('ALERT');
