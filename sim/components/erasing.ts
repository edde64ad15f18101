import type { Component, StorePort } from '../framework/component.ts';
import type { Point, Role } from '../framework/figure.ts';
import { points } from '../framework/figure.ts';
import type { Draft, Message, MessageView } from '../framework/message.ts';
import type { ErasureAnswer, ErasureRequest } from '../framework/messages/lifecycle.ts';
import { addPending, clearPending, findPending, noRow, pendingTable, removePending } from '../framework/pending.ts';
import type { PendingTable } from '../framework/pending.ts';
import { onRecord } from './on-record.ts';
import { clearErasures, erasureTable, findErasure, freeErasure, takeErasure } from './erasure-table.ts';
import type { ErasureTable } from './erasure-table.ts';
import { decline } from './relay.ts';
import { keyOfCustomer, recordKey, roomOfSubject, subjectOfRoom } from './rooms.ts';

/** Somebody to whom copies may have gone from a node, and where it is reached. */
export interface Holder {
  readonly point: Point;
  readonly to: number;
}

/** What a node itself holds of rooms: records on its medium, or something in its memory that can be dropped at once. */
export type Holding<State> = 'records' | { drop(state: State, index: number, room: number): void } | null;

/** How a node takes part in erasures. */
export interface ErasingTerms<State> {
  readonly rooms: number;
  readonly holding: Holding<State>;
  readonly holders: readonly Holder[];
  /** Those who laid its records down, each under keys of its own; absent where one alone did. */
  readonly customers?: readonly number[];
  /** Length of the windows that it closes, ns, where it does: the window that is open when it is asked is the last one meant. */
  readonly windowNs?: number;
  /** Who is told of erasures that were asked for and of those that did not come about, where persons ask this node. */
  readonly auditLog?: number;
  /** Time that an answer takes to whoever asked, ns: each answers so much before it must. */
  readonly marginNs: number;
  /** Time after which a holder is asked again, ns. */
  readonly retryNs: number;
  /** First of its cells: those before it are the component's own. */
  readonly firstCell: number;
}

/** State of nodes that take part in erasures. */
export interface ErasingState<State> {
  readonly own: State;
  readonly table: ErasureTable;
  /** Serial of the erasure, in `detail`, by ticket. */
  readonly tickets: PendingTable;
  /** The newest request that was carried out, by node and room: when it was made, ns; -1 for none. */
  readonly doneSinceNs: Float64Array;
  /** Windows of a room up to here are erased for good: what still comes of them is not taken; -1 for none. */
  readonly erasedUpTo: Float64Array;
}

/** Erasures that may be under way at a node at once; as many cells does it need besides those of the component. */
export const erasuresAtOnce = 8;
/** Records of one erasure that are on their way from the medium at once. */
const batch = 32;

const timerDue = 151;
const timerRetry = 152;

/** What erasing needs of a node's io, whatever its role: what it says and to whom is in the figure, and C12 refuses anything else. */
interface ErasingIo {
  readonly now: number;
  readonly store: StorePort;
  send(point: Point, to: number, draft: Draft<'erase' | 'erased' | 'entry'>, re?: number): number;
  reply(draft: Draft<'erased' | 'answer'>): number;
  keep(cell: number): void;
  recall(cell: number): void;
  wake(timer: number, delayNs: number, argument?: number): void;
}

/**
 * A component that takes part in erasures besides what it does: what it holds goes, everybody who may have copies from it is asked,
 * and it answers that all is gone once all have answered so, or at its deadline that it is not. A request that comes twice is one; a
 * holder that does not answer is asked again; what was erased is not taken again when it comes late. A restart forgets all of this:
 * whoever asked asks again.
 *
 *   erase ─▶ own records ─▶ io.store.erase ... ─▶ (durable) ─┐
 *        └─▶ erase to each holder ─▶ erased, complete ───────┴─▶ all: erased, complete      deadline: erased, not complete
 */
