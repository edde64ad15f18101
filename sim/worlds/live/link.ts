import type { Carrier } from './carrier.ts';

/**
 * Why a link closed: `broken` where TLS found a record that the peer did not write so, or not in this order; `misframed` where
 * what came was no frame of its carrier, or none that links may carry.
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
/** Time without any sign of life after which a peer is gone, ms. */
export const goneMillis = heartbeat.everyMillis * heartbeat.mostSilent;

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
  /** Pings since the peer gave a sign of life. They are counted, not timed: who stood still itself has not listened. */
  private silent = 0;

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
        this.silent = 0;
        if (!this.isOver) this.owner.came(this, bytes, ++this.taken);
      },
      alive: () => {
        this.silent = 0;
      },
      misframed: () => this.cut('misframed'),
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
    if (this.silent >= heartbeat.mostSilent) {
      this.cut();
      return;
    }
    // Who does not read at the moment cannot hear anybody either.
    if (!this.carrier.isPaused) this.silent++;
    this.carrier.ping();
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
  cut(why: LinkEnd = 'gone'): void {
    if (why !== 'gone') this.why = why;
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
