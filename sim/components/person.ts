import type { Component, Io, Operation } from '../framework/component.ts';
import { workloads } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import type { Message } from '../framework/message.ts';
import { addPending, clearPending, findPending, noRow, pendingTable, removePending } from '../framework/pending.ts';
import type { PendingTable } from '../framework/pending.ts';
import { highestIntensity, intensityAt, isEven, isOn } from '../framework/schedule.ts';
import type { Intensity, Schedule } from '../framework/schedule.ts';
import { subjectOfRoom } from './rooms.ts';
import { quantityOf, thingOf } from './things.ts';
import type { Things } from './things.ts';
import { noVirtualThings, virtualQuantityOf } from './virtual-things.ts';
import type { VirtualThings } from './virtual-things.ts';
import { anybodySets, wished } from './wishes.ts';

/** Guests may look, and set what is virtual; members may set lamp, display and valve and read the archive; organisers may lock besides, while booked. */
export type Standing = 'guest' | 'member' | 'organiser';

/** The people, in columns: person i is the node `first + i`. */
export interface People {
  readonly first: number;
  readonly count: number;
  readonly room: Int32Array;
  readonly avatarAgent: Int32Array;
  readonly standing: readonly Standing[];
}

/** What all persons share. Means are of exponential times, so that wishes are a Poisson stream (assumption). */
export interface PersonSettings {
  readonly people: People;
  readonly things: Things;
  /** Virtual things, which everybody may set who comes upon one on the own platform; none by default. */
  readonly virtual?: VirtualThings;
  readonly bookings: Schedule;
  /** First arrivals happen within this time. */
  readonly arriveWithinNs: number;
  readonly stayMeanNs: number;
  readonly awayMeanNs: number;
  readonly commandMeanNs: number;
  readonly viewMeanNs: number;
  readonly queryMeanNs: number;
  /** Time between two pose updates of an avatar that is in, 0 for none. */
  readonly poseNs: number;
  /** How long a person waits for the outcome of a wish. */
  readonly patienceNs: number;
  readonly enterTries: number;
  /** Organisers do not touch a lock within this time before a booking ends. */
  readonly bookingMarginNs: number;
  /** Whether members and organisers mark what they command as urgent; not so by default. */
  readonly commandsUrgent?: true;
  /** How busy it is: arrivals and wishes are as many times as frequent. */
  readonly intensity: Intensity;
}

/** State of persons. */
export interface PersonState {
  /** Wishes whose outcome is awaited; `detail` is the operation, `sinceNs` the intended time. */
  readonly pending: PendingTable;
  /** Visits so far: timers of an earlier one are void. */
  readonly visit: Float64Array;
  readonly leavesNs: Float64Array;
  /** 1 while the avatar is in. */
  readonly entered: Uint8Array;
  /** Number of its session, 0 for none. */
  readonly session: Float64Array;
}

const timerArrive = 1;
const timerLeave = 2;
const timerCommand = 3;
const timerView = 4;
const timerQuery = 5;
const timerLate = 6;
const timerRenew = 7;
const timerHangUp = 8;
const timerPose = 9;
/** Nobody wishes for anything in the first moments after coming in (assumption). */
const settleNs = 1e9;
const pendingWishes = 32;

/**
 * A person with an avatar: comes, enters, looks, sets lamp, display and lock, reads the archive, leaves, comes again.
 * Open-loop: what is wished for, and when, is drawn from the person's own stream and never waits for an answer.
 *
 *   person ─RP-A enter─▶ avatar agent ─RP-A entered─▶       ─RP-A command, view, query─▶ ... ─RP-A answer, scene, records─▶
 */
