import type { Io } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import type { MessageView } from '../framework/message.ts';

/** How visitors of a plaza go on visits to others. */
export interface JourneyTerms {
  /** Avatar agents of other plazas to which each person goes; none for one who stays at home. */
  readonly mayVisit: readonly (readonly Address<'avatar-agent'>[])[];
  /** Mean time between two wishes to be elsewhere. */
  readonly stayMeanNs: number;
  /** How long a plaza counts an avatar as being there after its person said so; persons and plazas agree on it. */
  readonly leaseNs: number;
}

/** Where an avatar is between plazas, as `stage` has it. */
const settled = 0;
const leaving = 1;
const arriving = 2;
const outside = 3;

/** Where avatars are, as their persons know it, by node. */
export interface JourneyState {
  readonly stage: Uint8Array;
  /** Avatar agent at which the avatar is or was last, and the one to which it wants; -1 for the one at home. */
  readonly place: Int32Array;
  readonly target: Int32Array;
  /** Time of the person's newest word about where its avatar is: never the same twice. */
  readonly saidNs: Float64Array;
  /** Until when the plaza to which it said last that it is there may believe so. */
  readonly untilNs: Float64Array;
  /** When a plaza said last that the avatar is there. */
  readonly heardNs: Float64Array;
  /** Time of its newest word to go there. */
  readonly movedNs: Float64Array;
  /** Since when it wants to be elsewhere, -1 while it does not. */
  readonly wishNs: Float64Array;
  /** Number of the message whose answer it waits for, 0 for none, and how often it was said. */
  readonly asked: Float64Array;
  readonly tries: Uint8Array;
  /** 1 where something is to be stated once the avatar has settled. */
  readonly again: Uint8Array;
  /** 1 after a restart: it no longer knows who may believe that its avatar is there. */
  readonly lost: Uint8Array;
}

/** Persons before their arrival. */
export const journeyState = (count: number): JourneyState => ({
  stage: new Uint8Array(count).fill(outside),
  place: new Int32Array(count).fill(-1),
  target: new Int32Array(count).fill(-1),
  saidNs: new Float64Array(count).fill(-1),
  untilNs: new Float64Array(count),
  heardNs: new Float64Array(count),
  movedNs: new Float64Array(count),
  wishNs: new Float64Array(count).fill(-1),
  asked: new Float64Array(count),
  tries: new Uint8Array(count),
  again: new Uint8Array(count),
  lost: new Uint8Array(count),
});

/** A person forgets where its avatar was, and with that who may still believe that it is there. */
export function forgetJourney(state: JourneyState, index: number): void {
  state.stage[index] = outside;
  state.place[index] = -1;
  state.saidNs[index] = -1;
  state.untilNs[index] = 0;
  state.wishNs[index] = -1;
  state.asked[index] = 0;
  state.again[index] = 0;
  state.lost[index] = 1;
}

/** A time for a person's next word about where its avatar is: later than all before. */
export function nextWord(state: JourneyState, index: number, nowNs: number): number {
  state.saidNs[index] = Math.max(nowNs, state.saidNs[index]! + 1);
  return state.saidNs[index];
}

/** The person begins, or begins anew once nobody can believe any more that its avatar is elsewhere. */
export function beginJourney(state: JourneyState, index: number): void {
  state.stage[index] = settled;
}
/** Whether the avatar is at a plaza, and does not want to leave it just now. */
export const hasSettled = (state: JourneyState, index: number): boolean => state.stage[index] === settled;
/** Whether the avatar is at a plaza: it is there until that has let it go. */
export const isSomewhere = (state: JourneyState, index: number): boolean => state.stage[index]! <= leaving;

