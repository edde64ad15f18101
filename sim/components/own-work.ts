import type { Io } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import { removePending } from '../framework/pending.ts';
import { taskShapes } from '../framework/task.ts';
import type { TaskName, TaskResult } from '../framework/task.ts';
import { ownResult, rowOfTicket, taskAt } from './outside-jobs.ts';
import type { OutsideJobs } from './outside-jobs.ts';
import { standInWait } from './stand-in.ts';

/** What a connector's own work looks at. */
export interface OwnWorkState {
  readonly outside: OutsideJobs;
  /** When each node's budget of work in others' place is whole again, ns. */
  readonly standInNs: Float64Array;
}

/** What own work takes: of one job, in units of the cost table's `estimate`, and the longest wait for it. */
export interface OwnWorkTerms {
  readonly estimates: number;
  readonly jobTimeoutNs: number;
}

/** A job whose own work has waited for its turn; the argument is its ticket. */
export const timerOwnWork = 5;

type Here = Io<'secure-connector'>;

/** How long the house has to wait before it does a job itself, -1 where that would be too long. */
export function ownWait(
  state: OwnWorkState,
  index: number,
  { task, mostWaitNs }: { readonly task: TaskName; readonly mostWaitNs: number },
  { estimates }: OwnWorkTerms,
  io: Here,
): number {
  const asked = { work: estimates, nowNs: io.now, mostWaitNs };
  return standInWait(state.standInNs, index, io.duty(taskShapes[task].purpose), asked);
}

/** The house does a job itself. */
export function workNow(
  { outside }: OwnWorkState,
  index: number,
  ticket: number,
  { estimates }: OwnWorkTerms,
  io: Here,
): void {
  const row = rowOfTicket(outside, index, ticket);
  if (row < 0) return;
  const { jobs } = outside;
  io.recall(row - index * jobs.capacity);
  io.work('estimate', estimates);
  const subject = jobs.subject[row]!;
  const body: TaskResult = { task: taskAt(outside, row), part: outside.part[row]!, value: ownResult(outside, row) };
  const to = jobs.from[row]! as Address<'secure-dpm'>;
  const number = jobs.number[row]!;
  removePending(jobs, index, row);
  io.send('RP-M', to, { kind: 'result', subject, dataClass: 'operational', body }, number);
}

/** The house does a job itself as soon as its budget lets it; where that is too late the job stays undone, so that others do not. */
export function answerLocally(state: OwnWorkState, index: number, ticket: number, terms: OwnWorkTerms, io: Here): void {
  const { outside } = state;
  const row = rowOfTicket(outside, index, ticket);
  if (row < 0 || outside.ours[row] === 1) return;
  const waitNs = ownWait(state, index, { task: taskAt(outside, row), mostWaitNs: terms.jobTimeoutNs }, terms, io);
  if (waitNs < 0) removePending(outside.jobs, index, row);
  else if (waitNs === 0) workNow(state, index, ticket, terms, io);
  else {
    outside.ours[row] = 1;
    io.wake(timerOwnWork, waitNs, ticket);
  }
}
