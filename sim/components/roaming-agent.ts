import type { Component, Io } from '../framework/component.ts';
import { classOfQuantity } from '../framework/datum.ts';
import type { Address } from '../framework/figure.ts';
import type { MessageView } from '../framework/message.ts';
import { clearPending, pendingTable } from '../framework/pending.ts';
import type { PendingTable } from '../framework/pending.ts';
import { onRecord } from './on-record.ts';
import { credentialCame, enrolmentState, enrolmentWoke, forgetEnrolment, rotateAtHalfLife } from './enrolment.ts';
import type { EnrolmentState, EnrolmentTerms } from './enrolment.ts';
import { decline, relay, relayBack, relayWoke } from './relay.ts';
import { beginStatusPoll, statusWoke } from './status-poll.ts';
import type { StatusTerms } from './status-poll.ts';
import { quantityOf, thingOf } from './things.ts';
import type { Things } from './things.ts';

/** Settings of a things agent to which things come that carry their own keys. */
export interface RoamingAgentSettings {
  readonly things: Things;
  readonly secureDpm: Address<'secure-dpm'>;
  /** The twin that is asked what is known of what somebody here looks at. */
  readonly entityAgent: Address<'entity-agent'>;
  /** Looks whose overlays may be awaited at once, and how long each is. */
  readonly pendingLooks: number;
  readonly lookTimeoutNs: number;
  /** Things agents of all platforms between which things move. */
  readonly platforms: readonly Address<'things-agent'>[];
  readonly enrolment: EnrolmentTerms;
  readonly status: StatusTerms;
  /** Who is told of things that other platforms hand over to this one; absent where nobody is. */
  readonly auditLog?: Address<'audit-log'>;
  /** How long a thing counts as being here after it said so, ns; things and platforms agree on it. */
  readonly leaseNs: number;
  /** How long what was handed over waits for its thing, ns. */
  readonly comingNs: number;
}

/** State of such agents; but for the first three, a row for each node and thing. */
export interface RoamingAgentState {
  readonly enrolment: EnrolmentState;
  readonly looks: PendingTable;
  /** When the node began, or began anew, by node: what was said before that counts no more. */
  readonly begunNs: Float64Array;
  /** Until when the thing is here, ns; 0 while it is not. */
  readonly hereUntilNs: Float64Array;
  /** What the thing's newest word about where it is says of its own time, ns; -1 before the first. */
  readonly saidNs: Float64Array;
  /** 1 once that word was a wish to go and another platform expects the thing. */
  readonly gone: Uint8Array;
  /** Number under which the wish was passed on, 0 while none is; to whom; and the number of the thing's own message. */
  readonly passed: Float64Array;
  readonly passedTo: Int32Array;
  readonly asked: Float64Array;
  /** The wish by which the thing comes, -1 for none: its time, how long it is good, and the state in which the thing left. */
  readonly comingNs: Float64Array;
  readonly comingUntilNs: Float64Array;
  readonly comingValue: Float64Array;
}

const timerLease = 1;

/** Cells that such an agent needs: what is handed over, by thing. */
export const roamingAgentCells = (things: Things): number => things.count;

/**
 * The door of a platform to things that come and go by themselves. A thing is here because it said so itself, for a lease; whoever
 * hands it over only says with what state to begin. So no platform can draw a thing to itself, and what is handed over of a thing
 * that never comes moves nothing.
 *
 *             join: here for a lease (a newer join: for longer)              move of another platform: expected for a time
 *   away ────────────────────────────────────────▶ here ─┐                     (its state waits for the thing's join)
 *    ▲  ▲                                                 │ move: passed on at RP-X, still here
 *    │  └─ the other platform expects it: gone, twin let go ─┤
 *    └──── the lease is over: twin let go ───────────────────┘
 */
