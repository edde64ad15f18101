import type { Socket } from 'node:net';
import type { ByteSuite } from '../../framework/byte-suite.ts';
import type { Content } from '../../framework/crypto.ts';
import { mostFrameBytes } from './message-frame.ts';

const headBytes = 4;
/** Most bytes of one word: what leaves a node fits a frame, and some words stand beside it. */
const mostWordBytes = mostFrameBytes + 1024;

/**
 * Words between code inside a node and its master, over one connection: the length, then a list of plain values and terms.
 *
 *   node ──▶ master   ['here', node]                      code sits in this node
 *        ◀──          ['in'] / ['out']                    it takes the node over, or leaves it
 *        ──▶          ['leaving', kind, subject, class, body]   this is about to leave the node; null: sealed for somebody
 *        ◀──          ['as it is'] / ['said', label, kind, subject, class, body]   in the order of what was asked
 */
export class ImplantWire {
  private readonly socket: Socket;
  private readonly suite: ByteSuite;
  private rest: Buffer = Buffer.alloc(0);

  /** `heard` gets each word; whoever says something that is none is cut off. */
  constructor(socket: Socket, suite: ByteSuite, heard: (word: readonly unknown[]) => void) {
    this.socket = socket;
    this.suite = suite;
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes: Buffer) => {
      this.rest = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
      while (this.rest.length >= headBytes && !socket.destroyed) {
        const length = this.rest.readUInt32LE(0);
        if (length > mostWordBytes) {
          socket.destroy();
          return;
        }
        if (this.rest.length < headBytes + length) return;
        const word = this.word(this.rest.subarray(headBytes, headBytes + length));
        this.rest = this.rest.subarray(headBytes + length);
        if (word === undefined) socket.destroy();
        else heard(word);
      }
    });
  }

  say(...word: readonly Content[]): void {
    const bytes = this.suite.encode(word);
    const head = Buffer.allocUnsafe(headBytes);
    head.writeUInt32LE(bytes.length, 0);
    this.socket.write(Buffer.concat([head, bytes]));
  }

  close(): void {
    this.socket.destroy();
  }

  private word(bytes: Buffer): readonly unknown[] | undefined {
    try {
      const content = this.suite.decode(bytes);
      return Array.isArray(content) ? (content as readonly unknown[]) : undefined;
    } catch {
      // Whoever sent it is no part of this run; the connection is cut.
      return undefined;
    }
  }
}
