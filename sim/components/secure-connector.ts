import type { Component, Io } from '../framework/component.ts';
import type { Circumstances } from '../framework/deed.ts';
import type { Address } from '../framework/figure.ts';
import type { Message, MessageView } from '../framework/message.ts';
import { addPending, clearPending, findPending, noRow, pendingTable, removePending } from '../framework/pending.ts';
import type { PendingTable } from '../framework/pending.ts';
import { mostInputs, taskShapes, tasks } from '../framework/task.ts';
import type { TaskName, TaskResult } from '../framework/task.ts';
import { credentialCame, enrolmentState, enrolmentWoke, forgetEnrolment, rotateAtHalfLife } from './enrolment.ts';
import type { EnrolmentState, EnrolmentTerms } from './enrolment.ts';
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
import { taskOf } from './tasks/tasks.ts';

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
  readonly task: Uint8Array;
  readonly part: Float64Array;
  /** 1: recompute and compare. */
  readonly recheck: Uint8Array;
  readonly wanted: Uint8Array;
  /** By row of `jobs` and input; NaN for unknown. */
  readonly values: Float64Array;
  /** By row of `jobs` and provider; NaN for no answer yet. */
  readonly answers: Float64Array;
  /** Provider whose turn is next, by node. */
  readonly turn: Int32Array;
}

const timerLate = 1;
const timerLocal = 2;

/**
 * The secure connector: it holds contracts with outside providers, hands them jobs, checks what comes back as far as the
 * standing controls ask for it, and does the work itself where no answer can be used.
 *
 *   secure DPM ─RP-M job─▶ connector ─RP-C job─▶ one or more providers ─RP-C result─▶ check ─▶ ─RP-M result─▶ secure DPM
 *                                                                       refused, late ─▶ own work ─┘
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
    const { task, part, values } = message.body;
    const { copies, recheck } = io.duty(taskShapes[task].purpose);
    const chosen = choose(state, index, copies, io.now);
    const row = chosen.length === 0 ? noRow : addPending(state.jobs, index, message.number);
    if (row === noRow) {
      io.work('estimate', 1);
      const body = { task, part, value: taskOf[task].compute(values) };
      io.reply({ kind: 'result', subject: message.subject, dataClass: 'operational', body });
      return;
    }
    state.turn[index] = (chosen[0]! + 1) % count;
    state.jobs.from[row] = message.via;
    state.jobs.subject[row] = message.subject;
    state.task[row] = tasks.indexOf(task);
    state.part[row] = part;
    state.recheck[row] = recheck ? 1 : 0;
    for (let input = 0; input < mostInputs; input++) state.values[row * mostInputs + input] = values[input] ?? NaN;
    state.answers.fill(NaN, row * count, (row + 1) * count);
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

  const nameOf = (state: State, row: number): TaskName => tasks[state.task[row]!]!;

  const ownResult = (state: State, row: number): number => {
    const values = [...state.values.subarray(row * mostInputs, (row + 1) * mostInputs)];
    return taskOf[nameOf(state, row)].compute(values.map((value) => (Number.isNaN(value) ? null : value)));
  };

  const isSame = (state: State, row: number, a: number, b: number): boolean =>
    Math.abs(a - b) <= taskShapes[nameOf(state, row)].tolerance;

  /** Reports providers whose answers a recomputation has proved wrong, and uses them no more for a time. */
  const blame = (state: State, index: number, row: number, truth: number, io: Here): void => {
    for (let provider = 0; provider < count; provider++) {
      const answer = state.answers[row * count + provider]!;
      if (Number.isNaN(answer) || isSame(state, row, answer, truth)) continue;
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
    const isAsked =
      message.subject === state.jobs.subject[row] && said.task === nameOf(state, row) && said.part === state.part[row];
    // What is no number is no answer: it would stand for one that has not come.
    if (!isAsked || !Number.isFinite(said.value)) {
      io.wake(timerLocal, 0, job);
      return;
    }
    state.answers[row * count + provider] = said.value;
    const answers = [...state.answers.subarray(row * count, (row + 1) * count)].filter(
      (answer) => !Number.isNaN(answer),
    );
    if (answers.length < state.wanted[row]!) return;
    const agree = answers.every((answer) => isSame(state, row, answer, answers[0]!));
    let circumstances: Circumstances = { answers };
    if (state.recheck[row] === 1 || !agree) {
      io.work('estimate', 1);
      const recomputed = ownResult(state, row);
      circumstances = { answers, recomputed };
      blame(state, index, row, recomputed, io);
    }
    if (io.use(taskShapes[said.task].purpose, circumstances)) {
      io.answer('RP-M', state.jobs.from[row]!, job);
      removePending(state.jobs, index, row);
    } else {
      // In a call of its own, so that the own result does not descend from the answer that was refused.
      io.wake(timerLocal, 0, job);
    }
  };

  const answerLocally = (state: State, index: number, job: number, io: Here): void => {
    const row = findPending(state.jobs, index, job);
    if (row === noRow) return;
    io.recall(row - index * state.jobs.capacity);
    io.work('estimate', 1);
    const subject = state.jobs.subject[row]!;
    const body: TaskResult = { task: nameOf(state, row), part: state.part[row]!, value: ownResult(state, row) };
    const to = state.jobs.from[row]! as Address<'secure-dpm'>;
    removePending(state.jobs, index, row);
    io.send('RP-M', to, { kind: 'result', subject, dataClass: 'operational', body }, job);
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
        task: new Uint8Array(rows),
        part: new Float64Array(rows),
        recheck: new Uint8Array(rows),
        wanted: new Uint8Array(rows),
        values: new Float64Array(rows * mostInputs),
        answers: new Float64Array(rows * count),
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