/** What a person says and knows besides, for its journeys. */
export interface JourneyHooks<State> {
  homeOf(io: Io<'person'>): Address<'avatar-agent'>;
  barred(io: Io<'person'>): readonly number[];
  /** Says at home that the avatar is there; returns the number of what it says. */
  visit(state: State, index: number, io: Io<'person'>): number;
  /** The avatar is there from now on, or no longer. */
  came(state: State, index: number, here: 0 | 1, io: Io<'person'>): void;
  /** States anew where it is. */
  state(state: State, index: number, io: Io<'person'>): void;
}

/** Times of journeys, ns; and how often something is said that is not answered. */
export interface JourneyTimes {
  readonly leaseNs: number;
  readonly answerNs: number;
  readonly tries: number;
}

/** What a person does about its journeys. */
export interface Journeys<State> {
  /** Avatar agent at which the avatar is. */
  placeOf(state: State, index: number, io: Io<'person'>): Address<'avatar-agent'>;
  isHome(state: State, index: number): boolean;
  /** It wants to be elsewhere: at home again, or at a plaza that it visits. */
  setOut(state: State, index: number, elsewhere: number, io: Io<'person'>): void;
  /** States anew that it is on a visit: at home, which vouches for it, and there. Returns the number of the latter, 0 where it is not. */
  goOn(state: State, index: number, io: Io<'person'>): number;
  /** Whether an answer was one to its journeys. */
  answered(state: State, index: number, message: MessageView<'answer'>, io: Io<'person'>): boolean;
  /** Runs the timers of journeys; false for a timer that is none of them. */
  woke(
    state: State,
    index: number,
    wake: { readonly timer: number; readonly argument: number },
    io: Io<'person'>,
  ): boolean;
}

const timerLate = 21;
const timerBack = 22;

/**
 * A person's avatar on visits from its home to other plazas. It is at one place at a time: at another only after the last one has
 * passed it on, or when that one's lease must be over.
 *
 *   outside ─state─▶ settled ─travel─▶ leaving ─passed on─▶ arriving ─arrive, at home visit; answer─▶ settled
 *      ▲                │                  │ no answer, or no: settled, and says so anew
 *      └────────────────┴───── no answer ──┴─ (what it says meanwhile goes to where it is)
 *        home, once the lease must be over
 */
