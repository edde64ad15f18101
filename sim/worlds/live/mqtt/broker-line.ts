import { Duplex } from 'node:stream';

/** Most bytes of a stream in one message, and most that wait for a reader before the line is given up (assumptions). */
const mostPieceBytes = 32 * 1024;
const mostUnreadBytes = 1 << 20;
/** What a piece is, and its number: 1 + 4 bytes in front of what it carries. */
const headBytes = 5;
const pieces = { data: 0, end: 1, cut: 2 } as const;

/**
 * A stream between two clients of a broker elsewhere, in numbered pieces, each a message. The broker is no friend: a piece that is
 * missing, repeated or out of order ends the line; what it says is for those to check who opened TLS on it.
 */
export class BrokerLine extends Duplex {
  private readonly publish: (piece: Buffer, sent: () => void) => void;
  private out = 0;
  private in = 0;
  private isEnded = false;

  constructor(publish: (piece: Buffer, sent: () => void) => void) {
    super({ allowHalfOpen: false });
    this.publish = publish;
  }

  /** A piece came from the broker. */
  came(piece: Buffer): void {
    if (this.destroyed) return;
    const isPiece = piece.length >= headBytes && piece.readUInt32BE(1) === this.in++;
    const kind = piece[0];
    if (!isPiece || kind === pieces.cut || this.readableLength > mostUnreadBytes) this.destroy();
    else if (kind === pieces.end) this.push(null);
    else this.push(piece.subarray(headBytes));
  }

  override _read(): void {}

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: () => void): void {
    for (let at = 0; at < bytes.length; at += mostPieceBytes) {
      const end = Math.min(bytes.length, at + mostPieceBytes);
      this.send(pieces.data, bytes.subarray(at, end), end === bytes.length ? done : () => {});
    }
  }

  override _writev(chunks: readonly { readonly chunk: Buffer }[], done: () => void): void {
    const bytes = Buffer.concat(chunks.map(({ chunk }) => chunk));
    if (bytes.length === 0) done();
    else this._write(bytes, 'binary', done);
  }

  override _final(done: () => void): void {
    this.isEnded = true;
    this.send(pieces.end, Buffer.alloc(0), done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (!this.isEnded) this.send(pieces.cut, Buffer.alloc(0), () => {});
    done(error);
  }

  private send(kind: number, bytes: Buffer, sent: () => void): void {
    const head = Buffer.alloc(headBytes);
    head[0] = kind;
    head.writeUInt32BE(this.out++, 1);
    this.publish(Buffer.concat([head, bytes]), sent);
  }
}
