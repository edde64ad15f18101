import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { topicOf } from '../mqtt/topics.ts';
import { publishOf } from '../mqtt/packets.ts';
import { UnitCutter } from './unit-cutter.ts';
import type { PreambleLength } from './unit-cutter.ts';
import type { Unit, Way } from './units.ts';
import { WayThrough } from './way-through.ts';
import type { WireShape } from './way-through.ts';
import type { WireAct, WireHand, WireLink } from './wire-hand.ts';
import { frameOf } from './ws-frames.ts';

/** What the links of one proxy have in common. */
export interface LinkSurroundings {
  readonly target: { readonly host: string; readonly port: number };
  readonly preambleLength: PreambleLength;
  readonly hand: () => WireHand | null;
  readonly shape: () => WireShape;
  readonly told: (act: WireAct) => void;
  readonly closed: (link: ProxiedLink) => void;
}

interface Side {
  readonly through: WayThrough;
  readonly cutter: UnitCutter;
  /** Units that came, by kind, and messages that left. */
  readonly came: Map<Unit['kind'], number>;
  left: number;
}

/** One connection that passes through a proxy, from both of whose ends it looks like the other end. */
export class ProxiedLink implements WireLink {
  readonly number: number;
  private readonly around: LinkSurroundings;
  private readonly near: Socket;
  private readonly far: Socket;
  private readonly sides: Readonly<Record<Way, Side>>;
  private open = 2;

  constructor(number: number, near: Socket, around: LinkSurroundings) {
    this.number = number;
    this.around = around;
    this.near = near;
    this.far = connect({ ...around.target, noDelay: true, allowHalfOpen: true });
    this.sides = { there: this.side(near, this.far), back: this.side(this.far, near) };
    this.follow('there', near, this.far);
    this.follow('back', this.far, near);
  }

  /** Bytes of this link that wait in this process. */
  get heldBytes(): number {
    const { there, back } = this.sides;
    return there.through.heldBytes + there.cutter.heldBytes + back.through.heldBytes + back.cutter.heldBytes;
  }

  replay(way: Way, unit: Unit): boolean {
    return this.add(way, unit.bytes, unit.kind === 'message' ? 'replay' : null);
  }

  write(way: Way, payload: Uint8Array): boolean {
    const { mqttUser } = this.sides.there.cutter;
    const bytes =
      mqttUser === null
        ? frameOf(payload, 'binary', way === 'there' ? 'masked' : 'plain')
        : publishOf(topicOf(mqttUser, way), payload);
    return this.add(way, bytes, 'write');
  }

  stall(way: Way): void {
    this.sides[way].through.stall();
  }

  resume(way: Way): void {
    this.sides[way].through.resume();
  }

  cut(): void {
    for (const socket of [this.near, this.far]) socket.resetAndDestroy();
  }

  private side(from: Socket, to: Socket): Side {
    const { shape, preambleLength } = this.around;
    return {
      through: new WayThrough(from, to, shape),
      cutter: new UnitCutter(preambleLength),
      came: new Map(),
      left: 0,
    };
  }

  private follow(way: Way, from: Socket, to: Socket): void {
    const { through, cutter } = this.sides[way];
    from.setNoDelay(true);
    from.on('data', (bytes: Buffer) => {
      for (const unit of cutter.cut(bytes)) this.pass(way, unit);
    });
    from.on('end', () => {
      for (const unit of cutter.end()) this.pass(way, unit);
      through.end();
    });
    // What broke is told to the other end as it came: by a reset. `close` follows.
    from.on('error', () => to.resetAndDestroy());
    to.on('close', () => through.stop());
    from.on('close', () => {
      if (!from.readableEnded) {
        through.stop();
        to.resetAndDestroy();
      }
      if (--this.open === 0) this.around.closed(this);
    });
  }

  private pass(way: Way, unit: Unit): void {
    const side = this.sides[way];
    const ordinal = (side.came.get(unit.kind) ?? 0) + 1;
    side.came.set(unit.kind, ordinal);
    const ruling = this.around.hand()?.see({ link: this, way, unit, ordinal }) ?? 'pass';
    const came = unit.kind === 'message' ? ordinal : 0;
    if (ruling === 'drop') this.tell(way, came, 0, 'drop');
    else if (ruling === 'pass') this.send(way, unit.bytes, came, 'pass');
    else if ('bytes' in ruling) this.send(way, Buffer.from(ruling.bytes), came, 'alter', ruling.delayMillis);
    else if (!('payload' in ruling)) this.send(way, unit.bytes, came, 'delay', ruling.delayMillis);
    else if (unit.kind !== 'message')
      throw new TypeError(`a ${unit.kind} has no payload to put in its place: give bytes`);
    else this.send(way, unit.saying(ruling.payload), came, 'alter', ruling.delayMillis);
  }

  private send(way: Way, bytes: Buffer, came: number, act: WireAct['act'], delayMillis = 0): void {
    const side = this.sides[way];
    side.through.push(bytes, Math.max(0, delayMillis));
    if (came > 0) this.tell(way, came, ++side.left, act);
  }

  private add(way: Way, bytes: Buffer, act: 'replay' | 'write' | null): boolean {
    const side = this.sides[way];
    if (side.through.isFull) return false;
    side.through.push(bytes);
    if (act !== null) this.around.told({ link: this, way, act, came: 0, left: ++side.left });
    return true;
  }

  private tell(way: Way, came: number, left: number, act: WireAct['act']): void {
    if (came > 0) this.around.told({ link: this, way, act, came, left });
  }
}
