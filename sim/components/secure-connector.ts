import type { Component, Io } from '../framework/component.ts';
import type { Circumstances } from '../framework/control.ts';
import type { Address } from '../framework/figure.ts';
import type { Message, MessageView } from '../framework/message.ts';
import type { RoomWindow } from '../framework/messages/archive.ts';
import type { Occupancy } from '../framework/messages/outside.ts';
import { addPending, clearPending, findPending, noRow, pendingTable, removePending } from '../framework/pending.ts';
import type { PendingTable } from '../framework/pending.ts';
import { credentialCame, enrolmentState, enrolmentWoke, forgetEnrolment, rotateAtHalfLife } from './enrolment.ts';
import type { EnrolmentState, EnrolmentTerms } from './enrolment.ts';
import { estimateOccupancy } from './estimate-occupancy.ts';
import {
  bar,
  contractCame,
  contractVoid,
  forgetNegotiation,
  mayUse,
  negotiateWithAll,
  negotiationState,
  negotiationWoke,
} from './negotiation.ts';
import type { NegotiationState, NegotiationTerms } from './negotiation.ts';
import { subjectOfRoom } from './rooms.ts';

/** Settings of a platform's secure connector. */
export interface SecureConnectorSettings {
  readonly secureDpm: Address<'secure-dpm'>;
  readonly auditLog: Address<'audit-log'>;
  readonly enrolment: EnrolmentTerms;
  readonly negotiation: NegotiationTerms;
  /** Which provider gets a job that one alone is to do. */
  readonly choice: 'round-robin' | 'cheapest';
  /** Jobs that may be out at once; also the cells it needs. */
  readonly jobs: number;
  readonly jobTimeoutNs: number;
}

/** State of secure connectors: contracts, and jobs that are out. A job's row is its cell. */
export interface SecureConnectorState {
  readonly enrolment: EnrolmentState;
  readonly negotiation: NegotiationState;
  /** Jobs by the secure DPM's number. */
  readonly jobs: PendingTable;
  /** Requests to providers, by number; `detail` is the job's number, `subject` the provider's place. */
  readonly asked: PendingTable;
  /** By row of `jobs`. */
  readonly room: Int32Array;
  readonly window: Int32Array;
  readonly light: Float64Array;
  readonly co2: Float64Array;
  /** Bit 0: light is known; bit 1: CO2 is known; bit 2: recompute and compare. */
  readonly marks: Uint8Array;
  readonly wanted: Uint8Array;
  /** By row of `jobs` and provider: -1 for no answer yet. */
  readonly answers: Int8Array;
  /** Provider whose turn is next, by node. */
  readonly turn: Int32Array;
}

const timerLate = 1;
const timerLocal = 2;

/**
 * The secure connector: it holds contracts with outside providers, hands them jobs, checks what comes back as far as the
 * standing controls ask for it, and estimates itself where no answer can be used.
 *
 *   secure DPM ─RP-M job─▶ connector ─RP-C job─▶ one or more providers ─RP-C result─▶ check ─▶ ─RP-M result─▶ secure DPM
 *                                                                       refused, late ─▶ own estimate ─┘
 */
