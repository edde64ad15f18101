import { clearPending, pendingTable, removePending } from '../framework/pending.ts';
import type { PendingTable } from '../framework/pending.ts';
import { inputsOf, mostInputs, taskShapes, tasks } from '../framework/task.ts';
import type { Job, TaskName } from '../framework/task.ts';
import { taskOf } from './tasks/tasks.ts';

/**
 * Jobs that a connector has out at providers, in columns. A job's row, counted within its node, is the cell of where it came from;
 * its *ticket* names it over time: rows are used again, tickets never.
 *
 *   job of a secure DPM ─▶ row ─▶ requests to providers ─▶ answers by provider ─▶ one result, or the house's own work
 */
export interface OutsideJobs {
  /** Jobs by the number that their sender gave them; `from` is the sender. */
  readonly jobs: PendingTable;
  /** Requests to providers, by number; `detail` is the job's ticket, `subject` the provider's place. */
  readonly asked: PendingTable;
  /** Jobs ever taken, by node. */
  readonly taken: Float64Array;
  /** Requests that are out at each provider, by node and provider. */
  readonly out: Int32Array;
  /** By row: ticket, task, part. */
  readonly ticket: Float64Array;
  readonly task: Uint8Array;
  readonly part: Float64Array;
  /** 1: recompute and compare. */
  readonly recheck: Uint8Array;
  /** 1: the house is set down to do it. */
  readonly ours: Uint8Array;
  /** Answers that were asked for at first, and how many of them must agree. */
  readonly wanted: Uint8Array;
  readonly quorum: Uint8Array;
  /** By row and input; NaN for unknown. */
  readonly values: Float64Array;
  /** By row and provider; NaN for no answer yet. */
  readonly answers: Float64Array;
  /** By row and provider: how its request stands. */
  readonly standing: Uint8Array;
}

/** How a provider stands towards a job. */
export const notAsked = 0;
/** It was asked a moment ago. */
export const awaited = 1;
/** It was asked, and has let the time go by in which an answer is prompt. */
const slow = 2;
/** It has answered, or will not any more. */
export const settled = 3;

/** No jobs are out. */
export function outsideJobs(nodes: number, capacity: number, providers: number): OutsideJobs {
  const jobs = pendingTable(nodes, capacity);
  const rows = nodes * jobs.capacity;
  return {
    jobs,
    asked: pendingTable(nodes, capacity * providers),
    taken: new Float64Array(nodes),
    out: new Int32Array(nodes * providers),
    ticket: new Float64Array(rows),
    task: new Uint8Array(rows),
    part: new Float64Array(rows),
    recheck: new Uint8Array(rows),
    ours: new Uint8Array(rows),
    wanted: new Uint8Array(rows),
    quorum: new Uint8Array(rows),
    values: new Float64Array(rows * mostInputs),
    answers: new Float64Array(rows * providers),
    standing: new Uint8Array(rows * providers),
  };
}

/** Fills a row that was just taken with a job. */
export function enterJob(state: OutsideJobs, index: number, row: number, providers: number, job: Job): void {
  const { capacity } = state.jobs;
  const taken = (state.taken[index]! += 1);
  state.ticket[row] = taken * capacity + (row - index * capacity);
  state.task[row] = tasks.indexOf(job.task);
  state.part[row] = job.part;
  state.ours[row] = 0;
  for (let input = 0; input < mostInputs; input++) state.values[row * mostInputs + input] = job.values[input] ?? NaN;
  state.answers.fill(NaN, row * providers, (row + 1) * providers);
  state.standing.fill(notAsked, row * providers, (row + 1) * providers);
}

/** The row of a ticket; -1 where its job is done with. */
export function rowOfTicket(state: OutsideJobs, index: number, ticket: number): number {
  const { capacity } = state.jobs;
  const row = index * capacity + (ticket % capacity);
  // A row that was given back has no number.
  return state.ticket[row] === ticket && state.jobs.number[row]! > 0 ? row : -1;
}

/** A request came to its end; returns the job's row, or -1 where the job is done with. */
export function settle(state: OutsideJobs, index: number, request: number, providers: number): number {
  const { subject, detail } = state.asked;
  const provider = subject[request]!;
  const row = rowOfTicket(state, index, detail[request]!);
  removePending(state.asked, index, request);
  state.out[index * providers + provider]! -= 1;
  return row;
}

/** The time for prompt answers to a row is over: those who have not answered are slow from now on. Returns them. */
export function slowDown(state: OutsideJobs, row: number, providers: number): readonly number[] {
  const late: number[] = [];
  for (let provider = 0; provider < providers; provider++) {
    if (state.standing[row * providers + provider] !== awaited) continue;
    state.standing[row * providers + provider] = slow;
    late.push(provider);
  }
  return late;
}

/** The kind of work of a row. */
export const taskAt = (state: OutsideJobs, row: number): TaskName => tasks[state.task[row]!]!;

/** The job of a row as it came. */
export function jobAt(state: OutsideJobs, row: number): Job {
  const task = taskAt(state, row);
  const first = row * mostInputs;
  const values = [...state.values.subarray(first, first + inputsOf[task].length)];
  return { task, part: state.part[row]!, values: values.map((value) => (Number.isNaN(value) ? null : value)) };
}

/** What the house itself makes of the job of a row. */
export const ownResult = (state: OutsideJobs, row: number): number => {
  const { task, values } = jobAt(state, row);
  return taskOf[task].compute(values);
};

/** The answers to a row so far, in the order of providers. */
export const answersTo = (state: OutsideJobs, row: number, providers: number): number[] =>
  [...state.answers.subarray(row * providers, (row + 1) * providers)].filter((answer) => !Number.isNaN(answer));

/** Whether two results of a row's kind of work are the same. */
export const isSame = (state: OutsideJobs, row: number, a: number, b: number): boolean =>
  Math.abs(a - b) <= taskShapes[taskAt(state, row)].tolerance;

/** A restart: all jobs are forgotten. */
export function forgetJobs(state: OutsideJobs, index: number, providers: number): void {
  clearPending(state.jobs, index);
  clearPending(state.asked, index);
  state.taken[index] = 0;
  state.out.fill(0, index * providers, (index + 1) * providers);
}
