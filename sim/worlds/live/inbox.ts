import type { Nodes } from '../shared/nodes.ts';
import type { End } from './ends.ts';
import type { Link } from './link.ts';
import type { Pace } from './pace.ts';

/** A frame that waits for its node. */
export interface Arrived {
  readonly end: End;
  readonly link: Link;
  readonly bytes: Buffer;
  /** Number under which the judge knows the message. */
  readonly message: number;
}

/** How long frames are served in one go before sockets and timers get their turn, ms (assumption). */
const turnMillis = 4;
/** Frames that wait at an attacker's own node before it reads no more (assumption). */
const outsidersLimit = 1024;

/**
 * What has arrived and waits: the live world's stations. Each node has its bounded queue; where it is full, its senders'
 * links are not read until there is room, so that the wait is theirs and memory stays bounded. Service takes the time that
 * it takes.
 */
export class Inbox {
  private readonly waiting: Arrived[] = [];
  private head = 0;
  private readonly count = new Map<number, number>();
  private readonly paused = new Map<number, Set<Link>>();
  private scheduled = false;
  private readonly pace: Pace;
  private readonly nodes: Nodes;
  private readonly serve: (arrived: Arrived) => void;

  constructor(pace: Pace, nodes: Nodes, serve: (arrived: Arrived) => void) {
    this.pace = pace;
    this.nodes = nodes;
    this.serve = serve;
  }

  /** Frames that wait at a node. */
  waitingAt(node: number): number {
    return this.count.get(node) ?? 0;
  }

  take(arrived: Arrived): void {
    const { node } = arrived.end;
    const waiting = this.waitingAt(node) + 1;
    this.count.set(node, waiting);
    this.waiting.push(arrived);
    if (waiting >= this.limitOf(node)) {
      arrived.link.pause();
      const links = this.paused.get(node) ?? new Set();
      this.paused.set(node, links.add(arrived.link));
    }
    this.schedule();
  }

  private limitOf(node: number): number {
    return this.nodes.isHonest(node) ? this.nodes.placed(node).queueLimit : outsidersLimit;
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => this.turn());
  }

  private turn(): void {
    this.scheduled = false;
    const endMillis = performance.now() + turnMillis;
    this.pace.enter(() => {
      while (this.head < this.waiting.length) {
        const arrived = this.waiting[this.head++]!;
        const { node } = arrived.end;
        this.count.set(node, this.waitingAt(node) - 1);
        this.serve(arrived);
        this.goOnReading(node);
        if (performance.now() > endMillis) break;
      }
    });
    if (this.head * 2 >= this.waiting.length) {
      this.waiting.splice(0, this.head);
      this.head = 0;
    }
    if (this.waiting.length > 0 && !this.pace.isOver) this.schedule();
  }

  private goOnReading(node: number): void {
    const links = this.paused.get(node);
    if (links === undefined || this.waitingAt(node) * 2 > this.limitOf(node)) return;
    this.paused.delete(node);
    for (const link of links) link.resume();
  }
}