export function erasing<R extends Role, State>(
  base: Component<R, State>,
  terms: ErasingTerms<State>,
): Component<R, ErasingState<State>> {
  const { rooms, holding, holders, customers, marginNs, retryNs } = terms;
  /** Records that a window may have here. */
  const perWindow = customers?.length ?? 1;
  type Here = ErasingIo;
  type All = ErasingState<State>;

  const about = (room: number): { readonly subject: number; readonly dataClass: 'operational' } => ({
    subject: subjectOfRoom(room),
    dataClass: 'operational',
  });
  const cellOf = (state: All, index: number, row: number): number =>
    terms.firstCell + row - index * state.table.capacity;
  const bySerial = (state: All, index: number, serial: number): number =>
    findErasure(state.table, index, (row) => state.table.serial[row] === serial);

  const conclude = (state: All, index: number, row: number, complete: 0 | 1, io: Here): void => {
    const { table } = state;
    const room = table.room[row]!;
    const since = table.sinceNs[row]!;
    if (complete === 1) {
      const at = index * rooms + room;
      state.doneSinceNs[at] = Math.max(state.doneSinceNs[at]!, since);
    }
    io.recall(cellOf(state, index, row));
    const body: ErasureAnswer = { room, since, complete };
    io.send(points[table.point[row]!]!, table.from[row]!, { kind: 'erased', ...about(room), body }, table.theirs[row]!);
    if (terms.auditLog !== undefined && complete === 0)
      io.send('RP-O', terms.auditLog, onRecord('erasure is not complete', subjectOfRoom(room)));
    freeErasure(table, row);
  };

  /** That somebody asked is on record, about who asked: whether anything came of it is about the room. */
  const putOnRecord = (from: number, io: Here): void => {
    if (terms.auditLog !== undefined) io.send('RP-O', terms.auditLog, onRecord('erasure asked for', from));
  };

  const settle = (state: All, index: number, row: number, io: Here): void => {
    if (state.table.isClean[row] === 1 && state.table.missing[row] === 0) conclude(state, index, row, 1, io);
  };

  /** Has the next records of this node erased, as far as the table of tickets goes. */
  const eraseMore = (state: All, index: number, row: number, io: Here): void => {
    const { table, tickets } = state;
    const end = (table.upTo[row]! + 1) * perWindow;
    while (table.next[row]! < end && table.waiting[row]! < batch) {
      const window = Math.floor(table.next[row]! / perWindow);
      const key = recordKey(table.room[row]!, window);
      const customer = customers?.[table.next[row]! % perWindow];
      const ticket = io.store.erase(customer === undefined ? key : keyOfCustomer(key, customer));
      const wait = addPending(tickets, index, ticket);
      if (wait === noRow) return;
      tickets.detail[wait] = table.serial[row]!;
      table.waiting[row]! += 1;
      table.next[row]! += 1;
    }
    if (table.next[row]! >= end && table.waiting[row] === 0) table.isClean[row] = 1;
  };

  const eraseOwn = (state: All, index: number, row: number, io: Here): void => {
    const room = state.table.room[row]!;
    if (holding === 'records') {
      eraseMore(state, index, row, io);
      return;
    }
    holding?.drop(state.own, index, room);
    state.table.isClean[row] = 1;
  };

  const askMissing = (state: All, row: number, io: Here): void => {
    const { table } = state;
    const room = table.room[row]!;
    const body: ErasureRequest = {
      person: table.person[row]!,
      room,
      since: table.sinceNs[row]!,
      upTo: table.upTo[row]!,
      dueNs: table.answerByNs[row]!,
    };
    holders.forEach(({ point, to }, holder) => {
      if ((table.missing[row]! & (1 << holder)) === 0) return;
      table.asked[row * table.holders + holder] = io.send(point, to, { kind: 'erase', ...about(room), body });
    });
  };

  const begin = (state: All, index: number, message: MessageView<'erase'>, io: Here): void => {
    const { table } = state;
    const { room, person, since, dueNs } = message.body;
    if (!(room >= 0 && room < rooms)) return;
    const at = index * rooms + room;
    const upTo =
      terms.windowNs === undefined
        ? message.body.upTo
        : Math.max(message.body.upTo, Math.floor(io.now / terms.windowNs));
    const isKnown = state.doneSinceNs[at]! >= since && state.erasedUpTo[at]! >= message.body.upTo;
    const same = findErasure(
      table,
      index,
      (row) => table.room[row] === room && table.sinceNs[row] === since && table.from[row] === message.via,
    );
    const row = isKnown || same >= 0 ? same : takeErasure(table, index);
    if (row < 0) {
      io.reply({ kind: 'erased', ...about(room), body: { room, since, complete: isKnown ? 1 : 0 } });
      return;
    }
    table.theirs[row] = message.number;
    if (row === same) return;
    table.room[row] = room;
    table.person[row] = person;
    table.sinceNs[row] = since;
    table.answerByNs[row] = dueNs - marginNs;
    table.point[row] = points.indexOf(message.point);
    table.from[row] = message.via;
    table.upTo[row] = upTo;
    state.erasedUpTo[at] = Math.max(state.erasedUpTo[at]!, upTo);
    // Whoever asks sees to itself: two platforms that share with each other would ask in a circle.
    holders.forEach(({ to }, holder) => {
      if (to !== message.via) table.missing[row]! |= 1 << holder;
    });
    io.keep(cellOf(state, index, row));
    const serial = table.serial[row]!;
    io.wake(timerDue, Math.max(0, table.answerByNs[row]! - io.now), serial);
    io.wake(timerRetry, retryNs, serial);
    eraseOwn(state, index, row, io);
    askMissing(state, row, io);
    settle(state, index, row, io);
  };

  const takeAnswer = (state: All, index: number, message: MessageView<'erased'>, io: Here): void => {
    const { table } = state;
    const holder = holders.findIndex(({ to }) => to === message.from);
    if (holder < 0 || !(message.re > 0)) return;
    const row = findErasure(table, index, (one) => table.asked[one * table.holders + holder] === message.re);
    if (row < 0) return;
    const { room, since, complete } = message.body;
    if (complete !== 1 || room !== table.room[row] || since !== table.sinceNs[row]) return;
    table.missing[row]! &= ~(1 << holder);
    settle(state, index, row, io);
  };

  const again = (state: All, index: number, serial: number, io: Here): void => {
    const row = bySerial(state, index, serial);
    if (row < 0) return;
    io.recall(cellOf(state, index, row));
    // Where one erasure failed, all are tried again: an erased record can be erased.
    if (state.table.isClean[row] === 0 && state.table.waiting[row] === 0) {
      if (state.table.failed[row] === 1) state.table.next[row] = 0;
      state.table.failed[row] = 0;
      eraseOwn(state, index, row, io);
    }
    askMissing(state, row, io);
    io.wake(timerRetry, retryNs, serial);
    settle(state, index, row, io);
  };

  const durable = (state: All, index: number, wait: number, done: 0 | 1, io: Here): void => {
    const { table, tickets } = state;
    const row = bySerial(state, index, tickets.detail[wait]!);
    removePending(tickets, index, wait);
    if (row < 0) return;
    table.waiting[row]! -= 1;
    if (done === 0) table.failed[row] = 1;
    if (table.waiting[row]! > 0 || table.failed[row] === 1) return;
    eraseMore(state, index, row, io);
    settle(state, index, row, io);
  };

  /** Whether a record comes after its window was erased for good; whoever sent it is told where an answer is expected. */
  const isTooLate = (state: All, index: number, message: Message, io: Here): boolean => {
    if (holding !== 'records' || (message.body as unknown) === null) return false;
    if (message.kind !== 'keep' && message.kind !== 'job') return false;
    const room = message.kind === 'keep' ? message.body.record.room : roomOfSubject(message.subject, rooms);
    const window = message.kind === 'keep' ? message.body.record.window : message.body.part;
    if (!(room >= 0 && room < rooms) || window > state.erasedUpTo[index * rooms + room]!) return false;
    if (message.kind === 'keep') decline(message, io);
    return true;
  };

  const here = (io: unknown): Here => io as Here;
  return {
    ...base,
    code: `${base.code}, erasing 1`,
    state: (count) => ({
      own: base.state(count),
      table: erasureTable(count, erasuresAtOnce, holders.length),
      tickets: pendingTable(count, erasuresAtOnce * batch),
      doneSinceNs: new Float64Array(count * rooms).fill(-1),
      erasedUpTo: new Float64Array(count * rooms).fill(-1),
    }),
    start: (state, index, io) => base.start(state.own, index, io),
    receive: (state, index, message, io) => {
      if (message.kind === 'erase' && (message.body as unknown) !== null) {
        begin(state, index, message, here(io));
        putOnRecord(message.from, here(io));
      } else if (message.kind === 'erased' && (message.body as unknown) !== null)
        takeAnswer(state, index, message, here(io));
      else if (!isTooLate(state, index, message, here(io))) base.receive(state.own, index, message, io);
    },
    wake: (state, index, timer, argument, io) => {
      if (timer === timerDue) {
        const row = bySerial(state, index, argument);
        if (row >= 0) conclude(state, index, row, 0, here(io));
      } else if (timer === timerRetry) again(state, index, argument, here(io));
      else base.wake(state.own, index, timer, argument, io);
    },
    stored: (state, index, ticket, done, io) => {
      const wait = findPending(state.tickets, index, ticket);
      if (wait === noRow) base.stored?.(state.own, index, ticket, done, io);
      else durable(state, index, wait, done, here(io));
    },
    loaded: (state, index, ticket, found, io) => base.loaded?.(state.own, index, ticket, found, io),
    undelivered: (state, index, number, io) => base.undelivered?.(state.own, index, number, io),
    forget: (state, index) => {
      base.forget?.(state.own, index);
      clearErasures(state.table, index);
      clearPending(state.tickets, index);
      state.doneSinceNs.fill(-1, index * rooms, (index + 1) * rooms);
      state.erasedUpTo.fill(-1, index * rooms, (index + 1) * rooms);
    },
  };
}
