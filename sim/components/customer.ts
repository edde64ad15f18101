import { workloads } from '../framework/component.ts';
import type { Component, Io, Operation } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import type { Message, MessageView } from '../framework/message.ts';
import { anyAsset } from '../framework/messages/assets.ts';
import { addPending, clearPending, findPending, noRow, pendingTable, removePending } from '../framework/pending.ts';
import type { PendingTable } from '../framework/pending.ts';

/** What all customers share. Means are of exponential times, so that wishes are a Poisson stream (assumption). */
export interface CustomerSettings {
  /** First customer, and by customer the avatar agent of its platform. */
  readonly first: number;
  readonly avatarAgent: Int32Array;
  /** First arrivals happen within this time. */
  readonly arriveWithinNs: number;
  readonly stayMeanNs: number;
  readonly awayMeanNs: number;
  readonly offerMeanNs: number;
  readonly buyMeanNs: number;
  /** Prices that are asked, and of which twice the highest is offered. */
  readonly leastMicros: number;
  readonly mostMicros: number;
  /** How long an answer is waited for, and how long an asset that was bought. */
  readonly patienceNs: number;
  readonly tradeNs: number;
}

/** State of customers. */
export interface CustomerState {
  /** Wishes whose outcome is awaited; `detail` is the operation, `sinceNs` the intended time, `theirs` the number of a purchase. */
  readonly pending: PendingTable;
  /** By row of `pending`: what a purchase may cost at most. */
  readonly mostMicros: Float64Array;
  /** Visits so far: timers of an earlier one are void. */
  readonly visit: Float64Array;
  /** 1 while the avatar is in. */
  readonly entered: Uint8Array;
}

const timerArrive = 1;
const timerLeave = 2;
const timerOffer = 3;
const timerBuy = 4;
const timerLate = 5;
const timerRenew = 6;
const timerHangUp = 7;
/** Nobody wishes for anything in the first moments after coming in (assumption). */
const settleNs = 1e9;
const pendingWishes = 32;
/** Numbers that customers make up for their purchases: nobody guesses one. */
const wishes = 281_474_976_710_656;

/**
 * A customer of a platform of the mall: comes, enters, offers what is kept for it, buys what others offer, leaves, comes again. It
 * confirms a payment only where it wished for that purchase itself, at that price.
 *
 *   customer ─RP-A enter, offer, buy─▶ avatar agent ─RP-A entered, answer─▶ customer
 *   avatar agent ─RP-A charge─▶ customer ─RP-A confirm─▶ avatar agent
 */
