import { packetAt, packetTypes, payloadFrom, publishLike, userOf } from '../mqtt/packets.ts';
import type { MqttPacket } from '../mqtt/packets.ts';
import type { MessageUnit, Unit } from './units.ts';
import { frameAt, frameOf, opcodes, payloadOf } from './ws-frames.ts';
import type { Frame } from './ws-frames.ts';

/** Most bytes of a message, and of a head, that are waited for; a stream with longer ones passes uncut (assumptions). */
const mostMessageBytes = 256 * 1024;
const mostHeadBytes = 16 * 1024;
/** Content types of TLS records (RFC 8446, B.1), and the longest record: 2^14 bytes with expansion (5.2). */
const firstRecordType = 20;
const lastRecordType = 24;
const mostRecordBytes = 5 + 16_384 + 256;

/**
 * Says how long the preamble is that stands at the beginning of some bytes: 0 where more of them are needed to tell, -1 where
 * none stands there.
 */
export type PreambleLength = (bytes: Buffer) => number;

/** First bytes of a CONNECT and of a CONNACK of MQTT (3.1.1, 3.2.1). */
const mqttFirsts: readonly number[] = [packetTypes.connect << 4, packetTypes.connack << 4];

/**
 * Cuts one direction of a connection into units as they come: preambles, then TLS records, or an HTTP head and the frames
 * behind it, or packets of MQTT. What it does not know, it passes on uncut from there on: a wire carries anything.
 */
export class UnitCutter {
  private rest: Buffer = Buffer.alloc(0);
  private mode: 'opening' | 'frames' | 'packets' | 'records' | 'uncut' = 'opening';
  private readonly preambleLength: PreambleLength;
  /** Frames of a message that is not whole yet, with control frames between them. */
  private fragments: { readonly bytes: Buffer; readonly frame: Frame }[] = [];
  private fragmentBytes = 0;
  private named: string | null = null;

  constructor(preambleLength: PreambleLength) {
    this.preambleLength = preambleLength;
  }

  /** Bytes that are no whole unit yet. */
  get heldBytes(): number {
    return this.rest.length + this.fragmentBytes;
  }

  /** The user name of the CONNECT that passed, null before one did: what passes then is MQTT. */
  get mqttUser(): string | null {
    return this.named;
  }

  /** The units that became whole with these bytes. */
  cut(bytes: Buffer): Unit[] {
    this.rest = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    const units: Unit[] = [];
    while (this.rest.length > 0) {
      const unit = this.next();
      if (unit === 'more') break;
      if (unit !== 'part') units.push(unit);
    }
    return units;
  }

  /** No more will come: what is left, as it is. */
  end(): Unit[] {
    return this.heldBytes === 0 ? [] : [this.giveUp()];
  }

  /** Takes one step from the beginning of the rest: a unit, a part of one, or none before more bytes have come. */
  private next(): Unit | 'part' | 'more' {
    switch (this.mode) {
      case 'opening':
        return this.opening();
      case 'records':
        return this.record();
      case 'frames':
        return this.frame();
      case 'packets':
        return this.packet();
      case 'uncut':
        return { kind: 'bytes', bytes: this.take(this.rest.length) };
    }
  }

