import type { IdentityObject } from '../framework/identity-object.ts';
import type { Operation } from '../framework/component.ts';
import type { Circumstances, Duty } from '../framework/control.ts';
import type { Purpose } from '../framework/datum.ts';
import type { Address } from '../framework/figure.ts';
import type { Draft, MessageView } from '../framework/message.ts';
import { onRecord } from './on-record.ts';
import { believedUntilNs, isOurs } from './belief.ts';
import type { BeliefTerms } from './belief.ts';
import { thingOf } from './things.ts';
import type { Things } from './things.ts';

/** What resolving needs of a node's io. */
export interface ResolutionIo {
  readonly now: number;
  // A property, not a method: only so does the compiler notice a role that may not say it.
  readonly send: ((point: 'RP-D', to: Address<'identity-storage'>, draft: Draft<'resolve'>) => number) &
    ((point: 'RP-O', to: Address<'audit-log'>, draft: Draft<'entry'>) => number);
  wake(timer: number, delayNs: number, argument?: number): void;
  keep(cell: number): void;
  recall(cell: number): void;
  use(purpose: Purpose, circumstances?: Circumstances): boolean;
  duty(purpose: Purpose): Readonly<Duty>;
  finish(operation: Operation, intendedNs: number, done: 0 | 1): void;
}

/** Whose things these are, by whom that can be learnt, and for how long it is believed. */
export interface ResolutionTerms extends BeliefTerms {
  readonly things: Pick<Things, 'first' | 'count'>;
  /** Identifier of each thing. */
  readonly identifiers: readonly string[];
  /** Things that this platform gets reports of. */
  readonly mapped: Int32Array;
  /** Storages that can be asked, the nearest first. */
  readonly storages: readonly Address<'identity-storage'>[];
  /** Time after which a record that was learnt is asked for again, ns. */
  readonly refreshNs: number;
  /** Wait for the answers to one question, ns. */
  readonly timeoutNs: number;
  /** Cells from here on are those of identities, one a thing; 0 where nothing is said. */
  readonly firstCell?: number;
  /** Who is told of records that were not to be used; nobody where it is absent. */
  readonly auditLog?: Address<'audit-log'>;
}

/** Most storages that are asked at once. */
const mostCopies = 2;
/** Questions to one storage after the other before a resolution counts as failed (assumption). */
const roundsAStorage = 2;

/** What is known of each thing's identity, by node and thing. */
export interface ResolutionState {
  /** The object believed last; null before the first. */
  readonly object: (IdentityObject | null)[];
  /** Whether the thing is ours by it, and the moment up to which it is believed. */
  readonly ours: Uint8Array;
  readonly endsNs: Float64Array;
  /** Numbers of the questions that are unanswered, `mostCopies` for each thing; 0 for none. */
  readonly number: Float64Array;
  /** Place of the storage that was asked first. */
  readonly asked: Uint8Array;
  /** Version in the answer that came first and waits for the other; -1 for none. */
  readonly seen: Float64Array;
  /** 1 while the storage with the newer of two answers is asked once more. */
  readonly again: Uint8Array;
  readonly rounds: Uint8Array;
  /** When the resolution was begun, and when its question is given up; 0 for none under way. */
  readonly sinceNs: Float64Array;
  readonly dueNs: Float64Array;
}

const timerAsk = 141;
const timerLate = 142;

/** Resolutions of `count` nodes. */
export function resolutionState(count: number, { things }: ResolutionTerms): ResolutionState {
  const rows = count * things.count;
  return {
    object: new Array<IdentityObject | null>(rows).fill(null),
    ours: new Uint8Array(rows),
    endsNs: new Float64Array(rows),
    number: new Float64Array(rows * mostCopies),
    asked: new Uint8Array(rows),
    seen: new Float64Array(rows).fill(-1),
    again: new Uint8Array(rows),
    rounds: new Uint8Array(rows),
    sinceNs: new Float64Array(rows),
    dueNs: new Float64Array(rows),
  };
}

