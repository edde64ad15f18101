import type { Operation } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import type { Bodies, Draft, MessageView } from '../framework/message.ts';
import type { Stream } from '../kernel/stream.ts';

/** What registering needs of a device's io. */
export interface RegisteringIo {
  readonly now: number;
  readonly node: number;
  readonly random: Stream;
  // A property, not a method: only so does the compiler notice a role that may not say it.
  readonly send: (point: 'RP-D', to: Address<'identity-storage'>, draft: Draft<'register'>) => number;
  wake(timer: number, delayNs: number, argument?: number): void;
  finish(operation: Operation, intendedNs: number, done: 0 | 1): void;
}

/** What devices put on record of themselves, where, and how often. */
export interface RegisteringTerms {
  readonly storage: Address<'identity-storage'>;
  /** What each device says of itself, in the order of their numbers from `first` on. */
  readonly first: number;
  readonly records: readonly Bodies['register'][];
  /** They register for the first time within this time, each at a random moment, ns. */
  readonly withinNs: number;
  /** Wait for an answer, and time after which the same is said again, in case that the storage has lost it, ns. */
  readonly timeoutNs: number;
  readonly renewNs: number;
}

/** Registrations under way, by node. */
export interface RegisteringState {
  /** Number of the newest request, and when it was first wished; 0 where nothing is under way. */
  readonly asked: Float64Array;
  readonly sinceNs: Float64Array;
  /** When the next request is due. */
  readonly dueNs: Float64Array;
}

const timerRegister = 161;

/** Registrations of `count` devices. */
export const registeringState = (count: number): RegisteringState => ({
  asked: new Float64Array(count),
  sinceNs: new Float64Array(count),
  dueNs: new Float64Array(count),
});

/** Begins to register, and goes on for ever: what a storage keeps in memory is kept alive by those whom it is about. */
export const beginRegistering = (io: RegisteringIo, { withinNs }: RegisteringTerms): void =>
  io.wake(timerRegister, Math.floor(io.random.uniform() * withinNs));

/** Runs the timer of registering; false for one that is not its own. */
export function registeringWoke(
  state: RegisteringState,
  index: number,
  timer: number,
  io: RegisteringIo,
  terms: RegisteringTerms,
): boolean {
  if (timer !== timerRegister) return false;
  // The timer of a request that was answered meanwhile rings for nothing.
  if (io.now < state.dueNs[index]!) return true;
  if (state.asked[index] === 0) state.sinceNs[index] = io.now;
  const body = terms.records[io.node - terms.first]!;
  const draft = { kind: 'register', subject: io.node, dataClass: 'operational', body } as const;
  state.asked[index] = io.send('RP-D', terms.storage, draft);
  nextIn(state, index, terms.timeoutNs, io);
  return true;
}

/** Takes a storage's answer. Who was refused says it again as late as who was not: the identifier may become free. */
export function registeredCame(
  state: RegisteringState,
  index: number,
  message: MessageView<'registered'>,
  io: RegisteringIo,
  terms: RegisteringTerms,
): void {
  if (message.re === 0 || message.re !== state.asked[index]) return;
  state.asked[index] = 0;
  io.finish('register', state.sinceNs[index]!, message.body.done);
  nextIn(state, index, terms.renewNs, io);
}

/** What is under way is forgotten. */
export function forgetRegistering(state: RegisteringState, index: number): void {
  for (const column of [state.asked, state.sinceNs, state.dueNs]) column[index] = 0;
}

function nextIn(state: RegisteringState, index: number, delayNs: number, io: RegisteringIo): void {
  state.dueNs[index] = io.now + delayNs;
  io.wake(timerRegister, delayNs);
}