  private opening(): Unit | 'more' {
    const { rest } = this;
    const length = this.preambleLength(rest);
    if (length >= 0) {
      if (length === 0 || length > rest.length) return this.wait(mostMessageBytes);
      return { kind: 'preamble', bytes: this.take(length) };
    }
    const first = rest[0]!;
    if (first >= firstRecordType && first <= lastRecordType) {
      this.mode = 'records';
      return this.record();
    }
    if (mqttFirsts.includes(first)) {
      this.mode = 'packets';
      return this.packet();
    }
    const begin = rest.toString('latin1', 0, 5);
    if (!'GET /'.startsWith(begin) && !'HTTP/'.startsWith(begin)) return this.giveUp();
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) return this.wait(mostHeadBytes);
    const bytes = this.take(end + 4);
    // Behind a request for something else, or a refusal, no frames come.
    this.mode = /^(GET [^]*\r\nupgrade:|HTTP\/1\.1 101 )/i.test(bytes.toString('latin1')) ? 'frames' : 'uncut';
    return { kind: 'head', bytes };
  }

  private record(): Unit | 'more' {
    const { rest } = this;
    if (rest.length < 5) return 'more';
    const length = 5 + rest.readUInt16BE(3);
    const type = rest[0]!;
    if (type < firstRecordType || type > lastRecordType || length > mostRecordBytes) return this.giveUp();
    return rest.length < length ? 'more' : { kind: 'record', bytes: this.take(length) };
  }

  private frame(): Unit | 'part' | 'more' {
    const frame = frameAt(this.rest);
    if (frame === undefined) return 'more';
    const length = frame.payloadFrom + frame.payloadBytes;
    if (frame.isExtended || this.fragmentBytes + length > mostMessageBytes) return this.giveUp();
    if (this.rest.length < length) return 'more';
    const bytes = this.take(length);
    const isControl = frame.opcode >= opcodes.firstControl;
    if (isControl && this.fragments.length === 0) return { kind: 'control', bytes };
    // A control frame between fragments stays where it was: what passes untouched passes to the byte.
    this.fragments.push({ bytes, frame });
    this.fragmentBytes += length;
    if (isControl || !frame.isLast) return 'part';
    const message = messageOf(this.fragments);
    this.fragments = [];
    this.fragmentBytes = 0;
    return message;
  }

  private packet(): Unit | 'more' {
    const packet = packetAt(this.rest);
    if (packet === 'more') return 'more';
    if (packet === 'none' || packet.bytes > mostMessageBytes) return this.giveUp();
    if (this.rest.length < packet.bytes) return 'more';
    const bytes = this.take(packet.bytes);
    if (packet.type === packetTypes.publish) return publishUnit(bytes, packet);
    if (packet.type === packetTypes.connect) this.named = userOf(bytes, packet) ?? '';
    // Behind a CONNACK that refuses no packets come.
    else if (packet.type === packetTypes.connack && bytes[packet.bodyFrom + 1] !== 0) this.mode = 'uncut';
    const isHead = packet.type === packetTypes.connect || packet.type === packetTypes.connack;
    return { kind: isHead ? 'head' : 'control', bytes };
  }

  private take(length: number): Buffer {
    const bytes = this.rest.subarray(0, length);
    this.rest = this.rest.subarray(length);
    return bytes;
  }

  /** Waits for the rest of a unit, but not for ever. */
  private wait(most: number): Unit | 'more' {
    return this.rest.length > most ? this.giveUp() : 'more';
  }

  private giveUp(): Unit {
    const bytes = Buffer.concat([...this.fragments.map((fragment) => fragment.bytes), this.rest]);
    this.fragments = [];
    this.fragmentBytes = 0;
    this.rest = bytes.subarray(bytes.length);
    this.mode = 'uncut';
    return { kind: 'bytes', bytes };
  }
}

function messageOf(fragments: readonly { readonly bytes: Buffer; readonly frame: Frame }[]): MessageUnit {
  const [first] = fragments;
  const parts = fragments.filter(({ frame }) => frame.opcode < opcodes.firstControl);
  return {
    kind: 'message',
    bytes: fragments.length === 1 ? first!.bytes : Buffer.concat(fragments.map(({ bytes }) => bytes)),
    payload: () => Buffer.concat(parts.map(({ bytes, frame }) => payloadOf(bytes, frame))),
    saying: (payload) =>
      frameOf(
        payload,
        first!.frame.opcode === opcodes.binary ? 'binary' : 'text',
        first!.frame.maskFrom === null ? 'plain' : 'masked',
      ),
  };
}

/** A PUBLISH as a message; one that is none inside passes like any packet, for its receiver to refuse. */
function publishUnit(bytes: Buffer, packet: MqttPacket): Unit {
  const from = payloadFrom(bytes, packet);
  if (from < 0) return { kind: 'control', bytes };
  return {
    kind: 'message',
    bytes,
    payload: () => Buffer.from(bytes.subarray(from)),
    saying: (payload) => publishLike(bytes, packet, payload),
  };
}
