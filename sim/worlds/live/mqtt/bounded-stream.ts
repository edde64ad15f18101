import { Duplex } from 'node:stream';
import { mostFrameBytes } from '../message-frame.ts';

/** Most bytes of a packet of MQTT behind its fixed header: a frame and its topic (assumption: names of up to a kilobyte). */
export const mostPacketBytes = mostFrameBytes + 1024;

/** Follows the packets in a stream of MQTT by their lengths alone. */
export class PacketLengths {
  /** Bytes of the present packet that are still to come; and bytes of its fixed header that have. */
  private left = 0;
  private headBytes = 0;
  private remaining = 0;

  /** False as soon as a packet is longer than it may be, or its length is none (MQTT 3.1.1, 2.2.3). */
  pass(bytes: Buffer): boolean {
    let at = 0;
    while (at < bytes.length) {
      if (this.left > 0) {
        const step = Math.min(this.left, bytes.length - at);
        this.left -= step;
        at += step;
        continue;
      }
      const byte = bytes[at++]!;
      if (this.headBytes++ === 0) {
        this.remaining = 0;
        continue;
      }
      this.remaining += (byte & 0x7f) * 2 ** (7 * (this.headBytes - 2));
      if (byte >= 0x80) {
        if (this.headBytes === 5) return false;
        continue;
      }
      if (this.remaining > mostPacketBytes) return false;
      this.left = this.remaining;
      this.headBytes = 0;
    }
    return true;
  }
}

/** Somebody sent a packet of MQTT that is longer than any of ours. */
class PacketTooLong extends Error {
  override readonly name = 'PacketTooLong';
}

/**
 * A stream as the broker gets it: it breaks off where a packet is too long, before the broker waits for it, and tells of each
 * sign of life. Reading slowly makes the sender wait, as on the stream below.
 */
export class BoundedStream extends Duplex {
  private readonly below: Duplex;
  private readonly lengths = new PacketLengths();

  constructor(below: Duplex, alive: () => void) {
    super({ allowHalfOpen: false });
    this.below = below;
    below.on('data', (bytes: Buffer) => {
      alive();
      if (!this.lengths.pass(bytes)) this.destroy(new PacketTooLong('a packet of MQTT is too long'));
      else if (!this.push(bytes)) below.pause();
    });
    below.on('end', () => this.push(null));
    below.on('error', (error) => this.destroy(error));
    below.on('close', () => this.destroy());
  }

  override _read(): void {
    this.below.resume();
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.below.write(bytes, done);
  }

  override _writev(chunks: readonly { readonly chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.below.write(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  override _final(done: () => void): void {
    this.below.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.below.destroy();
    done(error);
  }
}