export function customer(settings: CustomerSettings): Component<'person', CustomerState> {
  type Here = Io<'person'>;

  const gap = (meanNs: number, io: Here): number => Math.floor(-meanNs * Math.log(io.random.open()));
  const door = (io: Here): Address<'avatar-agent'> =>
    settings.avatarAgent[io.node - settings.first]! as Address<'avatar-agent'>;

  /** Waits for the outcome of what was just said. */
  const expect = (
    state: CustomerState,
    index: number,
    said: { readonly number: number; readonly operation: Operation; readonly waitNs: number },
    io: Here,
  ): number => {
    const row = addPending(state.pending, index, said.number);
    if (row === noRow) {
      io.finish(said.operation, io.now, 0);
      return row;
    }
    state.pending.detail[row] = workloads.indexOf(said.operation);
    state.pending.sinceNs[row] = io.now;
    io.wake(timerLate, said.waitNs, said.number);
    return row;
  };

  const enter = (state: CustomerState, index: number, io: Here): void => {
    const body = { person: io.node };
    const number = io.send('RP-A', door(io), { kind: 'enter', subject: io.node, dataClass: 'personal', body });
    expect(state, index, { number, operation: 'enter', waitNs: settings.patienceNs }, io);
  };

  const arrive = (state: CustomerState, index: number, io: Here): void => {
    state.visit[index]! += 1;
    const visit = state.visit[index]!;
    io.wake(timerLeave, gap(settings.stayMeanNs, io), visit);
    io.wake(timerOffer, settleNs + gap(settings.offerMeanNs, io), visit);
    io.wake(timerBuy, settleNs + gap(settings.buyMeanNs, io), visit);
    enter(state, index, io);
  };

  /** Offers whatever lies idle; whether there is anything, only the platform knows. */
  const offer = (state: CustomerState, index: number, io: Here): void => {
    const span = settings.mostMicros - settings.leastMicros;
    const priceMicros = settings.leastMicros + Math.floor(io.random.uniform() * span);
    if (state.entered[index] === 0) return;
    const body = { asset: anyAsset, version: 0, priceMicros, person: io.node };
    io.send('RP-A', door(io), { kind: 'offer', subject: io.node, dataClass: 'personal', body });
  };

  const buy = (state: CustomerState, index: number, io: Here): void => {
    const wish = io.random.below(wishes);
    if (state.entered[index] === 0) {
      io.finish('trade', io.now, 0);
      return;
    }
    const body = { priceMicros: 2 * settings.mostMicros, wish, person: io.node };
    const number = io.send('RP-A', door(io), { kind: 'buy', subject: io.node, dataClass: 'personal', body });
    const row = expect(state, index, { number, operation: 'trade', waitNs: settings.tradeNs }, io);
    if (row === noRow) return;
    state.pending.theirs[row] = wish;
    state.mostMicros[row] = body.priceMicros;
  };

  /** Somebody asks whether a payment is meant: only one that was wished for is, and only once. Who has left confirms nothing. */
  const asked = (state: CustomerState, index: number, message: MessageView<'charge'>, io: Here): void => {
    const { payment, wish, code, priceMicros } = message.body;
    const { pending } = state;
    if (state.entered[index] === 0) return;
    const first = index * pending.capacity;
    for (let row = first; row < first + pending.capacity; row++) {
      if (pending.number[row] === 0 || pending.theirs[row] !== wish || !(priceMicros <= state.mostMicros[row]!))
        continue;
      state.mostMicros[row] = -1;
      const body = { payment, wish, code, person: io.node };
      io.reply({ kind: 'confirm', subject: io.node, dataClass: 'personal', body });
      return;
    }
  };

  const hear = (state: CustomerState, index: number, message: Message, io: Here): void => {
    if (message.from !== door(io)) return;
    if (message.kind === 'charge') {
      asked(state, index, message, io);
      return;
    }
    const row = findPending(state.pending, index, message.re);
    if (row === noRow) return;
    const operation = workloads[state.pending.detail[row]!]!;
    const intendedNs = state.pending.sinceNs[row]!;
    removePending(state.pending, index, row);
    if (message.kind === 'entered') {
      const { token } = message.body;
      state.entered[index] = 1;
      io.identity.present(token);
      if (token !== null) io.wake(timerRenew, Math.floor((token.expiresNs - io.now) / 2), state.visit[index]!);
    }
    io.finish(operation, intendedNs, message.kind === 'answer' ? message.body.done : 1);
  };

  const late = (state: CustomerState, index: number, number: number, io: Here): void => {
    const row = findPending(state.pending, index, number);
    if (row === noRow) return;
    const operation = workloads[state.pending.detail[row]!]!;
    const intendedNs = state.pending.sinceNs[row]!;
    removePending(state.pending, index, row);
    io.finish(operation, intendedNs, 0);
    if (operation === 'enter' && state.entered[index] === 0) enter(state, index, io);
  };

  const leave = (state: CustomerState, index: number, io: Here): void => {
    state.entered[index] = 0;
    state.visit[index]! += 1;
    io.identity.present(null);
    io.wake(timerArrive, gap(settings.awayMeanNs, io));
    // The line stays for as long as an answer may come; what was bought comes without it.
    io.wake(timerHangUp, settings.patienceNs, state.visit[index]!);
  };

  return {
    role: 'person',
    code: 'customer 1',
    state: (count) => {
      const pending = pendingTable(count, pendingWishes);
      return {
        pending,
        mostMicros: new Float64Array(count * pending.capacity),
        visit: new Float64Array(count),
        entered: new Uint8Array(count),
      };
    },
    start: (_state, _index, io) => io.wake(timerArrive, Math.floor(io.random.uniform() * settings.arriveWithinNs)),
    receive: (state, index, message, io) => hear(state, index, message, io),
    wake: (state, index, timer, argument, io) => {
      if (timer === timerArrive) arrive(state, index, io);
      else if (timer === timerLate) late(state, index, argument, io);
      else if (timer === timerHangUp) {
        if (state.entered[index] === 0 && state.visit[index] === argument) io.leave('RP-A', door(io));
      } else if (argument !== state.visit[index]) return;
      else if (timer === timerLeave) leave(state, index, io);
      else if (timer === timerRenew) enter(state, index, io);
      else if (timer === timerOffer) {
        io.wake(timerOffer, gap(settings.offerMeanNs, io), argument);
        offer(state, index, io);
      } else if (timer === timerBuy) {
        io.wake(timerBuy, gap(settings.buyMeanNs, io), argument);
        buy(state, index, io);
      }
    },
    forget: (state, index) => {
      clearPending(state.pending, index);
      state.entered[index] = 0;
      state.visit[index]! += 1;
    },
  };
}