/** Begins to resolve every thing that reports here, spread over one wait for an answer, so that nothing has to be held up. */
export function beginResolution(io: ResolutionIo, { mapped, timeoutNs }: ResolutionTerms): void {
  mapped.forEach((thing, place) => io.wake(timerAsk, Math.floor((timeoutNs * place) / mapped.length), thing));
}

/**
 * Whose a thing is, as far as that can be known now: an object counts until its end, and no longer than its endorsement may be old.
 * Ours are those of which it says that we hold them, and that they feed the entity that we keep for them. What is said next descends
 * from the object.
 */
export function holding(
  state: ResolutionState,
  index: number,
  thing: number,
  io: Pick<ResolutionIo, 'now' | 'recall'>,
  terms: ResolutionTerms,
): 'ours' | 'theirs' | 'unknown' {
  const row = index * terms.things.count + thing;
  if (!knows(state, row, io.now)) return 'unknown';
  io.recall((terms.firstCell ?? 0) + thing);
  return state.ours[row] === 1 ? 'ours' : 'theirs';
}

/** Runs the timers of resolution; false for a timer that is not one of them. */
export function resolutionWoke(
  state: ResolutionState,
  index: number,
  wake: { readonly timer: number; readonly argument: number },
  io: ResolutionIo,
  terms: ResolutionTerms,
): boolean {
  const row = index * terms.things.count + wake.argument;
  if (wake.timer === timerAsk) {
    if (state.dueNs[row] === 0) ask(state, row, io, terms);
    return true;
  }
  if (wake.timer !== timerLate) return false;
  // The question may have been answered, and another asked, since this timer was set.
  if (state.dueNs[row] === 0 || io.now < state.dueNs[row]!) return true;
  if (state.seen[row]! >= 0 && state.again[row] === 0) askAgain(state, row, io, terms, firstAnswered(state, row));
  else failed(state, row, io, terms);
  return true;
}

/**
 * Takes a storage's answer. Where two were asked, the first answer waits for the second, which is then used, unless it is the older
 * one and a control forbids it: the storage that knew more is asked once more then, and what it says is used in its turn.
 */
export function resolvedCame(
  state: ResolutionState,
  index: number,
  message: MessageView<'resolved'> | MessageView<'translated'>,
  io: ResolutionIo,
  terms: ResolutionTerms,
): void {
  const thing = thingOf(terms.things, message.subject);
  const row = index * terms.things.count + thing;
  const copy = thing < 0 ? -1 : copyOf(state, row, message.re);
  if (copy < 0) return;
  state.number[row * mostCopies + copy] = 0;
  const waiting = [0, 1].some((other) => state.number[row * mostCopies + other] !== 0);
  const { object } = message.body;
  const aloneNs = believedUntilNs(object, terms);
  // A translation is as old as the older of its two records.
  const endsNs =
    message.kind === 'translated' ? Math.min(aloneNs, believedUntilNs(message.body.mapping, terms)) : aloneNs;
  // That a virtual thing is none but that, C49 judges.
  const named = object !== null && (terms.holders !== undefined || object.kind === 'thing');
  const counts = named && object.identifier === terms.identifiers[thing] && io.now <= endsNs;
  if (waiting) {
    if (counts) state.seen[row] = object.version;
    return;
  }
  const seen = state.seen[row]!;
  if (counts) {
    const ours = isOurs(object, thing, terms);
    const versions = seen >= 0 ? [seen, object.version] : [object.version];
    if (
      io.use('identity', terms.translates || terms.holders !== undefined ? { versions, claims: ours } : { versions })
    ) {
      learn(state, row, { object, ours, endsNs }, io, terms);
      return;
    }
    if (terms.auditLog !== undefined) io.send('RP-O', terms.auditLog, onRecord('record refused', message.subject));
  }
  if (seen >= 0 && state.again[row] === 0) askAgain(state, row, io, terms, 1 - copy);
  else failed(state, row, io, terms);
}

/** What was learnt is forgotten, and so is what was asked. */
export function forgetResolution(state: ResolutionState, index: number, { things }: ResolutionTerms): void {
  const [first, end] = [index * things.count, (index + 1) * things.count];
  state.object.fill(null, first, end);
  state.ours.fill(0, first, end);
  state.endsNs.fill(0, first, end);
  state.number.fill(0, first * mostCopies, end * mostCopies);
  state.seen.fill(-1, first, end);
  for (const column of [state.asked, state.again, state.rounds, state.sinceNs, state.dueNs]) column.fill(0, first, end);
}