export function secureConnector(
  settings: SecureConnectorSettings,
): Component<'secure-connector', SecureConnectorState> {
  const { providers } = settings.negotiation;
  const count = providers.length;
  type Here = Io<'secure-connector'>;
  type State = SecureConnectorState;

  /** Places of the providers for a job, best first, at most `copies`. */
  const choose = (state: State, index: number, copies: number, nowNs: number): number[] => {
    const usable: number[] = [];
    const turn = state.turn[index]!;
    for (let step = 0; step < count; step++) {
      const provider = (turn + step) % count;
      if (mayUse(state.negotiation, index * count + provider, nowNs)) usable.push(provider);
    }
    if (settings.choice === 'cheapest') {
      const price = (provider: number): number => state.negotiation.priceMicros[index * count + provider]!;
      usable.sort((a, b) => price(a) - price(b) || a - b);
    }
    return usable.slice(0, Math.max(1, copies));
  };

  const takeJob = (state: State, index: number, message: MessageView<'job'>, io: Here): void => {
    const duty = io.duty('occupancy');
    const { copies, recheck } = duty;
    const job = message.body;
    const chosen = choose(state, index, copies, io.now);
    const row = chosen.length === 0 ? noRow : addPending(state.jobs, index, message.number);
    if (row === noRow) {
      io.work('estimate', 1);
      const body = { room: job.room, window: job.window, occupied: estimateOccupancy(job) };
      io.reply({ kind: 'result', subject: message.subject, dataClass: 'operational', body });
      return;
    }
    state.turn[index] = (chosen[0]! + 1) % count;
    state.jobs.from[row] = message.via;
    state.room[row] = job.room;
    state.window[row] = job.window;
    state.light[row] = job.light ?? 0;
    state.co2[row] = job.co2 ?? 0;
    state.marks[row] = (job.light === null ? 0 : 1) | (job.co2 === null ? 0 : 2) | (recheck ? 4 : 0);
    state.answers.fill(-1, row * count, (row + 1) * count);
    io.keep(row - index * state.jobs.capacity);
    let asked = 0;
    for (const provider of chosen) {
      const number = io.forward('RP-C', providers[provider]!);
      const request = addPending(state.asked, index, number);
      if (request === noRow) continue;
      state.asked.subject[request] = provider;
      state.asked.detail[request] = message.number;
      io.wake(timerLate, settings.jobTimeoutNs, number);
      asked += 1;
    }
    state.wanted[row] = asked;
    if (asked === 0) io.wake(timerLocal, 0, message.number);
  };

  const ownEstimate = (state: State, row: number): 0 | 1 => {
    const marks = state.marks[row]!;
    const light = (marks & 1) === 0 ? null : state.light[row]!;
    const co2 = (marks & 2) === 0 ? null : state.co2[row]!;
    return estimateOccupancy({ light, co2 } satisfies Pick<RoomWindow, 'light' | 'co2'>);
  };

  /** Reports providers whose answers a recomputation has proved wrong, and uses them no more for a time. */
  const blame = (state: State, index: number, row: number, truth: 0 | 1, io: Here): void => {
    for (let provider = 0; provider < count; provider++) {
      const answer = state.answers[row * count + provider]!;
      if (answer < 0 || answer === truth) continue;
      bar(state.negotiation, index * count + provider, io.now, settings.negotiation);
      const about = providers[provider]!;
      const body = { event: 'provider proved wrong', about };
      io.send('RP-O', settings.auditLog, { kind: 'entry', subject: about, dataClass: 'operational', body });
    }
  };

  const takeResult = (state: State, index: number, message: MessageView<'result'>, io: Here): void => {
    const request = findPending(state.asked, index, message.re);
    if (request === noRow) return;
    const provider = state.asked.subject[request]!;
    const job = state.asked.detail[request]!;
    if (message.from !== providers[provider]) return;
    removePending(state.asked, index, request);
    const row = findPending(state.jobs, index, job);
    const said = message.body;
    if (row === noRow) return;
    if (said.room !== state.room[row] || said.window !== state.window[row]) {
      io.wake(timerLocal, 0, job);
      return;
    }
    state.answers[row * count + provider] = said.occupied === 1 ? 1 : 0;
    const answers = [...state.answers.subarray(row * count, (row + 1) * count)].filter((answer) => answer >= 0);
    if (answers.length < state.wanted[row]!) return;
    const agree = answers.every((answer) => answer === answers[0]);
    let circumstances: Circumstances = { answers };
    if ((state.marks[row]! & 4) !== 0 || !agree) {
      io.work('estimate', 1);
      const recomputed = ownEstimate(state, row);
      circumstances = { answers, recomputed };
      blame(state, index, row, recomputed, io);
    }
    if (io.use('occupancy', circumstances)) {
      io.answer('RP-M', state.jobs.from[row]!, job);
      removePending(state.jobs, index, row);
    } else {
      // In a call of its own, so that the own estimate does not descend from the answer that was refused.
      io.wake(timerLocal, 0, job);
    }
  };

  const answerLocally = (state: State, index: number, job: number, io: Here): void => {
    const row = findPending(state.jobs, index, job);
    if (row === noRow) return;
    io.recall(row - index * state.jobs.capacity);
    io.work('estimate', 1);
    const room = state.room[row]!;
    const body: Occupancy = { room, window: state.window[row]!, occupied: ownEstimate(state, row) };
    const to = state.jobs.from[row]! as Address<'secure-dpm'>;
    removePending(state.jobs, index, row);
    io.send('RP-M', to, { kind: 'result', subject: subjectOfRoom(room), dataClass: 'operational', body }, job);
  };

  const late = (state: State, index: number, number: number, io: Here): void => {
    const request = findPending(state.asked, index, number);
    if (request === noRow) return;
    const job = state.asked.detail[request]!;
    removePending(state.asked, index, request);
    answerLocally(state, index, job, io);
  };

  const hear = (state: State, index: number, message: Message, io: Here): void => {
    switch (message.kind) {
      case 'job':
        takeJob(state, index, message, io);
        break;
      case 'result':
        takeResult(state, index, message, io);
        break;
      case 'contract': {
        const request = findPending(state.asked, index, message.re);
        if (request === noRow) {
          contractCame(state.negotiation, index, message, io, settings.negotiation);
        } else if (message.body.state === 'terminated' && message.from === providers[state.asked.subject[request]!]) {
          const provider = state.asked.subject[request]!;
          contractVoid(state.negotiation, index * count + provider, provider, io);
          io.wake(timerLate, 0, message.re);
        }
        break;
      }
      case 'enrolled':
        credentialCame(state.enrolment, index, message, io);
        break;
      default:
    }
  };

  return {
    role: 'secure-connector',
    code: 'secure-connector 1',
    state: (nodes) => {
      const jobs = pendingTable(nodes, settings.jobs);
      const rows = nodes * jobs.capacity;
      return {
        enrolment: enrolmentState(nodes),
        negotiation: negotiationState(nodes, count),
        jobs,
        asked: pendingTable(nodes, settings.jobs * count),
        room: new Int32Array(rows),
        window: new Int32Array(rows),
        light: new Float64Array(rows),
        co2: new Float64Array(rows),
        marks: new Uint8Array(rows),
        wanted: new Uint8Array(rows),
        answers: new Int8Array(rows * count).fill(-1),
        turn: new Int32Array(nodes),
      };
    },
    start: (_state, _index, io) => {
      rotateAtHalfLife(io);
      negotiateWithAll(io, settings.negotiation);
    },
    receive: (state, index, message, io) => {
      if ((message.body as unknown) !== null) hear(state, index, message, io);
    },
    wake: (state, index, timer, argument, io) => {
      if (timer === timerLate) late(state, index, argument, io);
      else if (timer === timerLocal) answerLocally(state, index, argument, io);
      else if (!negotiationWoke(state.negotiation, index, { timer, argument }, io, settings.negotiation)) {
        enrolmentWoke(state.enrolment, index, { timer, argument }, io, settings.enrolment);
      }
    },
    forget: (state, index) => {
      forgetEnrolment(state.enrolment, index);
      forgetNegotiation(state.negotiation, index, count);
      clearPending(state.jobs, index);
      clearPending(state.asked, index);
    },
  };
}
