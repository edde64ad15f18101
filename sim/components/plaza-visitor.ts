import type { Component, Io, Operation } from '../framework/component.ts';
import { workloads } from '../framework/component.ts';
import type { Message } from '../framework/message.ts';
import type { Say } from '../framework/messages/plaza.ts';
import { addPending, clearPending, findPending, noRow, pendingTable, removePending } from '../framework/pending.ts';
import type { PendingTable } from '../framework/pending.ts';
import {
  beginJourney,
  forgetJourney,
  hasSettled,
  isSomewhere,
  journeyState,
  nextWord,
  plazaJourneys,
} from './plaza-journeys.ts';
import type { JourneyState, JourneyTerms } from './plaza-journeys.ts';
import { doorOf } from './plaza-people.ts';
import { talkOf } from './plaza-talk.ts';
import type { TalkSettings } from './plaza-talk.ts';
import { barredBy, changesOf, friendsOf } from './plaza-wills.ts';
import type { Wills } from './plaza-wills.ts';

/** What all visitors of a plaza share. Means are of exponential times (assumption). */
export interface PlazaVisitorSettings extends TalkSettings {
  readonly wills: Wills;
  readonly journeys: JourneyTerms;
  /** Secret of each person's account at home; absent where none is asked for. */
  readonly secrets?: readonly string[];
  /** Persons who have an account and never come, by index. */
  readonly absent: ReadonlySet<number>;
  /** First arrivals happen within this time, ns. */
  readonly arriveWithinNs: number;
  /** Time after which a visitor states again that it is here, and a guardian what it allows, ns. */
  readonly restateNs: number;
  readonly sayMeanNs: number;
  readonly contactMeanNs: number;
  readonly askMeanNs: number;
  readonly lookupMeanNs: number;
  readonly patienceNs: number;
  /** How often entering and stating are tried. */
  readonly tries: number;
}

/** State of visitors. */
export interface PlazaVisitorState {
  /** What is waited for: `detail` the operation, `subject` the minor that a statement is about, `sinceNs` the intended time. */
  readonly pending: PendingTable;
  /** 1 once the plaza has answered. */
  readonly here: Uint8Array;
  /** The token in hand is replaced from then on, ns; 0 before the first. */
  readonly renewNs: Float64Array;
  /** Number of its session at home, 0 for none. */
  readonly session: Float64Array;
  readonly journeys: JourneyState;
}

const timerArrive = 1;
const timerRestate = 2;
const timerWill = 3;
const timerLate = 4;
/** Timers of what a person wants again and again, in the order of `wants`. */
const firstWant = 10;
const pendingWishes = 64;

/**
 * A visitor of a plaza: comes, states an age and whom it bars, and again from time to time; talks to all who are near, to single
 * people and to characters; as a guardian, says who may contact its minors, and looks after them. Open-loop: what is wished for, and
 * when, never waits for an answer.
 *
 *   visitor ─RP-A enter─▶ avatar agent ─▶ entered        ─RP-A visit, contactConsent, say─▶ ... ─▶ answer        ─RP-A lookup─▶ ... ─▶ profile
 *                                                        ◀─RP-A speech─ what others say
 *           ─RP-A travel─▶ avatar agent where it is ─▶ answer ─RP-A arrive─▶ avatar agent of another plaza ─▶ answer
 */
