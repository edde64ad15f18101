import type { Address } from '../framework/figure.ts';
import { isNewer } from '../framework/identity-object.ts';
import type { IdentityObject } from '../framework/identity-object.ts';
import type { Draft, MessageView } from '../framework/message.ts';

/** What asking other storages needs of a node's io. */
export interface AbroadIo {
  readonly now: number;
  // A property, not a method: only so does the compiler notice a role that may not say it.
  readonly send: (point: 'RP-D', to: Address<'identity-storage'>, draft: Draft<'resolve'>) => number;
  wake(timer: number, delayNs: number, argument?: number): void;
}

/** Records that storages of other federations have, and for how long a copy of one is given out unasked. */
export interface AbroadTerms {
  /** Each with the thing that it is about, as a subject of messages, and the storages that can be asked for it. */
  readonly records: readonly {
    readonly identifier: string;
    readonly subject: number;
    readonly storages: readonly Address<'identity-storage'>[];
  }[];
  /** Time for which a copy is given out without asking, ns. */
  readonly cacheNs: number;
  /** Wait for another storage's answer; each is asked once, then what is known is all there is, ns. */
  readonly timeoutNs: number;
}

/** Questions to other storages, by node and record abroad. */
export interface AbroadState {
  /** When the copy was fetched or given up last; -Infinity for never. */
  readonly triedNs: Float64Array;
  /** Number of the question that is unanswered, 0 for none; when it is given up; storages asked before. */
  readonly asked: Float64Array;
  readonly dueNs: Float64Array;
  readonly tries: Uint8Array;
  /** Numbers of those who wait for the record. */
  readonly waiting: number[][];
}

const timerAbroad = 2;

/** Nothing was asked yet, by `count` nodes. */
export const abroadState = (count: number, { records }: AbroadTerms): AbroadState => ({
  triedNs: new Float64Array(count * records.length).fill(-Infinity),
  asked: new Float64Array(count * records.length),
  dueNs: new Float64Array(count * records.length),
  tries: new Uint8Array(count * records.length),
  waiting: Array.from({ length: count * records.length }, () => []),
});

/** Whether the copy of a record can be given out as it is; otherwise whoever waits is told once more is known. */
export function isAtHand(
  state: AbroadState,
  index: number,
  { place, waits }: { readonly place: number; readonly waits: number },
  io: AbroadIo,
  terms: AbroadTerms,
): boolean {
  const row = index * terms.records.length + place;
  if (io.now - state.triedNs[row]! < terms.cacheNs) return true;
  state.waiting[row]!.push(waits);
  if (state.asked[row] === 0) ask(state, row, io, terms);
  return false;
}

/** Runs the timer of a question; undefined for another timer, else those who need wait no longer. */
export function abroadWoke(
  state: AbroadState,
  index: number,
  { timer, argument }: { readonly timer: number; readonly argument: number },
  io: AbroadIo,
  terms: AbroadTerms,
): readonly number[] | undefined {
  if (timer !== timerAbroad) return undefined;
  const row = index * terms.records.length + argument;
  // The question may have been answered, and another asked, since this timer was set.
  if (state.asked[row] === 0 || io.now < state.dueNs[row]!) return [];
  return next(state, row, io, terms);
}

/**
 * Takes another storage's answer about a record: what to keep of it, if it is what was asked for and newer than what is known, and
 * those who need wait no longer. A storage that knows nothing is no better than one that is silent.
 */
export function answeredAbroad(
  state: AbroadState,
  index: number,
  { place, known }: { readonly place: number; readonly known: IdentityObject | null },
  message: MessageView<'resolved'> | MessageView<'translated'>,
  io: AbroadIo,
  terms: AbroadTerms,
): { readonly keep: IdentityObject | null; readonly told: readonly number[] } {
  const row = index * terms.records.length + place;
  const { object } = message.body;
  if (message.re === 0 || state.asked[row] !== message.re) return { keep: null, told: [] };
  if (object === null || object.identifier !== terms.records[place]!.identifier)
    return { keep: null, told: next(state, row, io, terms) };
  return { keep: known === null || isNewer(object, known) ? object : null, told: end(state, row, io) };
}

/** A node forgets what it asked. */
export function forgetAbroad(state: AbroadState, index: number, { records }: AbroadTerms): void {
  const [first, last] = [index * records.length, (index + 1) * records.length];
  state.triedNs.fill(-Infinity, first, last);
  for (const column of [state.asked, state.dueNs, state.tries]) column.fill(0, first, last);
  for (let row = first; row < last; row++) state.waiting[row] = [];
}

/** Asks one storage after the other, each node another one first. */
function ask(state: AbroadState, row: number, io: AbroadIo, { records, timeoutNs }: AbroadTerms): void {
  const place = row % records.length;
  const index = (row - place) / records.length;
  const { identifier, subject, storages } = records[place]!;
  const to = storages[(index + state.tries[row]!) % storages.length]!;
  state.asked[row] = io.send('RP-D', to, { kind: 'resolve', subject, dataClass: 'operational', body: { identifier } });
  state.dueNs[row] = io.now + timeoutNs;
  io.wake(timerAbroad, timeoutNs, place);
}

function next(state: AbroadState, row: number, io: AbroadIo, terms: AbroadTerms): readonly number[] {
  state.tries[row]! += 1;
  if (state.tries[row]! >= terms.records[row % terms.records.length]!.storages.length) return end(state, row, io);
  ask(state, row, io, terms);
  return [];
}

function end(state: AbroadState, row: number, io: AbroadIo): readonly number[] {
  const told = state.waiting[row]!;
  state.waiting[row] = [];
  state.triedNs[row] = io.now;
  state.asked[row] = 0;
  state.tries[row] = 0;
  return told;
}
