import type { Duplex } from 'node:stream';
import type { AedesPublishPacket, Client, ConnectPacket, PublishPacket, Subscription } from 'aedes';
import type { Carrier, CarrierListener, RefusedBy } from '../carrier.ts';
import { BoundedStream } from './bounded-stream.ts';
import { topicOf } from './topics.ts';

/** Somebody at the door of an IoT platform who is to speak MQTT, and what becomes of it there. */
export interface Visitor {
  /** The name that it claimed: under it alone it may connect, and at that name's topics speak and listen. */
  readonly name: string;
  /** Judges its last flight; undefined lets it in. */
  readonly asked: (flight: Buffer) => RefusedBy | undefined;
  /** It was let in and listens: it may speak and be spoken to. */
  readonly listens: (carrier: Carrier) => void;
  /** It did what nobody does who speaks as agreed, and was cut off. */
  readonly misbehaved: () => void;
}

/** One client of the broker, and the frames of its link as packets of MQTT. */
export class BrokerSession implements Carrier {
  readonly stream: Duplex;
  readonly bounded: BoundedStream;
  readonly visitor: Visitor;
  client!: Client;
  private readonly up: string;
  private readonly down: string;
  private listener: CarrierListener | null = null;
  private state: 'new' | 'connected' | 'listening' | 'over' = 'new';
  private readonly outgoing: Buffer[] = [];
  /** Bytes that the broker has not handed to the stream yet. */
  private underwayBytes = 0;
  isPaused = false;
  /** While it is paused the broker is not told that it may go on, and so reads no more. */
  private held: (() => void)[] = [];

  constructor(stream: Duplex, visitor: Visitor) {
    this.stream = stream;
    this.visitor = visitor;
    this.up = topicOf(visitor.name, 'there');
    this.down = topicOf(visitor.name, 'back');
    this.bounded = new BoundedStream(stream, () => this.listener?.alive());
    stream.once('close', () => {
      this.state = 'over';
      this.listener?.closed();
    });
  }

  // --- what the broker asks ------------------------------------------------------------------------------------

  /** Once, under its own name, with nothing that would outlive the connection. */
  mayConnect({ protocolVersion, clean, will, username }: ConnectPacket): boolean {
    const may = this.state === 'new' && protocolVersion === 4 && clean && !will && username === this.visitor.name;
    this.state = 'connected';
    return may || this.misbehaves();
  }

  /** Its own topic and no other, least of all many at once. */
  maySubscribe({ topic, qos }: Subscription): boolean {
    return (this.state !== 'over' && topic === this.down && qos === 0) || this.misbehaves();
  }

  /** A packet came up: `taken` lets the broker go on reading. */
  published({ topic, qos, retain, payload }: PublishPacket | AedesPublishPacket, taken: () => void): void {
    const may = this.state === 'listening' && topic === this.up && qos === 0 && !retain;
    if (!may || this.listener === null) {
      this.misbehaves();
      return;
    }
    this.listener.frame(Buffer.from(payload));
    if (this.isPaused) this.held.push(taken);
    else taken();
  }

  listens(): void {
    if (this.state !== 'connected') return;
    this.state = 'listening';
    this.visitor.listens(this);
  }

  /** The broker gave it up. What the system or the network did has a code; the rest is the client's doing. */
  failed({ code }: NodeJS.ErrnoException): void {
    if (code === undefined && !this.client.closed) this.misbehaves();
  }

  turnAway(words: Buffer): void {
    this.bounded.end(words);
  }

  private misbehaves(): false {
    if (this.state !== 'over') {
      this.state = 'over';
      this.visitor.misbehaved();
    }
    this.bounded.destroy();
    return false;
  }

  // --- what the link asks --------------------------------------------------------------------------------------

  get waitingBytes(): number {
    return this.underwayBytes + this.bounded.writableLength + this.stream.writableLength;
  }

  listen(listener: CarrierListener): void {
    this.listener = listener;
  }

  send(bytes: Uint8Array): void {
    const payload = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.outgoing.push(payload);
    this.underwayBytes += payload.length;
  }

  flush(): void {
    for (const payload of this.outgoing.splice(0)) {
      this.client.publish({ cmd: 'publish', topic: this.down, payload, qos: 0, dup: false, retain: false }, () => {
        this.underwayBytes -= payload.length;
      });
    }
  }

  /** It is for clients to ping. */
  ping(): void {}

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
    for (const taken of this.held.splice(0)) taken();
  }

  close(): void {
    // Behind what the broker has been given and not written yet.
    setImmediate(() => this.bounded.end());
  }

  cut(): void {
    this.bounded.destroy();
  }
}
