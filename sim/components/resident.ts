import type { Component, Io } from '../framework/component.ts';
import type { Purpose } from '../framework/datum.ts';
import type { Address } from '../framework/figure.ts';
import type { Message } from '../framework/message.ts';
import type { People } from './person.ts';
import { subjectOfRoom } from './rooms.ts';

/** What residents agree to, and when they think better of it. */
export interface ResidentSettings {
  readonly people: People;
  /** Whether a person, by its place among the people, lives in its room and so decides about what is known of it. */
  lives(person: number): boolean;
  /** Purposes agreed to before the withdrawal, and after it. */
  readonly agreed: readonly Purpose[];
  readonly kept: readonly Purpose[];
  /** Moment at which each person withdraws and asks for erasure, ns; Infinity for never. */
  readonly withdrawsNs: Float64Array;
  /** Time within which an answer to a request to erase must be there, ns. */
  readonly deadlineNs: number;
  /** Time after which what was not answered is said again, ns. */
  readonly retryNs: number;
}

/** State of residents. */
export interface ResidentState<State> {
  readonly visit: State;
  /** Number of the choice that was said last and is not acknowledged; 0 for none. And when it was to be said first, ns. */
  readonly choice: Float64Array;
  readonly choiceSinceNs: Float64Array;
  /** Number of the request to erase that is not answered; 0 for none. */
  readonly request: Float64Array;
}

const timerChoose = 141;
const timerWithdraw = 142;
const timerChoiceLate = 143;
const timerRequestLate = 144;
/** Residents choose in the first moments, one after the other (assumption). */
const chooseWithinNs = 1e9;

/**
 * A person who lives in the room where it is entitled: besides what persons do it says what may be done with what is known of it,
 * at first and whenever its avatar has come in, and at some moment withdraws that and asks for erasure. What is not answered is said again.
 *
 *   resident ─RP-A consent─▶ avatar agent ─▶ ... ─RP-A answer─▶ resident        ─RP-A erase─▶ ... ─RP-A erased─▶
 */
export function resident<State>(
  base: Component<'person', State>,
  settings: ResidentSettings,
): Component<'person', ResidentState<State>> {
  const { people, withdrawsNs, deadlineNs, retryNs } = settings;
  type Here = Io<'person'>;
  type All = ResidentState<State>;

  const placeOf = (io: Here): number => io.node - people.first;
  const door = (io: Here): Address<'avatar-agent'> => people.avatarAgent[placeOf(io)]! as Address<'avatar-agent'>;
  const roomOf = (io: Here): number => people.room[placeOf(io)]!;
  const hasWithdrawn = (io: Here): boolean => io.now >= withdrawsNs[placeOf(io)]!;

  const sayChoice = (state: All, index: number, io: Here): void => {
    const room = roomOf(io);
    const body = hasWithdrawn(io)
      ? { person: io.node, room, agreed: settings.kept, since: withdrawsNs[placeOf(io)]! }
      : { person: io.node, room, agreed: settings.agreed, since: 0 };
    const draft = { kind: 'consent' as const, subject: subjectOfRoom(room), dataClass: 'operational' as const, body };
    state.choice[index] = io.send('RP-A', door(io), draft);
    io.wake(timerChoiceLate, retryNs, state.choice[index]);
  };

  const choose = (state: All, index: number, io: Here): void => {
    if (state.choice[index] === 0) state.choiceSinceNs[index] = io.now;
    sayChoice(state, index, io);
  };

  const ask = (state: All, index: number, io: Here): void => {
    const room = roomOf(io);
    const since = withdrawsNs[placeOf(io)]!;
    const body = { person: io.node, room, since, upTo: -1, dueNs: since + deadlineNs };
    const draft = { kind: 'erase' as const, subject: subjectOfRoom(room), dataClass: 'operational' as const, body };
    state.request[index] = io.send('RP-A', door(io), draft);
    io.wake(timerRequestLate, retryNs, state.request[index]);
  };

  const askAgain = (state: All, index: number, io: Here): void => {
    const since = withdrawsNs[placeOf(io)]!;
    if (io.now < since + deadlineNs) {
      ask(state, index, io);
      return;
    }
    state.request[index] = 0;
    io.finish('erase', since, 0);
  };

  /** Whether a message answers something that residents say besides what persons say. */
  const takeAnswer = (state: All, index: number, message: Message, io: Here): boolean => {
    if (message.from !== door(io)) return false;
    if (message.kind === 'answer' && message.re > 0 && message.re === state.choice[index]) {
      state.choice[index] = 0;
      io.finish('consent', state.choiceSinceNs[index]!, message.body.done);
      return true;
    }
    if (message.kind !== 'erased') return false;
    if (message.re > 0 && message.re === state.request[index]) {
      state.request[index] = 0;
      io.finish('erase', withdrawsNs[placeOf(io)]!, message.body.complete);
    }
    return true;
  };

  return {
    ...base,
    code: `${base.code}, resident 1`,
    state: (count) => ({
      visit: base.state(count),
      choice: new Float64Array(count),
      choiceSinceNs: new Float64Array(count),
      request: new Float64Array(count),
    }),
    start: (state, index, io) => {
      base.start(state.visit, index, io);
      if (!settings.lives(placeOf(io))) return;
      io.wake(timerChoose, Math.floor((chooseWithinNs * placeOf(io)) / people.count));
      const withdraws = withdrawsNs[placeOf(io)]!;
      if (withdraws < Infinity && io.now < withdraws + deadlineNs) {
        io.wake(timerWithdraw, Math.max(0, withdraws - io.now));
      }
    },
    receive: (state, index, message, io) => {
      if (takeAnswer(state, index, message, io)) return;
      base.receive(state.visit, index, message, io);
      if (message.kind === 'entered' && settings.lives(placeOf(io))) choose(state, index, io);
    },
    wake: (state, index, timer, argument, io) => {
      if (timer === timerChoose) choose(state, index, io);
      else if (timer === timerWithdraw) {
        choose(state, index, io);
        ask(state, index, io);
      } else if (timer === timerChoiceLate) {
        if (state.choice[index] === argument) sayChoice(state, index, io);
      } else if (timer === timerRequestLate) {
        if (state.request[index] === argument) askAgain(state, index, io);
      } else base.wake(state.visit, index, timer, argument, io);
    },
    stored: (state, index, ticket, done, io) => base.stored?.(state.visit, index, ticket, done, io),
    loaded: (state, index, ticket, found, io) => base.loaded?.(state.visit, index, ticket, found, io),
    undelivered: (state, index, number, io) => base.undelivered?.(state.visit, index, number, io),
    forget: (state, index) => {
      base.forget?.(state.visit, index);
      state.choice[index] = 0;
      state.request[index] = 0;
    },
  };
}
