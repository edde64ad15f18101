/** One frame of WebSocket at the beginning of some bytes (RFC 6455, 5.2). */
export interface Frame {
  readonly isLast: boolean;
  /** Extensions such as compression have changed the payload. */
  readonly isExtended: boolean;
  readonly opcode: number;
  readonly payloadFrom: number;
  readonly payloadBytes: number;
  readonly maskFrom: number | null;
}

/** Opcodes: those of 8 and above are control frames. */
export const opcodes = { continuation: 0, text: 1, binary: 2, firstControl: 8 } as const;

/** The frame whose header stands at the beginning of `bytes`; undefined where the header is not whole yet. */
export function frameAt(bytes: Buffer): Frame | undefined {
  if (bytes.length < 2) return undefined;
  const [first, second] = [bytes[0]!, bytes[1]!];
  const short = second & 0x7f;
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  const isMasked = (second & 0x80) !== 0;
  const payloadFrom = 2 + lengthBytes + (isMasked ? 4 : 0);
  if (bytes.length < payloadFrom) return undefined;
  const long = lengthBytes === 8 ? bytes.readUInt32BE(2) * 0x1_0000_0000 + bytes.readUInt32BE(6) : 0;
  return {
    isLast: (first & 0x80) !== 0,
    isExtended: (first & 0x70) !== 0,
    opcode: first & 0x0f,
    payloadFrom,
    payloadBytes: lengthBytes === 0 ? short : lengthBytes === 2 ? bytes.readUInt16BE(2) : long,
    maskFrom: isMasked ? payloadFrom - 4 : null,
  };
}

/** A copy of the payload of a frame, unmasked. */
export function payloadOf(bytes: Buffer, frame: Frame): Buffer {
  const { payloadFrom, payloadBytes, maskFrom } = frame;
  const payload = Buffer.from(bytes.subarray(payloadFrom, payloadFrom + payloadBytes));
  if (maskFrom === null) return payload;
  for (let at = 0; at < payload.length; at++) payload[at]! ^= bytes[maskFrom + (at & 3)]!;
  return payload;
}

/** Whether a frame is masked, as those of who opened the connection must be (RFC 6455, 5.3). */
export type Masking = 'masked' | 'plain';

/** A message in one frame. The mask is no secret and none is needed here: its key is zero. */
export function frameOf(payload: Uint8Array, type: 'text' | 'binary', masking: Masking): Buffer {
  const lengthBytes = payload.length < 126 ? 0 : payload.length < 0x1_0000 ? 2 : 8;
  const maskBytes = masking === 'masked' ? 4 : 0;
  const frame = Buffer.alloc(2 + lengthBytes + maskBytes + payload.length);
  frame[0] = 0x80 | opcodes[type];
  frame[1] = (maskBytes === 0 ? 0 : 0x80) | (lengthBytes === 0 ? payload.length : lengthBytes === 2 ? 126 : 127);
  if (lengthBytes === 2) frame.writeUInt16BE(payload.length, 2);
  if (lengthBytes === 8) frame.writeUInt32BE(payload.length, 6);
  frame.set(payload, 2 + lengthBytes + maskBytes);
  return frame;
}