export function person(settings: PersonSettings): Component<'person', PersonState> {
  const { people, things, bookings, virtual = noVirtualThings } = settings;
  type Here = Io<'person'>;

  const { intensity } = settings;
  const even = isEven(intensity);
  const highest = highestIntensity(intensity);
  const gap = (meanNs: number, io: Here): number => Math.floor(-meanNs * Math.log(io.random.open()));
  /** Time until something may come next: as at the busiest moment, of which `isDue` takes as many as it is busy. */
  const gapToNext = (meanNs: number, io: Here): number => gap(meanNs / highest, io);
  const isDue = (io: Here): boolean => even || io.random.uniform() * highest < intensityAt(intensity, io.now);
  const door = (io: Here): Address<'avatar-agent'> =>
    people.avatarAgent[io.node - people.first]! as Address<'avatar-agent'>;
  const roomOf = (io: Here): number => people.room[io.node - people.first]!;

  /** Things that the person would set now, as nodes: those of the room, and virtual ones in it. */
  const targets = (io: Here): number[] => {
    const room = roomOf(io);
    const standing = people.standing[io.node - people.first]!;
    const found: number[] = [];
    if (standing !== 'guest') {
      const mayLock =
        standing === 'organiser' &&
        isOn(bookings, room, io.now) &&
        isOn(bookings, room, io.now + settings.bookingMarginNs);
      for (let place = things.roomFirst[room]!; place < things.roomFirst[room + 1]!; place++) {
        const thing = things.inRoom[place]!;
        const quantity = quantityOf(things, thing);
        if (anybodySets.has(quantity) || (quantity === 'lock' && mayLock)) found.push(things.first + thing);
      }
    }
    for (let thing = 0; thing < virtual.count; thing++) {
      if (virtual.room[thing] === room && virtual.avatarAgent[thing] === door(io)) found.push(virtual.first + thing);
    }
    return found;
  };

  const expect = (
    state: PersonState,
    index: number,
    wish: {
      readonly number: number;
      readonly operation: Operation;
      readonly intendedNs: number;
      readonly tries: number;
    },
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
    io.wake(timerLate, settings.patienceNs, wish.number);
  };

  const enter = (state: PersonState, index: number, intendedNs: number, tries: number, io: Here): void => {
    const body = { person: io.node };
    const number = io.send('RP-A', door(io), { kind: 'enter', subject: io.node, dataClass: 'personal', body });
    expect(state, index, { number, operation: 'enter', intendedNs, tries }, io);
  };

  const arrive = (state: PersonState, index: number, io: Here): void => {
    state.visit[index]! += 1;
    const visit = state.visit[index]!;
    const stayNs = gap(settings.stayMeanNs, io);
    state.leavesNs[index] = io.now + stayNs;
    state.entered[index] = 0;
    io.wake(timerLeave, stayNs, visit);
    io.wake(timerCommand, settleNs + gapToNext(settings.commandMeanNs, io), visit);
    io.wake(timerView, settleNs + gapToNext(settings.viewMeanNs, io), visit);
    io.wake(timerQuery, settleNs + gapToNext(settings.queryMeanNs, io), visit);
    if (settings.poseNs > 0) io.wake(timerPose, settleNs + Math.floor(io.random.uniform() * settings.poseNs), visit);
    enter(state, index, io.now, 0, io);
  };

  /** Wants something now: said where the avatar is in, and a failure where it could not come in. */
  const want = (state: PersonState, index: number, operation: Operation, io: Here, say: () => number): void => {
    if (state.entered[index] === 0) io.finish(operation, io.now, 0);
    else expect(state, index, { number: say(), operation, intendedNs: io.now, tries: 0 }, io);
  };

  const command = (state: PersonState, index: number, io: Here): void => {
    const found = targets(io);
    // Drawn whether or not there is anything to set, so that the stream does not depend on it.
    const which = io.random.uniform();
    const amount = io.random.uniform();
    const subject = found[Math.floor(which * found.length)];
    if (subject === undefined) return;
    const thing = thingOf(things, subject);
    const quantity = thing < 0 ? virtualQuantityOf(virtual, subject - virtual.first) : quantityOf(things, thing);
    const value = wished(quantity, amount);
    const body = { quantity, value, person: io.node };
    const urgent = settings.commandsUrgent === true && people.standing[io.node - people.first] !== 'guest';
    const draft = { kind: 'command' as const, subject, dataClass: 'operational' as const, body, urgent };
    want(state, index, 'command', io, () => io.send('RP-A', door(io), draft));
  };

  const look = (state: PersonState, index: number, io: Here): void => {
    const room = roomOf(io);
    const draft = {
      kind: 'view' as const,
      subject: subjectOfRoom(room),
      dataClass: 'operational' as const,
      body: { room, person: io.node },
    };
    want(state, index, 'view', io, () => io.send('RP-A', door(io), draft));
  };

  const query = (state: PersonState, index: number, io: Here): void => {
    if (people.standing[io.node - people.first] === 'guest') return;
    const room = roomOf(io);
    const session = state.session[index]!;
    const asked = { room, first: 0, person: io.node };
    const body = session > 0 ? { ...asked, session } : asked;
    const draft = { kind: 'query' as const, subject: subjectOfRoom(room), dataClass: 'operational' as const, body };
    want(state, index, 'query', io, () => io.send('RP-A', door(io), draft));
  };

  /** Tells how the body moves: a head that turns about straight ahead, hands that go up when it is busy (assumption). */
  const pose = (state: PersonState, index: number, io: Here): void => {
    const turned = io.random.uniform();
    const moved = io.random.uniform();
    if (state.entered[index] === 0) return;
    const excitement = intensityAt(intensity, io.now) / highest;
    const body = { person: io.node, yaw: Math.round(120 * (turned - 0.5)), energy: moved * excitement, at: io.now };
    io.send('RP-A', door(io), { kind: 'pose', subject: io.node, dataClass: 'biometric', body });
  };

  const hear = (state: PersonState, index: number, message: Message, io: Here): void => {
    const row = findPending(state.pending, index, message.re);
    if (row === noRow || message.from !== door(io)) return;
    const operation = workloads[state.pending.detail[row]!]!;
    const intendedNs = state.pending.sinceNs[row]!;
    removePending(state.pending, index, row);
    if (message.kind === 'entered') {
      const { token, session = 0, untilNs = Infinity } = message.body;
      state.entered[index] = 1;
      state.session[index] = session;
      io.identity.present(token);
      // Without tokens and sessions there is nothing to renew.
      const endsNs = Math.min(token?.expiresNs ?? Infinity, untilNs);
      if (endsNs < Infinity) io.wake(timerRenew, Math.floor((endsNs - io.now) / 2), state.visit[index]!);
      io.finish('enter', intendedNs, 1);
      return;
    }
    const done = message.kind === 'answer' ? message.body.done : 1;
    io.finish(operation, intendedNs, done);
    // A door that has forgotten the session lets no query pass: who is told so comes in anew.
    if (operation === 'query' && done === 0 && state.entered[index] === 1 && state.session[index]! > 0) {
      state.session[index] = 0;
      enter(state, index, io.now, 0, io);
    }
  };

  const late = (state: PersonState, index: number, number: number, io: Here): void => {
    const row = findPending(state.pending, index, number);
    if (row === noRow) return;
    const operation = workloads[state.pending.detail[row]!]!;
    const intendedNs = state.pending.sinceNs[row]!;
    const tries = state.pending.tries[row]! + 1;
    removePending(state.pending, index, row);
    const again = operation === 'enter' && tries < settings.enterTries && io.now < state.leavesNs[index]!;
    if (again) enter(state, index, intendedNs, tries, io);
    else io.finish(operation, intendedNs, 0);
  };

  const leave = (state: PersonState, index: number, io: Here): void => {
    state.entered[index] = 0;
    state.session[index] = 0;
    state.visit[index]! += 1;
    io.identity.present(null);
    io.wake(timerArrive, gapToNext(settings.awayMeanNs, io));
    // What was wished last may still be answered: the line stays for as long as a person would wait.
    io.wake(timerHangUp, settings.patienceNs, state.visit[index]!);
  };

  const hangUp = (state: PersonState, index: number, visit: number, io: Here): void => {
    if (state.entered[index] === 0 && state.visit[index] === visit) io.leave('RP-A', door(io));
  };

  return {
    role: 'person',
    code: 'person 1',
    state: (count) => ({
      pending: pendingTable(count, pendingWishes),
      visit: new Float64Array(count),
      leavesNs: new Float64Array(count),
      entered: new Uint8Array(count),
      session: new Float64Array(count),
    }),
    start: (_state, _index, io) => io.wake(timerArrive, Math.floor(io.random.uniform() * settings.arriveWithinNs)),
    receive: (state, index, message, io) => hear(state, index, message, io),
    wake: (state, index, timer, argument, io) => {
      if (timer === timerArrive) {
        if (isDue(io)) arrive(state, index, io);
        else io.wake(timerArrive, gapToNext(settings.awayMeanNs, io));
      } else if (timer === timerLate) late(state, index, argument, io);
      else if (timer === timerHangUp) hangUp(state, index, argument, io);
      else if (argument !== state.visit[index]) return;
      else if (timer === timerLeave) leave(state, index, io);
      else if (timer === timerRenew) enter(state, index, io.now, 0, io);
      else if (timer === timerPose) {
        io.wake(timerPose, settings.poseNs, argument);
        pose(state, index, io);
      } else if (timer === timerCommand) {
        io.wake(timerCommand, gapToNext(settings.commandMeanNs, io), argument);
        if (isDue(io)) command(state, index, io);
      } else if (timer === timerView) {
        io.wake(timerView, gapToNext(settings.viewMeanNs, io), argument);
        if (isDue(io)) look(state, index, io);
      } else if (timer === timerQuery) {
        io.wake(timerQuery, gapToNext(settings.queryMeanNs, io), argument);
        if (isDue(io)) query(state, index, io);
      }
    },
    forget: (state, index) => {
      clearPending(state.pending, index);
      state.entered[index] = 0;
      state.session[index] = 0;
      state.visit[index]! += 1;
    },
  };
}