export function plazaJourneys<State extends { readonly journeys: JourneyState }>(
  { leaseNs, answerNs, tries }: JourneyTimes,
  hooks: JourneyHooks<State>,
): Journeys<State> {
  type Here = Io<'person'>;
  const placeOf = (state: State, index: number, io: Here): Address<'avatar-agent'> =>
    state.journeys.place[index]! < 0 ? hooks.homeOf(io) : (state.journeys.place[index]! as Address<'avatar-agent'>);
  const isHome = (state: State, index: number): boolean => state.journeys.place[index]! < 0;
  const wait = (state: State, index: number, number: number, io: Here): void => {
    state.journeys.asked[index] = number;
    io.wake(timerLate, answerNs, number);
  };
  const endWish = (state: State, index: number, done: 0 | 1, io: Here): void => {
    if (state.journeys.wishNs[index]! >= 0) io.finish('hand-over', state.journeys.wishNs[index]!, done);
    state.journeys.wishNs[index] = -1;
  };
  const sayTravel = (state: State, index: number, to: Address<'avatar-agent'>, platform: number, io: Here): number => {
    const body = { platform, at: state.journeys.movedNs[index]!, barred: hooks.barred(io) };
    return io.send('RP-A', to, { kind: 'travel', subject: io.node, dataClass: 'personal', body });
  };
  const sayArrive = (state: State, index: number, io: Here): number => {
    const body = { at: nextWord(state.journeys, index, io.now), moved: state.journeys.movedNs[index]! };
    state.journeys.untilNs[index] = body.at + leaseNs;
    const draft = { kind: 'arrive' as const, subject: io.node, dataClass: 'operational' as const, body };
    return io.send('RP-A', placeOf(state, index, io), draft);
  };

  const askLeave = (state: State, index: number, io: Here): void => {
    const target = state.journeys.target[index]! < 0 ? hooks.homeOf(io) : state.journeys.target[index]!;
    wait(state, index, sayTravel(state, index, placeOf(state, index, io), target, io), io);
  };
  const enter = (state: State, index: number, io: Here): void => {
    wait(state, index, isHome(state, index) ? hooks.visit(state, index, io) : sayArrive(state, index, io), io);
  };
  const settle = (state: State, index: number, io: Here): void => {
    state.journeys.stage[index] = settled;
    state.journeys.asked[index] = 0;
    if (state.journeys.again[index] === 0) return;
    state.journeys.again[index] = 0;
    hooks.state(state, index, io);
  };
  /** The plaza where it is does not let it go, or does not say: it stays, and whatever was passed on is void. */
  const remain = (state: State, index: number, io: Here): void => {
    endWish(state, index, 0, io);
    state.journeys.again[index] = 1;
    settle(state, index, io);
  };
  /** A plaza does not let it in: home, once that plaza cannot believe any more that it is there. */
  const turnHome = (state: State, index: number, io: Here): void => {
    const waitNs = isHome(state, index) ? 0 : state.journeys.untilNs[index]! - io.now;
    endWish(state, index, 0, io);
    state.journeys.stage[index] = outside;
    state.journeys.place[index] = -1;
    state.journeys.asked[index] = 0;
    hooks.came(state, index, 0, io);
    io.wake(timerBack, Math.max(0, waitNs));
  };

  return {
    placeOf,
    isHome,
    setOut(state, index, elsewhere, io) {
      if (state.journeys.stage[index] !== settled) return;
      state.journeys.stage[index] = leaving;
      state.journeys.target[index] = isHome(state, index) ? elsewhere : -1;
      state.journeys.wishNs[index] = io.now;
      state.journeys.movedNs[index] = nextWord(state.journeys, index, io.now);
      state.journeys.tries[index] = 0;
      askLeave(state, index, io);
    },
    goOn(state, index, io) {
      if (io.now >= state.journeys.heardNs[index]! + leaseNs) {
        turnHome(state, index, io);
        return 0;
      }
      state.journeys.movedNs[index] = nextWord(state.journeys, index, io.now);
      sayTravel(state, index, hooks.homeOf(io), placeOf(state, index, io), io);
      return sayArrive(state, index, io);
    },
    answered(state, index, { re, body }, io) {
      if (re === 0 || re !== state.journeys.asked[index]) return false;
      // A no to who arrives is as good as none: it is said again in time.
      if (state.journeys.stage[index] === arriving && body.done === 0) return true;
      if (state.journeys.stage[index] === leaving && body.done === 0) {
        remain(state, index, io);
      } else if (state.journeys.stage[index] === leaving) {
        if (!isHome(state, index)) io.leave('RP-A', placeOf(state, index, io));
        state.journeys.place[index] = state.journeys.target[index]!;
        state.journeys.stage[index] = arriving;
        state.journeys.tries[index] = 0;
        hooks.came(state, index, 0, io);
        enter(state, index, io);
      } else {
        state.journeys.heardNs[index] = io.now;
        endWish(state, index, 1, io);
        hooks.came(state, index, 1, io);
        settle(state, index, io);
      }
      return true;
    },
    woke(state, index, { timer, argument }, io) {
      if (timer === timerBack) {
        if (state.journeys.stage[index] !== outside) return true;
        state.journeys.again[index] = 1;
        settle(state, index, io);
        return true;
      }
      if (timer !== timerLate) return false;
      if (state.journeys.asked[index] !== argument) return true;
      state.journeys.asked[index] = 0;
      state.journeys.tries[index]! += 1;
      const again = state.journeys.tries[index]! < tries;
      if (state.journeys.stage[index] === leaving && again) askLeave(state, index, io);
      else if (state.journeys.stage[index] === leaving) remain(state, index, io);
      else if (again) enter(state, index, io);
      else turnHome(state, index, io);
      return true;
    },
  };
}
