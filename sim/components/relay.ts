import type { Message } from '../framework/message.ts';
import { addPending, findPending, noRow, pendingFull, removePending } from '../framework/pending.ts';
import type { PendingTable } from '../framework/pending.ts';

/** What relaying needs of a node's io. */
export interface RelayIo {
  readonly now: number;
  wake(timer: number, delayNs: number, argument?: number): void;
}

const timerRelay = 121;

/** Whether a node can take on another request. */
export const canRelay = (table: PendingTable, index: number): boolean => !pendingFull(table, index);

/** Remembers whom to answer when the answer to `number`, the request in hand as passed on, comes back. Returns the row. */
export function relayed(
  table: PendingTable,
  index: number,
  sent: { readonly number: number; readonly request: Message; readonly timeoutNs: number },
  io: RelayIo,
): number {
  const row = addPending(table, index, sent.number);
  if (row === noRow) throw new RangeError('relay: asked to remember a request in a full table; see canRelay');
  table.from[row] = sent.request.via;
  table.theirs[row] = sent.request.number;
  table.subject[row] = sent.request.subject;
  table.sinceNs[row] = io.now;
  table.dueNs[row] = io.now + sent.timeoutNs;
  io.wake(timerRelay, sent.timeoutNs, sent.number);
  return row;
}

/** The row of the request that this answers, or `noRow` for one that nobody waits for; read it before `settle`. */
export const waiting = (table: PendingTable, index: number, answer: Message): number =>
  findPending(table, index, answer.re);

/** The request of a row is answered. */
export const settle = removePending;

/** Runs the timer of relaying: a request whose time is over is given up in silence, since who asked has its own clock. */
export function relayWoke(table: PendingTable, index: number, timer: number, argument: number): boolean {
  if (timer !== timerRelay) return false;
  const row = findPending(table, index, argument);
  if (row !== noRow) removePending(table, index, row);
  return true;
}