/** Whether what was learnt is still believed. */
const knows = (state: ResolutionState, row: number, nowNs: number): boolean =>
  (state.object[row] ?? null) !== null && nowNs <= state.endsNs[row]!;

/** Which of a thing's open questions a number is; -1 for none. */
const copyOf = (state: ResolutionState, row: number, number: number): number =>
  number === 0 ? -1 : [0, 1].findIndex((copy) => state.number[row * mostCopies + copy] === number);

/** Which of two storages has answered when the other has not. */
const firstAnswered = (state: ResolutionState, row: number): number => (state.number[row * mostCopies] === 0 ? 0 : 1);

function ask(state: ResolutionState, row: number, io: ResolutionIo, terms: ResolutionTerms): void {
  const copies = Math.min(io.duty('identity').copies, mostCopies, terms.storages.length);
  if (state.rounds[row] === 0) state.sinceNs[row] = io.now;
  state.seen[row] = -1;
  state.again[row] = 0;
  for (let copy = 0; copy < mostCopies; copy++) {
    state.number[row * mostCopies + copy] = copy < copies ? put(row, state.asked[row]! + copy, io, terms) : 0;
  }
  wait(state, row, io, terms);
}

function askAgain(state: ResolutionState, row: number, io: ResolutionIo, terms: ResolutionTerms, copy: number): void {
  state.again[row] = 1;
  state.number[row * mostCopies] = put(row, state.asked[row]! + copy, io, terms);
  state.number[row * mostCopies + 1] = 0;
  wait(state, row, io, terms);
}

/** Puts the question to a storage. */
function put(row: number, place: number, io: ResolutionIo, { things, identifiers, storages }: ResolutionTerms): number {
  const thing = row % things.count;
  const body = { identifier: identifiers[thing]! };
  const to = storages[place % storages.length]!;
  return io.send('RP-D', to, { kind: 'resolve', subject: things.first + thing, dataClass: 'operational', body });
}

function wait(state: ResolutionState, row: number, io: ResolutionIo, { things, timeoutNs }: ResolutionTerms): void {
  state.dueNs[row] = io.now + timeoutNs;
  io.wake(timerLate, timeoutNs, row % things.count);
}

function learn(
  state: ResolutionState,
  row: number,
  { object, ours, endsNs }: { readonly object: IdentityObject; readonly ours: boolean; readonly endsNs: number },
  io: ResolutionIo,
  terms: ResolutionTerms,
): void {
  const known = state.object[row] ?? null;
  if (known !== null && object.version < known.version && knows(state, row, io.now)) {
    // Less than what is known already: somebody else may know more.
    failed(state, row, io, terms);
    return;
  }
  state.object[row] = object;
  state.ours[row] = ours ? 1 : 0;
  state.endsNs[row] = endsNs;
  io.keep((terms.firstCell ?? 0) + (row % terms.things.count));
  end(state, row, io, 1);
  io.wake(timerAsk, terms.refreshNs, row % terms.things.count);
}

/** The next storage is asked after a wait. Once all were asked in vain the resolution has failed, and a new one begins. */
function failed(state: ResolutionState, row: number, io: ResolutionIo, terms: ResolutionTerms): void {
  state.asked[row] = (state.asked[row]! + 1) % terms.storages.length;
  state.rounds[row]! += 1;
  state.number.fill(0, row * mostCopies, (row + 1) * mostCopies);
  state.dueNs[row] = 0;
  if (state.rounds[row]! >= terms.storages.length * roundsAStorage) end(state, row, io, 0);
  io.wake(timerAsk, terms.timeoutNs, row % terms.things.count);
}

function end(state: ResolutionState, row: number, io: ResolutionIo, done: 0 | 1): void {
  io.finish('resolve', state.sinceNs[row]!, done);
  // The next one begins at the nearest storage again.
  state.asked[row] = 0;
  state.rounds[row] = 0;
  state.dueNs[row] = 0;
}
