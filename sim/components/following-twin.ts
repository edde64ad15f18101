import type { Component, Io } from '../framework/component.ts';
import { classOfQuantity } from '../framework/datum.ts';
import type { Address } from '../framework/figure.ts';
import type { MessageView } from '../framework/message.ts';
import { identityOf } from './identities.ts';
import type { Identities } from './identities.ts';
import { quantityOf } from './things.ts';
import type { Things } from './things.ts';

/** Settings of a platform's twins of things that have another identity at other platforms. */
export interface FollowingTwinSettings {
  readonly identities: Identities;
  /** What is sensed under each identity. */
  readonly things: Things;
  /** Which of the platforms it is, the twins of all, and those platforms whose twins are to follow the ones here. */
  readonly platform: number;
  readonly twins: readonly Address<'entity-agent'>[];
  readonly followers: readonly number[];
  /** Who knows which identities belong together. */
  readonly correlation: Address<'identity-storage'>;
  /** Wait for an answer to an inquiry, ns. */
  readonly timeoutNs: number;
  /** How long an answer may be relied on, and how long a state that came from elsewhere is shown, ns. */
  readonly answerNs: number;
}

/** State of such twins: a row for each node and identity, or for each node, identity and platform. */
export interface FollowingTwinState {
  /** Newest known value, and when the thing said so on its own clock, ns; -1 where nothing is known. */
  readonly value: Float64Array;
  readonly at: Float64Array;
  /** The same of the thing at another platform, and until when it is shown. */
  readonly elsewhere: Float64Array;
  readonly elsewhereAt: Float64Array;
  readonly elsewhereUntilNs: Float64Array;
  /** The identity there, -1 for none, and how long that may be relied on; row by platform too. */
  readonly other: Int32Array;
  readonly otherUntilNs: Float64Array;
  /** Number of the inquiry under way, 0 for none, and since when; row by platform too. */
  readonly asked: Float64Array;
  readonly askedNs: Float64Array;
}

/** Cells that such an entity agent needs: where the state of each identity came from, and each answer about one and a platform. */
export const followingTwinCells = ({ count, platforms }: Identities): number => count + count * platforms;

const timerLate = 1;
const timerShownLongEnough = 2;
const timerShare = 3;

/**
 * Twins of things by the identity that each has here, which go on elsewhere: the state of a thing goes to its twin at another platform
 * once the correlation service has said under which identity that is, and for no longer than the answer may be relied on. Whoever is told
 * of no identity sends nothing.
 *
 *   secure DPM ─RP-M report─▶ twin ─RP-D inquire─▶ identity storage ─RP-D correlated─▶ twin ─RP-X follow─▶ twin elsewhere
 */
