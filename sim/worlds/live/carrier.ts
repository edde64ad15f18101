import type { Duplex } from 'node:stream';

/** Who hears what a carrier brings. */
export interface CarrierListener {
  readonly frame: (bytes: Buffer) => void;
  /** The peer gave a sign of life. */
  readonly alive: () => void;
  /** What came was no frame of the carrier, or none that links may carry. */
  readonly misframed: () => void;
  readonly closed: () => void;
}

/** What carries the frames of a link over a stream, whole and in order; of its protocol nothing shows. */
export interface Carrier {
  readonly stream: Duplex;
  /** Bytes that wait for a slow reader. */
  readonly waitingBytes: number;
  /** Whether it has been asked not to read for a while. */
  readonly isPaused: boolean;
  /** Begins to bring what comes; called once. */
  listen(listener: CarrierListener): void;
  /** Takes a frame, which goes out with all others at the next `flush`. */
  send(bytes: Uint8Array): void;
  flush(): void;
  /** Asks the peer for a sign of life, where that is for this end to do. */
  ping(): void;
  pause(): void;
  resume(): void;
  /** Closes in good order: what was sent arrives. */
  close(): void;
  cut(): void;
}

/** The last step of an opening, from who called: what it shows, and under which name. */
export interface LastFlight {
  /** The name that it claims. */
  readonly name: string;
  /** Number of the link. */
  readonly link: number;
  readonly flight: Uint8Array;
}

/** By which control, in numbers, and why somebody was refused; zeros say nothing. */
export interface RefusedBy {
  readonly control: number;
  readonly reason: number;
}

/** Says nothing of why. */
export const nothingSaid: RefusedBy = { control: 0, reason: 0 };

/** What becomes of the last step. A stream that only closes answers nothing. */
export interface LastAnswer {
  accepted(carrier: Carrier): void;
  refused(by: RefusedBy): void;
}
