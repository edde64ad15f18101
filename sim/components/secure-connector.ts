import type { Component, Io } from '../framework/component.ts';
import type { Circumstances } from '../framework/deed.ts';
import type { Address } from '../framework/figure.ts';
import type { Message, MessageView } from '../framework/message.ts';
import { addPending, findPending, findPendingFrom, noRow, removePending } from '../framework/pending.ts';
import { classOfJob, taskShapes } from '../framework/task.ts';
import { onRecord } from './on-record.ts';
import { beginRenewal, credentialCame, enrolmentState, enrolmentWoke, forgetEnrolment } from './enrolment.ts';
import type { EnrolmentState, EnrolmentTerms } from './enrolment.ts';
import {
  bar,
  contractCame,
  contractVoid,
  forgetNegotiation,
  negotiateWithAll,
  negotiationState,
  negotiationWoke,
} from './negotiation.ts';
import {
  answersTo,
  awaited,
  enterJob,
  forgetJobs,
  isSame,
  jobAt,
  outsideJobs,
  ownResult,
  rowOfTicket,
  settle,
  settled,
  slowDown,
  taskAt,
} from './outside-jobs.ts';
import { answerLocally, ownWait, timerOwnWork, workNow } from './own-work.ts';
import type { OwnWorkState } from './own-work.ts';
import { chooseProviders } from './provider-choice.ts';
import type { ChoiceState, ChoiceTerms } from './provider-choice.ts';
import { forgetReputation, note, reputationState } from './reputation.ts';
import { standInState } from './stand-in.ts';
import { taskOf } from './tasks/tasks.ts';

/** Settings of a platform's secure connector. */
export interface SecureConnectorSettings extends ChoiceTerms {
  readonly secureDpm: Address<'secure-dpm'>;
  readonly auditLog: Address<'audit-log'>;
  readonly enrolment: EnrolmentTerms;
  /** Jobs that may be out at once; it needs a cell for each of them, and one for each provider. */
  readonly jobs: number;
  /** Time after which a job is done in the house. */
  readonly jobTimeoutNs: number;
  /** Time in which an answer is prompt; after it another provider is asked besides. Infinity: never. */
  readonly hedgeNs: number;
  /** Work of one job in the house, in units of the cost table's `estimate`. */
  readonly estimates: number;
}

/** State of secure connectors: contracts, jobs that are out, and what is known of providers. */
export interface SecureConnectorState extends ChoiceState, OwnWorkState {
  readonly enrolment: EnrolmentState;
}

const timerLate = 1;
const timerLocal = 2;
const timerHedge = 3;
const timerFurther = 4;

/**
 * The secure connector: it holds contracts with outside providers, hands them jobs, checks what comes back as far as the
 * standing controls ask for it, and does the work itself where no answer can be used.
 *
 *   secure DPM ─RP-M job─▶ connector ─RP-C job─▶ one or more providers ─RP-C result─▶ check ─▶ ─RP-M result─▶ secure DPM
 *                              └─ not prompt: one more provider ─▶ ...       refused, late ─▶ own work ─┘
 */