export function plazaVisitor(settings: PlazaVisitorSettings): Component<'person', PlazaVisitorState> {
  const { people, wills } = settings;
  type Here = Io<'person'>;
  const talk = talkOf(settings);
  const personAt = (io: Here): number => io.node - people.first;
  /** What is said of oneself and of one's minors is said at home, wherever the avatar is. */
  const homeOf = (io: Here) => doorOf(people, personAt(io));
  const minors = Array.from(people.guardian).reduce<Map<number, number[]>>((charges, guardian, person) => {
    if (guardian >= 0) charges.set(guardian, [...(charges.get(guardian) ?? []), people.first + person]);
    return charges;
  }, new Map());
  const chargesOf = (io: Here): readonly number[] => minors.get(io.node) ?? [];
  const gap = (meanNs: number, io: Here): number => Math.floor(-meanNs * Math.log(io.random.open()));

  const journeys = plazaJourneys<PlazaVisitorState>(
    { leaseNs: settings.journeys.leaseNs, answerNs: settings.patienceNs, tries: settings.tries },
    {
      homeOf,
      barred: (io) => barredBy(wills, io.node, io.now),
      visit: (state, index, io) => sayVisit(state, index, io),
      came: (state, index, here) => {
        state.here[index] = here;
      },
      state: (state, index, io) => stateAll(state, index, io),
    },
  );

  const expect = (
    state: PlazaVisitorState,
    index: number,
    wish: { number: number; operation: Operation; intendedNs: number; tries: number; of: number; minor?: number },
    io: Here,
  ): void => {
    const row = addPending(state.pending, index, wish.number);
    if (row === noRow) {
      io.finish(wish.operation, wish.intendedNs, 0);
      return;
    }
    state.pending.detail[row] = workloads.indexOf(wish.operation);
    state.pending.sinceNs[row] = wish.intendedNs;
    state.pending.tries[row] = wish.tries;
    state.pending.from[row] = wish.of;
    state.pending.subject[row] = wish.minor ?? -1;
    io.wake(timerLate, settings.patienceNs, wish.number);
  };

  const sayVisit = (state: PlazaVisitorState, index: number, io: Here): number => {
    const band = settings.claims[personAt(io)]!;
    const at = nextWord(state.journeys, index, io.now);
    const session = state.session[index]!;
    const said = { person: io.node, band, barred: barredBy(wills, io.node, io.now), at };
    const body = session > 0 ? { ...said, session } : said;
    const dataClass = settings.ranks[personAt(io)]! < 2 ? ('child' as const) : ('personal' as const);
    return io.send('RP-A', homeOf(io), { kind: 'visit', subject: io.node, dataClass, body });
  };

  /** States where its avatar is, and how. */
  const visit = (state: PlazaVisitorState, index: number, intendedNs: number, tries: number, io: Here): void => {
    const of = journeys.placeOf(state, index, io);
    const number = journeys.isHome(state, index) ? sayVisit(state, index, io) : journeys.goOn(state, index, io);
    if (number > 0) expect(state, index, { number, operation: 'enter', intendedNs, tries, of }, io);
    else io.finish('enter', intendedNs, 0);
  };

  /** Enters where there is no token, or an old one; else states only where its avatar is. */
  const come = (state: PlazaVisitorState, index: number, intendedNs: number, tries: number, io: Here): void => {
    if (io.now < state.renewNs[index]!) {
      visit(state, index, intendedNs, tries, io);
      return;
    }
    const of = homeOf(io);
    const secret = settings.secrets?.[personAt(io)];
    const body = secret === undefined ? { person: io.node } : { person: io.node, secret };
    const number = io.send('RP-A', of, { kind: 'enter', subject: io.node, dataClass: 'personal', body });
    expect(state, index, { number, operation: 'enter', intendedNs, tries, of }, io);
  };

  const allow = (
    state: PlazaVisitorState,
    index: number,
    { minor, intendedNs, tries }: { minor: number; intendedNs: number; tries: number },
    io: Here,
  ): void => {
    const body = { person: io.node, minor, friends: friendsOf(wills, minor, io.now), at: io.now };
    const number = io.send('RP-A', homeOf(io), { kind: 'contactConsent', subject: minor, dataClass: 'child', body });
    expect(state, index, { number, operation: 'guard', intendedNs, tries, of: homeOf(io), minor }, io);
  };

  const allowAll = (state: PlazaVisitorState, index: number, io: Here): void => {
    for (const minor of chargesOf(io)) allow(state, index, { minor, intendedNs: io.now, tries: 0 }, io);
  };

  const stateAll = (state: PlazaVisitorState, index: number, io: Here): void => {
    if (hasSettled(state.journeys, index)) come(state, index, io.now, 0, io);
    else state.journeys.again[index] = 1;
    if (state.here[index] === 1) allowAll(state, index, io);
  };

  /** Says something now: a failure where it could not come in. */
  const speak = (state: PlazaVisitorState, index: number, said: Say | null, io: Here): void => {
    // On its way it has nobody to talk to.
    if (said === null || !isSomewhere(state.journeys, index)) return;
    if (state.here[index] === 0) {
      io.finish('say', io.now, 0);
      return;
    }
    const of = journeys.placeOf(state, index, io);
    const number = io.send('RP-A', of, { kind: 'say', subject: io.node, dataClass: 'public', body: said });
    expect(state, index, { number, operation: 'say', intendedNs: io.now, tries: 0, of }, io);
  };

  const lookAfter = (state: PlazaVisitorState, index: number, io: Here): void => {
    const charges = chargesOf(io);
    const which = io.random.uniform();
    const about = charges[Math.floor(which * charges.length)];
    if (about === undefined) return;
    if (state.here[index] === 0) {
      io.finish('query', io.now, 0);
      return;
    }
    const body = { person: io.node, about };
    const of = homeOf(io);
    const number = io.send('RP-A', of, { kind: 'lookup', subject: about, dataClass: 'child', body });
    expect(state, index, { number, operation: 'query', intendedNs: io.now, tries: 0, of }, io);
  };

  /** Wants to be elsewhere; who stays at home draws all the same. */
  const setOut = (state: PlazaVisitorState, index: number, io: Here): void => {
    const others = settings.journeys.mayVisit[personAt(io)]!;
    const which = io.random.uniform();
    if (others.length === 0 || state.here[index] === 0) return;
    journeys.setOut(state, index, others[Math.floor(which * others.length)]!, io);
  };

  /** What a person wants again and again: how often, and what it does then. */
  const wants: readonly {
    readonly meanNs: number;
    readonly act: (state: PlazaVisitorState, index: number, io: Here) => void;
  }[] = [
    { meanNs: settings.sayMeanNs, act: (state, index, io) => speak(state, index, talk.aloud(io), io) },
    { meanNs: settings.contactMeanNs, act: (state, index, io) => speak(state, index, talk.toOne(io), io) },
    { meanNs: settings.askMeanNs, act: (state, index, io) => speak(state, index, talk.toCharacter(io), io) },
    { meanNs: settings.lookupMeanNs, act: lookAfter },
    { meanNs: settings.journeys.stayMeanNs, act: setOut },
  ];

  /** The outcome of something that was waited for. */
  const hear = (state: PlazaVisitorState, index: number, message: Message, io: Here): void => {
    if (message.kind === 'answer' && journeys.answered(state, index, message, io)) return;
    const row = findPending(state.pending, index, message.re);
    if (row === noRow || message.from !== state.pending.from[row]) return;
    const operation = workloads[state.pending.detail[row]!]!;
    const intendedNs = state.pending.sinceNs[row]!;
    const tries = state.pending.tries[row]!;
    removePending(state.pending, index, row);
    if (message.kind === 'entered') {
      const { token, session = 0, untilNs = Infinity } = message.body;
      io.identity.present(token);
      state.session[index] = session;
      // Without tokens and sessions there is nothing to renew.
      const endsNs = Math.min(token?.expiresNs ?? Infinity, untilNs);
      state.renewNs[index] = endsNs === Infinity ? Infinity : io.now + Math.floor((endsNs - io.now) / 2);
      if (hasSettled(state.journeys, index)) visit(state, index, intendedNs, tries, io);
      else io.finish(operation, intendedNs, 1);
      return;
    }
    const done = message.kind === 'answer' ? message.body.done : 1;
    // What is heard of a place that it has left tells nothing of the one where it is.
    const there = isSomewhere(state.journeys, index) && message.from === journeys.placeOf(state, index, io);
    if (operation === 'enter' && done === 1 && there) state.journeys.heardNs[index] = io.now;
    // A plaza that has forgotten the session takes no statement: who is told so comes in anew.
    if (operation === 'enter' && done === 0 && state.session[index]! > 0) state.renewNs[index] = 0;
    const first = operation === 'enter' && done === 1 && there && state.here[index] === 0;
    if (first) state.here[index] = 1;
    io.finish(operation, intendedNs, done);
    if (first) allowAll(state, index, io);
  };

  const late = (state: PlazaVisitorState, index: number, number: number, io: Here): void => {
    const row = findPending(state.pending, index, number);
    if (row === noRow) return;
    const operation = workloads[state.pending.detail[row]!]!;
    const intendedNs = state.pending.sinceNs[row]!;
    const tries = state.pending.tries[row]! + 1;
    const minor = state.pending.subject[row]!;
    removePending(state.pending, index, row);
    const settled = hasSettled(state.journeys, index);
    if (operation === 'enter' && settled && tries < settings.tries) come(state, index, intendedNs, tries, io);
    else if (operation === 'guard' && tries < settings.tries) allow(state, index, { minor, intendedNs, tries }, io);
    else io.finish(operation, intendedNs, 0);
  };

  return {
    role: 'person',
    code: 'plaza-visitor 1',
    state: (count) => ({
      pending: pendingTable(count, pendingWishes),
      here: new Uint8Array(count),
      renewNs: new Float64Array(count),
      session: new Float64Array(count),
      journeys: journeyState(count),
    }),
    start: (state, index, io) => {
      if (settings.absent.has(personAt(io))) return;
      const lost = state.journeys.lost[index] === 1 && settings.journeys.mayVisit[personAt(io)]!.length > 0;
      const lostNs = lost ? settings.journeys.leaseNs : 0;
      io.wake(timerArrive, lostNs + Math.floor(io.random.uniform() * settings.arriveWithinNs));
      for (const atNs of changesOf(wills, io.node, io.now)) io.wake(timerWill, atNs - io.now);
    },
    receive: (state, index, message, io) => {
      if (message.kind !== 'speech') hear(state, index, message, io);
      else if (message.from === journeys.placeOf(state, index, io))
        io.use(message.body.to === io.node ? 'contact' : 'hearing');
    },
    wake: (state, index, timer, argument, io) => {
      if (journeys.woke(state, index, { timer, argument }, io)) return;
      if (timer === timerLate) {
        late(state, index, argument, io);
      } else if (timer === timerArrive) {
        beginJourney(state.journeys, index);
        stateAll(state, index, io);
        io.wake(timerRestate, settings.restateNs);
        wants.forEach(({ meanNs }, want) => io.wake(firstWant + want, gap(meanNs, io)));
      } else if (timer === timerRestate) {
        io.wake(timerRestate, settings.restateNs);
        stateAll(state, index, io);
      } else if (timer === timerWill) {
        stateAll(state, index, io);
      } else {
        const want = wants[timer - firstWant]!;
        io.wake(timer, gap(want.meanNs, io));
        want.act(state, index, io);
      }
    },
    forget: (state, index) => {
      clearPending(state.pending, index);
      state.here[index] = 0;
      state.renewNs[index] = 0;
      state.session[index] = 0;
      forgetJourney(state.journeys, index);
    },
  };
}
