import type { Component, Io } from '../framework/component.ts';
import { classOfQuantity } from '../framework/datum.ts';
import type { Address } from '../framework/figure.ts';
import { isOn, sinceOnNs } from '../framework/schedule.ts';
import { credentialCame, enrolAfter, enrolmentState, enrolmentWoke, forgetEnrolment } from './enrolment.ts';
import type { EnrolmentState, EnrolmentTerms } from './enrolment.ts';
import type { Identities, OwnIdentities } from './identities.ts';
import { quantityOf } from './things.ts';
import type { Things } from './things.ts';

/** What all things share that have an identity of their own at each platform. */
export interface PseudonymousDeviceSettings {
  readonly identities: Identities;
  readonly own: OwnIdentities;
  /** What is sensed under each identity, and where. */
  readonly things: Things;
  /** Things agent of each platform. */
  readonly platforms: readonly Address<'things-agent'>[];
  readonly enrolment: EnrolmentTerms;
  /** Credentials are asked for within this time, each at a random moment. */
  readonly beginWithinNs: number;
  readonly reportNs: number;
  /** How long a word that two identities belong together counts; things and the correlation service agree on it. */
  readonly leaseNs: number;
}

/** State of such things, a row for each identity. */
export interface PseudonymousDeviceState {
  readonly enrolment: EnrolmentState;
  /** Until when it is in use, ns; 0 while it is not. */
  readonly usedUntilNs: Float64Array;
  /** Counts the times that it was taken into use: timers of an earlier one are void. */
  readonly uses: Float64Array;
}

const timerTurn = 1;
const timerReport = 2;
const timerWord = 3;
const timerEdge = 4;

/** A word is said so often in its lease that two may be lost (assumption). */
export const wordsALease = 3;

/**
 * One identity of a thing that has one at each platform, with a name, an address and keys of its own, so that nothing which it shows of
 * itself tells of the others. What binds them is inside the thing: where it stands, when it wakes, and what its owner wants. Where an
 * identifier is to be used for a time only, a pool of them takes turns, those of all things at the same moments.
 *
 *   unused ─its turn─▶ used: reports; the word of each identity that the other is of the same thing, while the owner agrees,
 *      ▲                 │    and that it no longer is, for a lease after
 *      └── turn is over ─┘
 */
export function pseudonymousDevice(settings: PseudonymousDeviceSettings): Component<'device', PseudonymousDeviceState> {
  const { identities, own, things, platforms, reportNs, leaseNs } = settings;
  const { agreed } = own;
  type Here = Io<'device'>;

  const identityHere = (io: Here): number => io.node - identities.first;
  const agentOf = (identity: number): Address<'things-agent'> => platforms[identities.platformOf[identity]!]!;
  const isUsed = (state: PseudonymousDeviceState, index: number, use: number, io: Here): boolean =>
    state.uses[index] === use && io.now < state.usedUntilNs[index]!;

  const report = (io: Here): void => {
    const identity = identityHere(io);
    const quantity = quantityOf(things, identity);
    const body = { quantity, value: io.sense(quantity), at: io.now };
    io.send('RP-T', agentOf(identity), {
      kind: 'report',
      subject: io.node,
      dataClass: classOfQuantity[quantity],
      body,
    });
  };

  /** Says of each identity with which it may be put together that it is of the same thing, or no longer. */
  const sayWords = (io: Here): void => {
    const identity = identityHere(io);
    const kind = isOn(agreed, identity, io.now) ? 'map' : 'demap';
    // After a lease no word of before counts any more.
    if (kind === 'demap' && sinceOnNs(agreed, identity, io.now) > agreed.lengthNs + leaseNs) return;
    for (let platform = 0; platform < identities.platforms; platform++) {
      const other = own.others[identity * identities.platforms + platform]!;
      if (other < 0) continue;
      const draft = { kind, subject: io.node, dataClass: 'personal', body: { other, at: io.now } } as const;
      io.send('RP-T', agentOf(identity), draft);
    }
  };
  /** The owner changes his mind at the next edge of his agreement. */
  const awaitEdge = (use: number, io: Here): void => {
    const sinceNs = sinceOnNs(agreed, identityHere(io), io.now);
    io.wake(timerEdge, (sinceNs < agreed.lengthNs ? agreed.lengthNs : agreed.everyNs) - sinceNs, use);
  };

  const takeIntoUse = (state: PseudonymousDeviceState, index: number, untilNs: number, io: Here): void => {
    const identity = identityHere(io);
    const use = (state.uses[index]! += 1);
    state.usedUntilNs[index] = untilNs;
    // A thing wakes once for all its identities, unless each is to have moments of its own.
    const awakeNs = untilNs === Infinity ? own.awakeNs[identity]! : Math.floor(io.random.uniform() * reportNs);
    const sinceNs = untilNs === Infinity ? io.now % reportNs : 0;
    const awakeInNs = (awakeNs - sinceNs + reportNs) % reportNs;
    io.wake(timerReport, awakeInNs, use);
    if (
      own.others
        .subarray(identity * identities.platforms, (identity + 1) * identities.platforms)
        .every((other) => other < 0)
    )
      return;
    io.wake(timerWord, awakeInNs, use);
    awaitEdge(use, io);
  };

  const takeTurn = (state: PseudonymousDeviceState, index: number, io: Here): void => {
    const lifeNs = io.duty('pseudonym').pseudonymNs;
    const turn = own.turnOf[identityHere(io)]!;
    const now = lifeNs === Infinity ? 0 : Math.floor(io.now / lifeNs);
    const turnsAway = (turn - (now % own.pool) + own.pool) % own.pool;
    if (turnsAway === 0) takeIntoUse(state, index, lifeNs === Infinity ? Infinity : (now + 1) * lifeNs, io);
    if (lifeNs === Infinity) return;
    const next = now + (turnsAway === 0 ? own.pool : turnsAway);
    io.wake(timerTurn, next * lifeNs - io.now);
  };

  return {
    role: 'device',
    code: 'pseudonymous-device 1',
    state: (count) => ({
      enrolment: enrolmentState(count),
      usedUntilNs: new Float64Array(count),
      uses: new Float64Array(count),
    }),
    start: (_state, _index, io) => {
      enrolAfter(io, Math.floor(io.random.uniform() * settings.beginWithinNs));
      io.wake(timerTurn, 0);
    },
    receive: (state, index, message, io) => {
      if (message.kind === 'enrolled') credentialCame(state.enrolment, index, message, io);
    },
    wake: (state, index, timer, argument, io) => {
      switch (timer) {
        case timerTurn:
          takeTurn(state, index, io);
          break;
        case timerReport:
          if (!isUsed(state, index, argument, io)) break;
          report(io);
          io.wake(timerReport, reportNs, argument);
          break;
        case timerWord:
          if (!isUsed(state, index, argument, io)) break;
          sayWords(io);
          io.wake(timerWord, Math.floor(leaseNs / wordsALease), argument);
          break;
        case timerEdge:
          if (!isUsed(state, index, argument, io)) break;
          sayWords(io);
          awaitEdge(argument, io);
          break;
        default:
          enrolmentWoke(state.enrolment, index, { timer, argument }, io, settings.enrolment);
      }
    },
    forget: (state, index) => {
      forgetEnrolment(state.enrolment, index);
      state.usedUntilNs[index] = 0;
    },
  };
}
