/** One control packet of MQTT 3.1.1 at the beginning of some bytes (section 2.2): its type and flags, and where its parts are. */
export interface MqttPacket {
  readonly type: number;
  readonly flags: number;
  readonly bodyFrom: number;
  readonly bytes: number;
}

/** Types of control packets that a wire tells apart (2.2.1). */
export const packetTypes = { connect: 1, connack: 2, publish: 3 } as const;

/** A remaining length has at most so many bytes (2.2.3). */
const mostLengthBytes = 4;

/** The packet whose fixed header stands at the beginning of `bytes`: 'more' where it is not whole yet, 'none' for no header. */
export function packetAt(bytes: Buffer): MqttPacket | 'more' | 'none' {
  let remaining = 0;
  for (let at = 1; at <= mostLengthBytes; at++) {
    const digit = bytes[at];
    if (digit === undefined) return 'more';
    remaining += (digit & 0x7f) * 2 ** (7 * (at - 1));
    if (digit < 0x80) {
      const bodyFrom = at + 1;
      return { type: bytes[0]! >> 4, flags: bytes[0]! & 0x0f, bodyFrom, bytes: bodyFrom + remaining };
    }
  }
  return 'none';
}

/** Where the payload of a whole PUBLISH begins: behind its topic, and its number where it has one; -1 for none that is right. */
export function payloadFrom(bytes: Buffer, { bodyFrom, flags }: MqttPacket): number {
  if (bytes.length < bodyFrom + 2) return -1;
  const isNumbered = (flags & 0x06) !== 0;
  const from = bodyFrom + 2 + bytes.readUInt16BE(bodyFrom) + (isNumbered ? 2 : 0);
  return from > bytes.length ? -1 : from;
}

/** The user name of a whole CONNECT, or null where it has none (3.1.2, 3.1.3). */
export function userOf(bytes: Buffer, { bodyFrom }: MqttPacket): string | null {
  const fields: Buffer[] = [];
  const field = (at: number): number => {
    const end = at + 2 + bytes.readUInt16BE(at);
    fields.push(bytes.subarray(at + 2, end));
    return end;
  };
  try {
    const flagsAt = field(bodyFrom) + 1;
    const flags = bytes.readUInt8(flagsAt);
    if ((flags & 0x80) === 0) return null;
    let at = field(flagsAt + 3);
    // A will has a topic and a message of its own.
    if ((flags & 0x04) !== 0) at = field(field(at));
    field(at);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  return fields.at(-1)!.toString();
}

/** A PUBLISH as one that was seen, with another payload: topic, flags and number stay. */
export function publishLike(bytes: Buffer, packet: MqttPacket, payload: Uint8Array): Buffer {
  return packetOf(bytes[0]!, bytes.subarray(packet.bodyFrom, payloadFrom(bytes, packet)), payload);
}

/** A PUBLISH of one's own, at most once (3.3). */
export function publishOf(topic: string, payload: Uint8Array): Buffer {
  const name = Buffer.from(topic);
  const head = Buffer.alloc(2 + name.length);
  head.writeUInt16BE(name.length, 0);
  head.set(name, 2);
  return packetOf(packetTypes.publish << 4, head, payload);
}

function packetOf(first: number, head: Uint8Array, payload: Uint8Array): Buffer {
  const fixed = [first];
  let remaining = head.length + payload.length;
  do {
    const digit = remaining & 0x7f;
    remaining >>= 7;
    fixed.push(remaining > 0 ? digit | 0x80 : digit);
  } while (remaining > 0);
  return Buffer.concat([Buffer.from(fixed), head, payload]);
}
