import type { Carrier } from './carrier.ts';

/** Why a link closed: `broken` where TLS found a record that the peer did not write so, or not in this order. */
export type LinkEnd = 'gone' | 'broken';

/** What a link tells the end that it serves. */
export interface LinkOwner {
  /** A frame came; `ordinal` counts those of this direction from 1. */
  came(link: Link, bytes: Buffer, ordinal: number): void;
  /** It has closed, whoever closed it. Called once. */
  closed(link: Link, why: LinkEnd): void;
}

/** Bytes that may wait in one link for a slow reader; beyond, what is sent is dropped (assumption: a second of a busy link). */
const mostWaitingBytes = 1 << 20;
/** Time between two pings, and after which a peer that answers none is gone, ms (assumption). */
export const heartbeat = { everyMillis: 5_000, goneMillis: 15_000 } as const;

/** One connection between two ends: frames in order, in both directions, whatever carries them. */
export class Link {
  /** Number that both ends know it by. */
  readonly id: number;
  /** Whether this end opened it. */
  readonly opened: boolean;
  private readonly carrier: Carrier;
  private readonly owner: LinkOwner;
  private sent = 0;
  private taken = 0;
  /** Something was sent in this turn and has not gone out. */
  private isLoaded = false;
  private isOver = false;
  /** Turn of the process in which it was held last. */
  heldIn = -1;
  private why: LinkEnd = 'gone';
  private heardMillis = performance.now();

  constructor(carrier: Carrier, identity: { readonly id: number; readonly opened: boolean }, owner: LinkOwner) {
    this.carrier = carrier;
    this.id = identity.id;
    this.opened = identity.opened;
    this.owner = owner;
    carrier.stream.on('error', (error: NodeJS.ErrnoException) => {
      if (isBrokenRecord(error)) this.why = 'broken';
    });
    carrier.listen({
      frame: (bytes) => {
        if (!this.isOver) this.owner.came(this, bytes, ++this.taken);
      },
      alive: () => {
        this.heardMillis = performance.now();
      },
      closed: () => this.end(),
    });
  }

  /** Number of this end's direction: 0 from who opened it. */
  get direction(): 0 | 1 {
    return this.opened ? 0 : 1;
  }

  /** Takes a frame to be sent and returns its ordinal; 0 where too much waits already. */
  send(bytes: Uint8Array): number {
    if (this.carrier.waitingBytes > mostWaitingBytes) return 0;
    this.carrier.send(bytes);
    this.isLoaded = true;
    return ++this.sent;
  }

  /** What was sent in this turn goes out together. */
  uncork(): void {
    if (!this.isLoaded) return;
    this.isLoaded = false;
    this.carrier.flush();
    if (this.isOver) this.carrier.close();
  }

  /** Asks the peer for a sign of life, and gives it up when it gave none for too long. */
  beat(): void {
    if (performance.now() - this.heardMillis > heartbeat.goneMillis) this.cut();
    else this.carrier.ping();
  }

  /** Stops or goes on reading. */
  pause(): void {
    this.carrier.pause();
  }

  resume(): void {
    this.carrier.resume();
  }

  /** Closes in good order: what was sent arrives. */
  close(): void {
    if (!this.isLoaded) this.carrier.close();
    this.end();
  }

  /** Breaks it off. */
  cut(): void {
    this.carrier.cut();
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