export function followingTwin(settings: FollowingTwinSettings): Component<'entity-agent', FollowingTwinState> {
  const { identities, things, platform: here, twins, answerNs } = settings;
  const { count: width, platforms } = identities;
  const [firstFollower, ...furtherFollowers] = settings.followers;
  type Here = Io<'entity-agent'>;

  /** Index of an identity that is one of this platform; -1 for any other node. */
  const oneHere = (subject: number): number => {
    const identity = identityOf(identities, subject);
    return identity >= 0 && identities.platformOf[identity] === here ? identity : -1;
  };

  const answerCell = (identity: number, platform: number): number => width + identity * platforms + platform;

  const goOn = (state: FollowingTwinState, row: number, subject: number, link: number, io: Here): void => {
    const quantity = quantityOf(things, subject - identities.first);
    const body = { other: state.other[link]!, quantity, value: state.value[row]!, at: state.at[row]! };
    const to = twins[link % platforms]!;
    io.send('RP-X', to, { kind: 'follow', subject, dataClass: classOfQuantity[quantity], body });
  };

  const share = (state: FollowingTwinState, row: number, subject: number, link: number, io: Here): void => {
    if (state.otherUntilNs[link]! > io.now) {
      if (state.other[link]! < 0) return;
      // What the answer rests on, what is sent by it rests on.
      io.recall(answerCell(row % width, link % platforms));
      goOn(state, row, subject, link, io);
      return;
    }
    if (state.asked[link] !== 0) return;
    const draft = { kind: 'inquire', subject, dataClass: 'personal' } as const;
    const body = { platform: link % platforms, purpose: 'share' } as const;
    state.asked[link] = io.send('RP-D', settings.correlation, { ...draft, body });
    state.askedNs[link] = io.now;
    io.wake(timerLate, settings.timeoutNs, link);
  };

  const takeReport = (state: FollowingTwinState, index: number, message: MessageView<'report'>, io: Here): void => {
    const identity = oneHere(message.subject);
    if (identity < 0 || (message.body as unknown) === null) return;
    const row = index * width + identity;
    const used = io.use('twin');
    if (used) {
      state.value[row] = message.body.value;
      state.at[row] = message.body.at;
      io.keep(identity);
    }
    io.finish('report', message.body.at, used ? 1 : 0);
    if (!used) return;
    // In calls of their own: what goes to one platform does not rest on the answer about another.
    for (const platform of furtherFollowers) io.wake(timerShare, 0, row * platforms + platform);
    if (firstFollower !== undefined) share(state, row, message.subject, row * platforms + firstFollower, io);
  };

  const shareFurther = (state: FollowingTwinState, link: number, io: Here): void => {
    const row = Math.floor(link / platforms);
    const identity = row % width;
    io.recall(identity);
    share(state, row, identities.first + identity, link, io);
  };

  const takeAnswer = (state: FollowingTwinState, index: number, message: MessageView<'correlated'>, io: Here): void => {
    const identity = oneHere(message.subject);
    const { platform, other, untilNs } = message.body;
    if (identity < 0 || !settings.followers.includes(platform)) return;
    const row = index * width + identity;
    const link = row * platforms + platform;
    if (message.re === 0 || message.re !== state.asked[link] || message.from !== settings.correlation) return;
    state.asked[link] = 0;
    const there = identityOf(identities, other);
    const counts = there >= 0 && identities.platformOf[there] === platform && io.use('identity');
    state.other[link] = counts ? other : -1;
    state.otherUntilNs[link] = Math.min(untilNs, io.now + answerNs);
    if (!counts || state.otherUntilNs[link]! <= io.now) return;
    io.keep(answerCell(identity, platform));
    io.recall(identity);
    goOn(state, row, message.subject, link, io);
  };

  const takeState = (state: FollowingTwinState, index: number, message: MessageView<'follow'>, io: Here): void => {
    const identity = oneHere(message.body.other);
    const from = identityOf(identities, message.subject);
    // A platform speaks for its own identities only.
    if (identity < 0 || from < 0 || twins[identities.platformOf[from]!] !== message.from) return;
    const row = index * width + identity;
    const { value, at } = message.body;
    const used = at >= state.elsewhereAt[row]! && io.use('twin');
    if (used) {
      state.elsewhere[row] = value;
      state.elsewhereAt[row] = at;
      state.elsewhereUntilNs[row] = io.now + answerNs;
      io.wake(timerShownLongEnough, answerNs, row);
    }
    io.finish('follow', at, used ? 1 : 0);
  };

  const forgetElsewhere = (state: FollowingTwinState, row: number): void => {
    state.elsewhere[row] = 0;
    state.elsewhereAt[row] = -1;
    state.elsewhereUntilNs[row] = 0;
  };

  const late = (state: FollowingTwinState, link: number, io: Here): void => {
    if (state.asked[link] === 0 || io.now < state.askedNs[link]! + settings.timeoutNs) return;
    state.asked[link] = 0;
    io.finish('follow', state.askedNs[link]!, 0);
  };

  return {
    role: 'entity-agent',
    code: 'following-twin 1',
    state: (count) => ({
      value: new Float64Array(count * width),
      at: new Float64Array(count * width).fill(-1),
      elsewhere: new Float64Array(count * width),
      elsewhereAt: new Float64Array(count * width).fill(-1),
      elsewhereUntilNs: new Float64Array(count * width),
      other: new Int32Array(count * width * platforms).fill(-1),
      otherUntilNs: new Float64Array(count * width * platforms),
      asked: new Float64Array(count * width * platforms),
      askedNs: new Float64Array(count * width * platforms),
    }),
    start: () => undefined,
    receive: (state, index, message, io) => {
      if (message.kind === 'report') takeReport(state, index, message, io);
      else if (message.kind === 'correlated') takeAnswer(state, index, message, io);
      else if (message.kind === 'follow') takeState(state, index, message, io);
    },
    wake: (state, _index, timer, row, io) => {
      if (timer === timerLate) late(state, row, io);
      else if (timer === timerShare) shareFurther(state, row, io);
      else if (timer === timerShownLongEnough && state.elsewhereUntilNs[row]! <= io.now) forgetElsewhere(state, row);
    },
    forget: (state, index) => {
      const [from, to] = [index * width, (index + 1) * width];
      state.value.fill(0, from, to);
      state.at.fill(-1, from, to);
      for (let row = from; row < to; row++) forgetElsewhere(state, row);
      state.other.fill(-1, from * platforms, to * platforms);
      state.otherUntilNs.fill(0, from * platforms, to * platforms);
      state.asked.fill(0, from * platforms, to * platforms);
    },
  };
}