export function secureConnector(
  settings: SecureConnectorSettings,
): Component<'secure-connector', SecureConnectorState> {
  const { negotiation: terms, hedgeNs, memoryNs } = settings;
  const { providers } = terms;
  const hedges = hedgeNs < settings.jobTimeoutNs;
  const count = providers.length;
  type Here = Io<'secure-connector'>;
  type State = SecureConnectorState;
  /** Cell of the contract in force with a provider: jobs go out because of it. */
  const underContract = (provider: number): number => settings.jobs + provider;

  /** Takes down that a job went out to a provider under a number; false where there is no room to. */
  const wentOut = (state: State, index: number, row: number, provider: number, number: number, io: Here): boolean => {
    const { asked, ticket, standing, out, jobs } = state.outside;
    const request = addPending(asked, index, number);
    if (request === noRow) return false;
    asked.subject[request] = provider;
    asked.detail[request] = ticket[row]!;
    standing[row * count + provider] = awaited;
    out[index * count + provider]! += 1;
    io.wake(timerLate, Math.max(0, jobs.dueNs[row]! - io.now), number);
    return true;
  };

  const takeJob = (state: State, index: number, message: MessageView<'job'>, io: Here): void => {
    const { outside } = state;
    // The same job once more is already on its way.
    if (findPendingFrom(outside.jobs, index, message.number, message.via) !== noRow) return;
    const { task, part, values } = message.body;
    const { copies, quorum, recheck, shunned } = io.duty(taskShapes[task].purpose);
    for (let at = 0; at < count; at++) state.shunned[index * count + at] = shunned.has(providers[at]!) ? 1 : 0;
    const chosen = chooseProviders(
      state,
      index,
      { most: Math.max(1, copies), nowNs: io.now, row: noRow, random: io.random },
      settings,
    );
    const atOnce = chosen.length === 0 && ownWait(state, index, { task, mostWaitNs: 0 }, settings, io) === 0;
    const row = atOnce ? noRow : addPending(outside.jobs, index, message.number);
    if (row === noRow) {
      if (!atOnce && ownWait(state, index, { task, mostWaitNs: 0 }, settings, io) !== 0) return;
      io.work('estimate', settings.estimates);
      const body = { task, part, value: taskOf[task].compute(values) };
      io.reply({ kind: 'result', subject: message.subject, dataClass: 'operational', body });
      return;
    }
    if (chosen.length > 0) state.turn[index] = (chosen[0]! + 1) % count;
    outside.jobs.from[row] = message.via;
    outside.jobs.subject[row] = message.subject;
    outside.jobs.dueNs[row] = io.now + settings.jobTimeoutNs;
    outside.recheck[row] = recheck ? 1 : 0;
    enterJob(outside, index, row, count, message.body);
    io.keep(row - index * outside.jobs.capacity);
    let asked = 0;
    for (const provider of chosen) {
      io.because(underContract(provider));
      if (wentOut(state, index, row, provider, io.forward('RP-C', providers[provider]!), io)) asked += 1;
    }
    outside.wanted[row] = asked;
    outside.quorum[row] = Math.min(quorum, asked);
    if (asked === 0) io.wake(timerLocal, 0, outside.ticket[row]);
    else if (hedges) io.wake(timerHedge, hedgeNs, outside.ticket[row]);
  };

  /** Asks further providers, at most `most`; returns how many. The job descends from what its sender said, and so does this. */
  const askFurther = (state: State, index: number, row: number, most: number, io: Here): number => {
    const { jobs } = state.outside;
    const chosen = chooseProviders(state, index, { most, nowNs: io.now, row, random: io.random }, settings);
    if (chosen.length > 0) io.recall(row - index * jobs.capacity);
    const body = jobAt(state.outside, row);
    const draft = { kind: 'job' as const, subject: jobs.subject[row]!, dataClass: classOfJob(body), body };
    let asked = 0;
    for (const provider of chosen) {
      io.because(underContract(provider));
      if (wentOut(state, index, row, provider, io.send('RP-C', providers[provider]!, draft), io)) asked += 1;
    }
    return asked;
  };

  /** Whoever was asked and has not answered is slow. */
  const blameSlow = (state: State, index: number, row: number, io: Here): void => {
    for (const provider of slowDown(state.outside, row, count)) {
      note(state.reputation, index * count + provider, 'late', io.now, memoryNs);
    }
  };

  /** Time for prompt answers is over: others are asked for what is missing. */
  const hedge = (state: State, index: number, ticket: number, io: Here): void => {
    const { outside } = state;
    const row = rowOfTicket(outside, index, ticket);
    if (row === noRow) return;
    blameSlow(state, index, row, io);
    askFurther(state, index, row, outside.wanted[row]! - answersTo(outside, row, count).length, io);
  };

  /** Takes note of what a recomputation says of each answer: who is proved wrong gets no more jobs for a time, and is reported. */
  const judge = (state: State, index: number, row: number, truth: number, io: Here): void => {
    for (let provider = 0; provider < count; provider++) {
      const answer = state.outside.answers[row * count + provider]!;
      if (Number.isNaN(answer)) continue;
      const right = isSame(state.outside, row, answer, truth);
      note(state.reputation, index * count + provider, right ? 'right' : 'wrong', io.now, memoryNs);
      if (right) continue;
      bar(state.negotiation, index * count + provider, io.now, terms);
      io.send('RP-O', settings.auditLog, onRecord('provider proved wrong', providers[provider]!));
    }
  };

  const takeResult = (state: State, index: number, message: MessageView<'result'>, io: Here): void => {
    const { outside } = state;
    const request = findPending(outside.asked, index, message.re);
    if (request === noRow) return;
    const provider = outside.asked.subject[request]!;
    const ticket = outside.asked.detail[request]!;
    if (message.from !== providers[provider]) return;
    const row = settle(state.outside, index, request, count);
    const said = message.body;
    if (row === noRow) return;
    const place = row * count + provider;
    if (outside.standing[place] === awaited)
      note(state.reputation, index * count + provider, 'prompt', io.now, memoryNs);
    outside.standing[place] = settled;
    const { jobs } = outside;
    const isAsked =
      message.subject === jobs.subject[row] && said.task === taskAt(outside, row) && said.part === outside.part[row];
    // What is no number is no answer: it would stand for one that has not come.
    if (!isAsked || !Number.isFinite(said.value)) {
      io.wake(timerLocal, 0, ticket);
      return;
    }
    outside.answers[place] = said.value;
    const answers = answersTo(outside, row, count);
    const agreeing = answers.filter((answer) => isSame(outside, row, answer, said.value)).length;
    if (agreeing < outside.quorum[row]! && answers.length < outside.wanted[row]!) return;
    let circumstances: Circumstances = { answers };
    if (outside.recheck[row] === 1 || agreeing < answers.length) {
      io.work('estimate', settings.estimates);
      const recomputed = ownResult(outside, row);
      circumstances = { answers, recomputed };
      judge(state, index, row, recomputed, io);
    }
    if (io.use(taskShapes[said.task].purpose, circumstances)) {
      io.answer('RP-M', jobs.from[row]!, jobs.number[row]!);
      removePending(jobs, index, row);
    } else {
      // In a call of its own, so that the own result does not descend from the answer that was refused.
      io.wake(timerLocal, 0, ticket);
    }
  };

  /** Somebody who was asked will not answer: another one is asked, else the house does the work. */
  const further = (state: State, index: number, ticket: number, io: Here): void => {
    const row = rowOfTicket(state.outside, index, ticket);
    if (row !== noRow && askFurther(state, index, row, 1, io) === 0) answerLocally(state, index, ticket, settings, io);
  };

  /** A request was not answered in time: the house does the work. */
  const late = (state: State, index: number, number: number, io: Here): void => {
    const request = findPending(state.outside.asked, index, number);
    if (request === noRow) return;
    const ticket = state.outside.asked.detail[request]!;
    const row = settle(state.outside, index, request, count);
    if (row !== noRow) blameSlow(state, index, row, io);
    answerLocally(state, index, ticket, settings, io);
  };

  /** A provider did not do a job, since it knows of no contract: another one is asked, else the house does it. */
  const declined = (state: State, index: number, request: number, io: Here): void => {
    const provider = state.outside.asked.subject[request]!;
    const ticket = state.outside.asked.detail[request]!;
    contractVoid(state.negotiation, index * count + provider, provider, io);
    const row = settle(state.outside, index, request, count);
    if (row === noRow) return;
    state.outside.standing[row * count + provider] = settled;
    // In a call of its own: what is asked now does not descend from the refusal.
    io.wake(hedges ? timerFurther : timerLocal, 0, ticket);
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
        const { asked } = state.outside;
        const request = findPending(asked, index, message.re);
        if (request === noRow) {
          if (contractCame(state.negotiation, index, message, io, terms)) {
            io.keep(underContract(providers.indexOf(message.from as Address<'external-dpm'>)));
            io.send('RP-O', settings.auditLog, onRecord('contract came into force', message.from));
          }
        } else if (message.body.state === 'terminated' && message.from === providers[asked.subject[request]!]) {
          declined(state, index, request, io);
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
    state: (nodes) => ({
      enrolment: enrolmentState(nodes),
      negotiation: negotiationState(nodes, count),
      outside: outsideJobs(nodes, settings.jobs, count),
      reputation: reputationState(nodes * count),
      shunned: new Uint8Array(nodes * count),
      turn: new Int32Array(nodes),
      standInNs: standInState(nodes),
    }),
    start: (_state, _index, io) => {
      beginRenewal(io, settings.enrolment);
      negotiateWithAll(io, terms);
    },
    receive: (state, index, message, io) => {
      if ((message.body as unknown) !== null) hear(state, index, message, io);
    },
    wake: (state, index, timer, argument, io) => {
      if (timer === timerLate) late(state, index, argument, io);
      else if (timer === timerLocal) answerLocally(state, index, argument, settings, io);
      else if (timer === timerHedge) hedge(state, index, argument, io);
      else if (timer === timerFurther) further(state, index, argument, io);
      else if (timer === timerOwnWork) workNow(state, index, argument, settings, io);
      else if (!negotiationWoke(state.negotiation, index, { timer, argument }, io, terms)) {
        enrolmentWoke(state.enrolment, index, { timer, argument }, io, settings.enrolment);
      }
    },
    forget: (state, index) => {
      forgetEnrolment(state.enrolment, index);
      forgetNegotiation(state.negotiation, index, count);
      forgetReputation(state.reputation, index, count);
      forgetJobs(state.outside, index, count);
      state.shunned.fill(0, index * count, (index + 1) * count);
      state.standInNs[index] = 0;
    },
  };
}
