import type { Component, Io } from '../framework/component.ts';
import { classOfQuantity } from '../framework/datum.ts';
import type { Address } from '../framework/figure.ts';
import type { MessageView } from '../framework/message.ts';
import { credentialCame, enrolAfter, enrolmentWoke } from './enrolment.ts';
import type { EnrolmentTerms } from './enrolment.ts';
import { forgetWhereabouts, here, joining, leaving, outside, roamingDeviceState } from './roaming-whereabouts.ts';
import type { RoamingDeviceState } from './roaming-whereabouts.ts';
import { quantityOf } from './things.ts';
import type { Things } from './things.ts';

/** What all things share that carry their own keys from platform to platform. */
export interface RoamingDeviceSettings {
  readonly things: Things;
  /** Things agent of each platform. */
  readonly platforms: readonly Address<'things-agent'>[];
  /** Platforms to which each thing may go, by thing: bit p for platform p. */
  readonly mayVisit: Uint32Array;
  readonly enrolment: EnrolmentTerms;
  /** Things look for their first platform within this time, each at a random moment. */
  readonly beginWithinNs: number;
  readonly reportNs: number;
  /** Mean stay on a platform. */
  readonly stayMeanNs: number;
  /** How long a platform counts a thing as being there after it said so; things and platforms agree on it. */
  readonly leaseNs: number;
  /** Wait for a platform's first answer; doubles with every try. */
  readonly answerNs: number;
  readonly tries: number;
}

const timerReport = 1;
const timerLate = 2;
const timerRenew = 3;
const timerLeave = 4;
const timerReturn = 5;
const timerFirst = 6;

/** A lease is renewed so often in its time that two renewals may be lost (assumption). */
const renewalsALease = 3;

/**
 * A full-fledged thing that goes from platform to platform with keys of its own. It says itself where it is, to one platform at a
 * time: to another only after the last one has passed it on, or when the last one's lease must be over.
 *
 *   outside ─join─▶ joining ─answer─▶ here ─move─▶ leaving ─passed on─▶ joining (the other platform) ─answer─▶ here
 *      ▲               │ no answer     │ │            │ no answer, or no: here, and says so anew
 *      └───────────────┴───────────────┘ └ reports, renewals          (what it says meanwhile goes to where it is)
 *        once the lease must be over
 */
