import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { ProxiedLink } from './proxied-link.ts';
import type { PreambleLength } from './unit-cutter.ts';
import { plainWire } from './way-through.ts';
import type { WireShape } from './way-through.ts';
import type { WireAct, WireHand } from './wire-hand.ts';
import type { Way } from './units.ts';
import { listenOn } from '../listen-on.ts';

/** Most connections at once; one more is reset (assumption: several times what the nodes of a live run open). */
const mostLinks = 1024;

/** Where a proxy stands, and whom it serves. */
export interface ProxyOptions {
  readonly target: { readonly host: string; readonly port: number };
  /** How to tell what passes before TLS or the HTTP upgrade; by default nothing does. */
  readonly preambleLength?: PreambleLength;
  /** Hears of each message in clear that came or left. */
  readonly told?: (act: WireAct) => void;
}

/**
 * A proxy on the path of links, on the loopback: whoever connects to its port reaches the target through the hands that are on
 * the wire. In clear they see whole messages, and can alter, drop, delay, replay and write them; of TLS they see records, and
 * what they do to those TLS judges. The wire itself can be cut, stalled, slowed and narrowed. What waits in it is bounded.
 *
 *   initiator ──▶ port │ units ─▶ hand ─▶ queue ─▶ │ ──▶ target
 */
export class LinkProxy {
  private readonly server: Server;
  private readonly options: ProxyOptions;
  private readonly standing = new Set<ProxiedLink>();
  private hand: WireHand | null = null;
  private shape: WireShape = plainWire;
  private readonly stalled = new Set<Way>();
  private isCut = false;
  private counted = 0;
  private afterLast: (() => void) | null = null;

  constructor(options: ProxyOptions) {
    this.options = options;
    this.server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => this.connected(near));
  }

  /** Begins to listen on a free port of the loopback, and gives its number. Rejects with the system's error. */
  listen(): Promise<number> {
    return listenOn(this.server, 0);
  }

  get links(): ReadonlySet<ProxiedLink> {
    return this.standing;
  }

  /** Bytes of all links that wait in this process. */
  get heldBytes(): number {
    let bytes = 0;
    for (const link of this.standing) bytes += link.heldBytes;
    return bytes;
  }

  /** Puts a hand on the wire, of links that stand and that come; null takes it off. */
  put(hand: WireHand | null): void {
    this.hand = hand;
  }

  /** Adds time and narrows the wire from now on. Throws RangeError for what no wire does. */
  bend(shape: Partial<WireShape>): void {
    const bent = { ...this.shape, ...shape };
    if (!(bent.delayMillis >= 0 && bent.delayMillis < Infinity))
      throw new RangeError(`a delay of ${bent.delayMillis} ms`);
    if (!(bent.bytesPerSecond > 0))
      throw new RangeError(`a bandwidth of ${bent.bytesPerSecond} bytes/s: stall it instead`);
    this.shape = bent;
  }

  /** Nothing passes in a direction, and neither end is told: the sender's buffers fill, and it has to wait. */
  stall(way: Way): void {
    this.stalled.add(way);
    for (const link of this.standing) link.stall(way);
  }

  resume(way: Way): void {
    this.stalled.delete(way);
    for (const link of this.standing) link.resume(way);
  }

  /** Cuts the wire: standing links are reset, and so is who comes, until it is healed. */
  cut(): void {
    this.isCut = true;
    for (const link of this.standing) link.cut();
  }

  heal(): void {
    this.isCut = false;
  }

  /** Takes everything down; resolves once no socket is left. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.cut();
    await closed;
    if (this.standing.size > 0) await new Promise<void>((resolve) => (this.afterLast = resolve));
  }

  private connected(near: Socket): void {
    if (this.isCut || this.standing.size >= mostLinks) {
      near.on('error', () => {});
      near.resetAndDestroy();
      return;
    }
    const link = new ProxiedLink(++this.counted, near, {
      target: this.options.target,
      preambleLength: this.options.preambleLength ?? (() => -1),
      hand: () => this.hand,
      shape: () => this.shape,
      told: this.options.told ?? (() => {}),
      closed: (gone) => {
        this.standing.delete(gone);
        if (this.standing.size === 0) this.afterLast?.();
      },
    });
    this.standing.add(link);
    for (const way of this.stalled) link.stall(way);
  }
}
