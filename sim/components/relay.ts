import type { Point } from '../framework/figure.ts';
import type { Draft, Message } from '../framework/message.ts';
import { addPending, findPending, noRow, pendingFull, removePending } from '../framework/pending.ts';
import type { PendingTable } from '../framework/pending.ts';

/** What relaying needs of a node's io; `P` are the points at which it answers. */
export interface RelayIo<P extends Point = Point> {
  readonly now: number;
  wake(timer: number, delayNs: number, argument?: number): void;
  reply(draft: Draft<'answer'>): number;
  answer(point: P, to: number, re: number): number;
}

/** How a request is passed on, and how long its answer is waited for. */
export interface RelayTerms {
  /** Passes the request in hand on; returns its number as passed on. */
  readonly pass: () => number;
  readonly timeoutNs: number;
  /** Timer that rings when the time is over; without one, relaying gives the request up itself. */
  readonly timer?: number;
}

const timerRelay = 121;

/** Tells whoever sent the request in hand that it will not be done. */
export const decline = (request: Message, io: Pick<RelayIo, 'reply'>): void => {
  io.reply({ kind: 'answer', subject: request.subject, dataClass: 'operational', body: { done: 0 } });
};

/**
 * Passes the request in hand on and remembers whom to answer when its answer comes back: the other end of the channel that it
 * came on. Returns its row, or `noRow` where the table is full; the request is declined then.
 */
export function relay(
  table: PendingTable,
  index: number,
  request: Message,
  io: RelayIo<never>,
  { pass, timeoutNs, timer = timerRelay }: RelayTerms,
): number {
  if (pendingFull(table, index)) {
    decline(request, io);
    return noRow;
  }
  const number = pass();
  const row = addPending(table, index, number);
  table.from[row] = request.via;
  table.theirs[row] = request.number;
  table.subject[row] = request.subject;
  table.sinceNs[row] = io.now;
  table.dueNs[row] = io.now + timeoutNs;
  io.wake(timer, timeoutNs, number);
  return row;
}

/** The row of the request that the message in hand answers, or `noRow` for one that nobody waits for. */
export const relayed = (table: PendingTable, index: number, answer: Message): number =>
  findPending(table, index, answer.re);

/** Passes the answer in hand back to whoever asked; one that nobody waits for is dropped. */
export function relayBack<P extends Point>(
  table: PendingTable,
  index: number,
  answer: Message,
  io: RelayIo<P>,
  point: P,
): void {
  const row = relayed(table, index, answer);
  if (row === noRow) return;
  io.answer(point, table.from[row]!, table.theirs[row]!);
  removePending(table, index, row);
}

/** Runs the timer of relaying: a request whose time is over is given up in silence, since who asked has its own clock. */
export function relayWoke(table: PendingTable, index: number, timer: number, argument: number): boolean {
  if (timer !== timerRelay) return false;
  const row = findPending(table, index, argument);
  if (row !== noRow) removePending(table, index, row);
  return true;
}