export function roamingDevice(settings: RoamingDeviceSettings): Component<'device', RoamingDeviceState> {
  const { things, platforms, mayVisit, leaseNs, answerNs } = settings;
  type Here = Io<'device'>;

  const thingOfNode = (io: Here): number => io.node - things.first;
  const mayGo = (io: Here, platform: number): boolean => ((mayVisit[thingOfNode(io)]! >>> platform) & 1) === 1;
  const choices = (io: Here, but: number): number[] =>
    platforms.flatMap((_, platform) => (platform !== but && mayGo(io, platform) ? [platform] : []));
  const oneOf = (some: readonly number[], io: Here): number => some[io.random.below(some.length)]!;

  const report = (state: RoamingDeviceState, index: number, io: Here): void => {
    const quantity = quantityOf(things, thingOfNode(io));
    const body = { quantity, value: io.sense(quantity), at: io.now };
    const to = platforms[state.place[index]!]!;
    io.send('RP-T', to, { kind: 'report', subject: io.node, dataClass: classOfQuantity[quantity], body });
  };

  /** A time for its next word about where it is: later than all before. */
  const nextWord = (state: RoamingDeviceState, index: number, io: Here): number => {
    state.saidNs[index] = Math.max(io.now, state.saidNs[index]! + 1);
    return state.saidNs[index];
  };
  const awaitAnswer = (state: RoamingDeviceState, index: number, number: number, io: Here): void => {
    state.asked[index] = number;
    let waitNs = answerNs;
    for (let tried = 0; tried < state.tries[index]!; tried++) waitNs *= 2;
    io.wake(timerLate, waitNs, number);
  };

  /** Says to a platform that it is there. */
  const join = (state: RoamingDeviceState, index: number, platform: number, io: Here): void => {
    const at = nextWord(state, index, io);
    state.untilNs[index] = at + leaseNs;
    const body = { at, moved: state.movedNs[index]! };
    const draft = { kind: 'join' as const, subject: io.node, dataClass: 'operational' as const, body };
    awaitAnswer(state, index, io.send('RP-T', platforms[platform]!, draft), io);
  };
  const beginJoin = (state: RoamingDeviceState, index: number, io: Here): void => {
    state.stage[index] = joining;
    state.tries[index] = 0;
    join(state, index, state.target[index]!, io);
  };

  /** Says to the platform where it is that it wants to go; said again, it is the same word. */
  const askLeave = (state: RoamingDeviceState, index: number, io: Here): void => {
    const quantity = quantityOf(things, thingOfNode(io));
    const platform = platforms[state.target[index]!]!;
    const body = { platform, at: state.movedNs[index]!, quantity, value: state.movedValue[index]! };
    const draft = { kind: 'move' as const, subject: io.node, dataClass: classOfQuantity[quantity], body };
    awaitAnswer(state, index, io.send('RP-T', platforms[state.place[index]!]!, draft), io);
  };

  const stay = (state: RoamingDeviceState, index: number, io: Here): void => {
    state.stage[index] = here;
    state.stays[index]! += 1;
    io.wake(timerLeave, Math.floor(-Math.log(io.random.open()) * settings.stayMeanNs), state.stays[index]);
  };
  const endWish = (state: RoamingDeviceState, index: number, done: 0 | 1, io: Here): void => {
    if (state.wishNs[index]! >= 0) io.finish('hand-over', state.wishNs[index]!, done);
    state.wishNs[index] = -1;
    state.movedNs[index] = 0;
  };

  const arrive = (state: RoamingDeviceState, index: number, io: Here): void => {
    state.place[index] = state.target[index]!;
    endWish(state, index, 1, io);
    stay(state, index, io);
    // In a call of its own: what it senses descends from no answer.
    io.wake(timerFirst, 0);
  };
  /** The platform where it is does not let it go, or does not say: it stays, and whatever was passed on is void. */
  const remain = (state: RoamingDeviceState, index: number, io: Here): void => {
    endWish(state, index, 0, io);
    stay(state, index, io);
    state.tries[index] = 0;
    join(state, index, state.place[index]!, io);
  };
  /** It is nowhere, and looks for a platform once nobody can believe any more that it is there. */
  const leave = (state: RoamingDeviceState, index: number, next: number, io: Here): void => {
    state.stage[index] = outside;
    state.place[index] = -1;
    state.target[index] = next;
    state.asked[index] = 0;
    io.wake(timerReturn, Math.max(0, state.untilNs[index]! - io.now));
  };
  /** A platform did not let it in: back to where it was, or on to the next. */
  const turnBack = (state: RoamingDeviceState, index: number, io: Here): void => {
    endWish(state, index, 0, io);
    const [place, target] = [state.place[index]!, state.target[index]!];
    const others = choices(io, target);
    leave(state, index, place >= 0 && place !== target ? place : others.length > 0 ? oneOf(others, io) : target, io);
  };

  const answered = (state: RoamingDeviceState, index: number, message: MessageView<'answer'>, io: Here): void => {
    if (message.re === 0 || message.re !== state.asked[index]) return;
    const { done } = message.body;
    const stage = state.stage[index]!;
    // A no to a join is as good as none: it is said again in time.
    if (stage !== leaving && done === 0) return;
    state.asked[index] = 0;
    if (stage === leaving && done === 0) {
      remain(state, index, io);
    } else if (stage === leaving) {
      io.leave('RP-T', platforms[state.place[index]!]!);
      beginJoin(state, index, io);
    } else {
      state.heardNs[index] = state.saidNs[index]!;
      if (stage === joining) arrive(state, index, io);
    }
  };

  const late = (state: RoamingDeviceState, index: number, number: number, io: Here): void => {
    if (state.asked[index] !== number) return;
    state.asked[index] = 0;
    const stage = state.stage[index]!;
    // A renewal that was lost is made good by the next.
    if (stage === here) return;
    state.tries[index]! += 1;
    const again = state.tries[index]! < settings.tries;
    if (stage === joining && again) join(state, index, state.target[index]!, io);
    else if (stage === joining) turnBack(state, index, io);
    else if (again) askLeave(state, index, io);
    else remain(state, index, io);
  };

  const renew = (state: RoamingDeviceState, index: number, io: Here): void => {
    if (state.stage[index] !== here) return;
    if (io.now < state.heardNs[index]! + leaseNs) {
      state.tries[index] = 0;
      join(state, index, state.place[index]!, io);
      return;
    }
    // Nobody has said for a whole lease that it is here.
    state.wishNs[index] = io.now;
    const others = choices(io, state.place[index]!);
    leave(state, index, others.length > 0 ? oneOf(others, io) : state.place[index]!, io);
  };

  const setOut = (state: RoamingDeviceState, index: number, io: Here): void => {
    const others = choices(io, state.place[index]!);
    if (others.length === 0) return;
    state.stage[index] = leaving;
    state.target[index] = oneOf(others, io);
    state.wishNs[index] = io.now;
    state.movedNs[index] = nextWord(state, index, io);
    state.movedValue[index] = io.sense(quantityOf(things, thingOfNode(io)));
    state.tries[index] = 0;
    askLeave(state, index, io);
  };

  return {
    role: 'device',
    code: 'roaming-device 1',
    state: roamingDeviceState,
    start: (state, index, io) => {
      enrolAfter(io, Math.floor(io.random.uniform() * settings.beginWithinNs));
      io.wake(timerReport, Math.floor(io.random.uniform() * settings.reportNs));
      io.wake(timerRenew, Math.floor(leaseNs / renewalsALease));
      const firstNs = Math.floor(io.random.uniform() * settings.beginWithinNs);
      if (state.lost[index] === 1) {
        state.untilNs[index] = io.now + leaseNs;
        state.wishNs[index] = io.now;
      }
      state.target[index] = oneOf(choices(io, -1), io);
      io.wake(timerReturn, Math.max(firstNs, state.untilNs[index]! - io.now));
    },
    receive: (state, index, message, io) => {
      if (message.kind === 'answer') answered(state, index, message, io);
      else if (message.kind === 'enrolled') credentialCame(state.enrolment, index, message, io);
    },
    wake: (state, index, timer, argument, io) => {
      const stage = state.stage[index]!;
      switch (timer) {
        case timerReport:
          if (stage === here || stage === leaving) report(state, index, io);
          io.wake(timerReport, settings.reportNs);
          break;
        case timerFirst:
          if (stage === here) report(state, index, io);
          break;
        case timerLate:
          late(state, index, argument, io);
          break;
        case timerRenew:
          renew(state, index, io);
          io.wake(timerRenew, Math.floor(leaseNs / renewalsALease));
          break;
        case timerLeave:
          if (stage === here && argument === state.stays[index]) setOut(state, index, io);
          break;
        case timerReturn:
          if (stage !== outside) break;
          if (io.now >= state.untilNs[index]!) beginJoin(state, index, io);
          else io.wake(timerReturn, state.untilNs[index]! - io.now);
          break;
        default:
          enrolmentWoke(state.enrolment, index, { timer, argument }, io, settings.enrolment);
      }
    },
    forget: forgetWhereabouts,
  };
}
