import type { IdentityPort, Operation } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import type { Draft, MessageView } from '../framework/message.ts';
import type { Stream } from '../kernel/stream.ts';

/** What enrolment needs of a node's io: every role that stands at RP-D has it. */
export interface EnrolmentIo {
  readonly now: number;
  readonly node: number;
  readonly random: Stream;
  readonly identity: IdentityPort;
  // A property, not a method: only so does the compiler notice a role that may not say it.
  readonly send: (point: 'RP-D', to: Address<'identity-storage'>, draft: Draft<'enrol'>) => number;
  wake(timer: number, delayNs: number, argument?: number): void;
  finish(operation: Operation, intendedNs: number, done: 0 | 1): void;
}

/** How a node obtains and renews its credential. */
export interface EnrolmentTerms {
  readonly authority: Address<'identity-storage'>;
  /** Wait for the first answer; doubles with every try. */
  readonly timeoutNs: number;
  readonly tries: number;
  /** Where a revoked credential is to be replaced; absent where who was revoked stays so. */
  readonly reissue?: ReissueTerms;
}

/** How a node whose credential was revoked comes by another one. */
export interface ReissueTerms {
  /** Time between two looks at whether the own credential still counts, ns. */
  readonly lookNs: number;
  /** It asks within this time of noticing, at a random moment, so that not everybody asks at once, ns. */
  readonly spreadNs: number;
}

/** The request under way, by node. */
export interface EnrolmentState {
  /** Number of the request, 0 for none. */
  readonly asked: Float64Array;
  readonly sinceNs: Float64Array;
  readonly tries: Uint8Array;
}

const timerEnrol = 101;
const timerEnrolLate = 102;
const timerLook = 103;
const timerReissue = 104;
/** After all tries failed a node rests this many time-outs before it begins anew (assumption). */
const restTimeouts = 16;

/** Enrolments of `count` nodes. */
export const enrolmentState = (count: number): EnrolmentState => ({
  asked: new Float64Array(count),
  sinceNs: new Float64Array(count),
  tries: new Uint8Array(count),
});

/** Asks for a credential after a delay. */
export const enrolAfter = (io: EnrolmentIo, delayNs: number): void => io.wake(timerEnrol, delayNs);

/** What a node that was given a credential begins with: it renews it, and sees that it counts. */
export function beginRenewal(io: EnrolmentIo, terms: EnrolmentTerms): void {
  rotateAtHalfLife(io);
  watchStanding(io, terms);
}

/** Begins to look, again and again, at whether the own credential was revoked; does nothing where it would not be replaced. */
export function watchStanding(io: EnrolmentIo, { reissue }: EnrolmentTerms): void {
  if (reissue !== undefined) io.wake(timerLook, reissue.lookNs);
}

/** Renews the credential at half its life (after RFC 8739, which renews well before expiry; the half is an assumption). */
export function rotateAtHalfLife(io: EnrolmentIo): void {
  const leftNs = io.identity.expiresNs - io.now;
  if (leftNs > 0) io.wake(timerEnrol, Math.floor(leftNs / 2));
}

/** Runs the timers of enrolment; false for a timer that is not one of them. */
export function enrolmentWoke(
  state: EnrolmentState,
  index: number,
  wake: { readonly timer: number; readonly argument: number },
  io: EnrolmentIo,
  terms: EnrolmentTerms,
): boolean {
  if (wake.timer === timerEnrol) {
    if (state.asked[index] === 0) ask(state, index, io, terms);
    return true;
  }
  if (wake.timer === timerLook) {
    look(io, terms);
    return true;
  }
  if (wake.timer === timerReissue) {
    if (io.identity.revoked && state.asked[index] === 0) ask(state, index, io, terms);
    return true;
  }
  if (wake.timer !== timerEnrolLate) return false;
  if (state.asked[index] !== wake.argument) return true;
  state.asked[index] = 0;
  state.tries[index]! += 1;
  if (state.tries[index]! < terms.tries) {
    ask(state, index, io, terms);
    return true;
  }
  state.tries[index] = 0;
  io.finish('enrol', state.sinceNs[index]!, 0);
  io.wake(timerEnrol, terms.timeoutNs * restTimeouts);
  return true;
}

/** Takes the authority's answer; one to an earlier request is for a key that is gone, and is ignored. */
export function credentialCame(
  state: EnrolmentState,
  index: number,
  message: MessageView<'enrolled'>,
  io: EnrolmentIo,
): void {
  if (message.re !== state.asked[index] || message.re === 0) return;
  state.asked[index] = 0;
  state.tries[index] = 0;
  const { credential } = message.body;
  // Where identities are only claimed, there is nothing to install and nothing was refused.
  const claimed = io.identity.expiresNs === 0;
  io.identity.install(credential);
  io.finish('enrol', state.sinceNs[index]!, credential !== null || claimed ? 1 : 0);
  rotateAtHalfLife(io);
}

/** The request under way is forgotten. */
export function forgetEnrolment(state: EnrolmentState, index: number): void {
  state.asked[index] = 0;
  state.tries[index] = 0;
}

function look(io: EnrolmentIo, { reissue }: EnrolmentTerms): void {
  if (reissue === undefined) return;
  const { lookNs, spreadNs } = reissue;
  const { revoked } = io.identity;
  if (revoked) io.wake(timerReissue, Math.floor(io.random.uniform() * spreadNs));
  io.wake(timerLook, revoked ? spreadNs + lookNs : lookNs);
}

function ask(state: EnrolmentState, index: number, io: EnrolmentIo, terms: EnrolmentTerms): void {
  if (state.tries[index] === 0) state.sinceNs[index] = io.now;
  const body = { identifier: io.identity.name, request: io.identity.request() };
  const number = io.send('RP-D', terms.authority, { kind: 'enrol', subject: io.node, dataClass: 'operational', body });
  state.asked[index] = number;
  let waitNs = terms.timeoutNs;
  for (let tried = 0; tried < state.tries[index]!; tried++) waitNs *= 2;
  io.wake(timerEnrolLate, waitNs, number);
}