export function roamingAgent(settings: RoamingAgentSettings): Component<'things-agent', RoamingAgentState> {
  const { things, secureDpm, platforms, leaseNs, auditLog } = settings;
  const { count: width } = things;
  type Here = Io<'things-agent'>;

  /** The row of the thing that a message is about; -1 where there is none, or where another speaks for it. */
  const rowOf = (index: number, message: { readonly subject: number }, speaker: number): number => {
    const thing = thingOf(things, message.subject);
    return thing < 0 || speaker !== message.subject ? -1 : index * width + thing;
  };
  const isHere = (state: RoamingAgentState, row: number, io: Here): boolean => io.now < state.hereUntilNs[row]!;
  const agree = (subject: number, io: Here): void => {
    io.reply({ kind: 'answer', subject, dataClass: 'operational', body: { done: 1 } });
  };

  /** That a thing is handed over is on record, whatever comes of it. */
  const putOnRecord = (about: number, io: Here): void => {
    if (auditLog !== undefined) io.send('RP-O', auditLog, onRecord('thing handed over', about));
  };

  const letGo = (state: RoamingAgentState, row: number, subject: number, io: Here): void => {
    state.hereUntilNs[row] = 0;
    io.send('RP-M', secureDpm, { kind: 'release', subject, dataClass: 'operational', body: { at: io.now } });
  };

  const takeJoin = (state: RoamingAgentState, index: number, message: MessageView<'join'>, io: Here): void => {
    const row = rowOf(index, message, message.from);
    if (row < 0) return;
    const { at, moved } = message.body;
    // Late, said before what is known by now, or before this node could have known of anything that came after it.
    const news = at > state.saidNs[row]! && at > state.begunNs[index]! && at + leaseNs > io.now;
    if (!news) {
      decline(message, io);
      return;
    }
    state.saidNs[row] = at;
    state.gone[row] = 0;
    state.passed[row] = 0;
    state.hereUntilNs[row] = Math.min(at, io.now) + leaseNs;
    const thing = row - index * width;
    io.wake(timerLease, state.hereUntilNs[row] - io.now, thing);
    agree(message.subject, io);
    const known = moved > 0 && moved === state.comingNs[row]! && io.now < state.comingUntilNs[row]!;
    state.comingNs[row] = -1;
    // What the twin begins with descends from what was handed over.
    if (known) io.recall(thing);
    const dataClass = known ? classOfQuantity[quantityOf(things, thing)] : 'operational';
    const body = known ? { at: moved, state: state.comingValue[row]! } : { at, state: null };
    io.send('RP-M', secureDpm, { kind: 'adopt', subject: message.subject, dataClass, body });
  };

  /** A thing wants to go. It says so again until it hears what became of it, so nothing is said again here. */
  const takeWish = (state: RoamingAgentState, index: number, message: MessageView<'move'>, io: Here): void => {
    const row = rowOf(index, message, message.from);
    if (row < 0) return;
    const { at, platform } = message.body;
    const again = at === state.saidNs[row]!;
    if (again && state.gone[row] === 1) {
      agree(message.subject, io);
      return;
    }
    const elsewhere = platform !== io.node && platforms.includes(platform as Address<'things-agent'>);
    if (!elsewhere || !isHere(state, row, io) || at < state.saidNs[row]!) {
      decline(message, io);
      return;
    }
    if (!io.use('share', { recipient: platform })) {
      decline(message, io);
      return;
    }
    state.saidNs[row] = at;
    state.asked[row] = message.number;
    state.passedTo[row] = platform;
    state.passed[row] = io.forward('RP-X', platform as Address<'things-agent'>);
  };

  /** Another platform says that a thing comes. */
  const expect = (state: RoamingAgentState, index: number, message: MessageView<'move'>, io: Here): void => {
    const row = rowOf(index, message, message.subject);
    const { at, platform, quantity, value } = message.body;
    const mine = row >= 0 && platform === io.node && quantity === quantityOf(things, row - index * width);
    if (!mine || isHere(state, row, io) || !(at > state.saidNs[row]!)) {
      decline(message, io);
      return;
    }
    const waiting = io.now < state.comingUntilNs[row]! ? state.comingNs[row]! : -1;
    if (at < waiting) {
      decline(message, io);
      return;
    }
    if (at > waiting) {
      state.comingNs[row] = at;
      state.comingUntilNs[row] = io.now + settings.comingNs;
      state.comingValue[row] = value;
      io.keep(row - index * width);
    }
    agree(message.subject, io);
  };

  /** Who is here is told what is known here of what it looks at. */
  const takeLook = (state: RoamingAgentState, index: number, message: MessageView<'look'>, io: Here): void => {
    const row = rowOf(index, { subject: message.from }, message.from);
    if (row < 0 || !isHere(state, row, io)) {
      decline(message, io);
      return;
    }
    relay(state.looks, index, message, io, {
      pass: () => io.forward('RP-M', settings.entityAgent),
      timeoutNs: settings.lookTimeoutNs,
    });
  };

  /** The other platform says whether it expects the thing: only then is the thing no longer here, and told so. */
  const takeAnswer = (state: RoamingAgentState, index: number, message: MessageView<'answer'>, io: Here): void => {
    const row = rowOf(index, message, message.subject);
    if (row < 0 || message.re === 0 || message.re !== state.passed[row] || message.from !== state.passedTo[row]) return;
    state.passed[row] = 0;
    if (message.body.done === 1) {
      state.gone[row] = 1;
      letGo(state, row, message.subject, io);
    }
    io.answer('RP-T', message.subject, state.asked[row]!);
  };

  return {
    role: 'things-agent',
    code: 'roaming-agent 1',
    state: (count) => {
      const rows = count * width;
      return {
        enrolment: enrolmentState(count),
        looks: pendingTable(count, settings.pendingLooks),
        begunNs: new Float64Array(count),
        hereUntilNs: new Float64Array(rows),
        saidNs: new Float64Array(rows).fill(-1),
        gone: new Uint8Array(rows),
        passed: new Float64Array(rows),
        passedTo: new Int32Array(rows).fill(-1),
        asked: new Float64Array(rows),
        comingNs: new Float64Array(rows).fill(-1),
        comingUntilNs: new Float64Array(rows),
        comingValue: new Float64Array(rows),
      };
    },
    start: (state, index, io) => {
      state.begunNs[index] = io.now;
      rotateAtHalfLife(io);
      beginStatusPoll(io);
    },
    receive: (state, index, message, io) => {
      switch (message.kind) {
        case 'report': {
          const row = rowOf(index, message, message.from);
          if (row >= 0 && isHere(state, row, io)) io.forward('RP-M', secureDpm);
          break;
        }
        case 'join':
          takeJoin(state, index, message, io);
          break;
        case 'move':
          if (message.point === 'RP-X') {
            putOnRecord(message.subject, io);
            expect(state, index, message, io);
          } else takeWish(state, index, message, io);
          break;
        case 'look':
          takeLook(state, index, message, io);
          break;
        case 'overlay':
          relayBack(state.looks, index, message, io, 'RP-T');
          break;
        case 'answer':
          takeAnswer(state, index, message, io);
          break;
        case 'enrolled':
          credentialCame(state.enrolment, index, message, io);
          break;
        case 'statusList':
          io.identity.learn(message.body.list);
          break;
        default:
      }
    },
    wake: (state, index, timer, argument, io) => {
      if (relayWoke(state.looks, index, timer, argument)) return;
      if (timer === timerLease) {
        const row = index * width + argument;
        if (state.hereUntilNs[row]! > 0 && !isHere(state, row, io)) letGo(state, row, things.first + argument, io);
      } else if (!statusWoke({ timer, argument }, io, settings.status)) {
        enrolmentWoke(state.enrolment, index, { timer, argument }, io, settings.enrolment);
      }
    },
    forget: (state, index) => {
      forgetEnrolment(state.enrolment, index);
      clearPending(state.looks, index);
      const [first, end] = [index * width, (index + 1) * width];
      state.hereUntilNs.fill(0, first, end);
      state.saidNs.fill(-1, first, end);
      state.gone.fill(0, first, end);
      state.passed.fill(0, first, end);
      state.comingNs.fill(-1, first, end);
    },
  };
}
