import { Socket } from 'node:net';

/** Bytes that may wait for the judge; a process that is further ahead gives up (assumption). */
const mostTruthBytes = 64 << 20;

/** The pipe on which a process tells the judge what it did. What is out of the process outlives it, however it ends. */
export class TruthPipe {
  private readonly socket: Socket;
  private readonly waiting: (() => void)[] = [];

  /** `lost`: called when nobody is at the other end any more. */
  constructor(descriptor: number, lost: () => void) {
    this.socket = new Socket({ fd: descriptor, readable: false, writable: true });
    this.socket.on('error', lost);
  }

  /** Throws Error where the judge does not keep up. */
  write(bytes: Buffer): void {
    if (this.socket.writableLength > mostTruthBytes) throw new Error('the judge does not keep up');
    this.socket.write(bytes, () => this.goOn());
  }

  /** Calls back once all that was written is out of the process: at once where it is. */
  told(then: () => void): void {
    this.waiting.push(then);
    this.goOn();
  }

  /** Nothing more is told. */
  end(then: () => void): void {
    this.socket.end(then);
  }

  private goOn(): void {
    // A write that the kernel took whole has no length any more, whether or not its callback has run.
    while (this.socket.writableLength === 0 && this.waiting.length > 0) this.waiting.shift()!();
  }
}
