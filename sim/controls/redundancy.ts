import type { Control, Guard } from '../framework/control.ts';
import { taskFor } from '../framework/task.ts';
import type { TaskResult } from '../framework/task.ts';

/** Settings of C22. */
export interface RedundancySettings {
  /** Providers that get the same job. */
  readonly copies: number;
  /** More than this share of the answers must agree: half is a majority; two thirds hold against a third that lies. */
  readonly share: number;
}

const defaults: RedundancySettings = { copies: 2, share: 1 / 2 };

/** Whether so many of some answers are more than a share of them; a share of two thirds is not a whole number of 1/2^52. */
const isQuorum = (agreeing: number, answers: number, share: number): boolean => agreeing - answers * share > 1e-9;

/** C22: a result counts when more than half of the answers to its job agree with it. Stops A33, A34 of a lone provider (R1, R3). */
export const redundancy = (settings: RedundancySettings = defaults): Control => {
  const guard: Guard = {
    oblige(purpose, duty) {
      if (taskFor(purpose) === undefined) return;
      duty.copies = Math.max(duty.copies, settings.copies);
      let quorum = 1;
      while (!isQuorum(quorum, settings.copies, settings.share)) quorum++;
      duty.quorum = Math.max(duty.quorum, quorum);
    },
    inner(deed, at) {
      const task = deed.deed === 'use' ? taskFor(deed.purpose) : undefined;
      if (task === undefined) return undefined;
      const { answers } = deed.circumstances;
      if (answers === undefined || answers.length === 0 || deed.body === null) return undefined;
      at.charge('judge');
      const own = (deed.body as TaskResult).value;
      let agreeing = 0;
      for (const answer of answers) if (Math.abs(answer - own) <= task.tolerance) agreeing++;
      return isQuorum(agreeing, answers.length, settings.share) ? undefined : 'answers-differ';
    },
  };
  return {
    id: 'C22',
    name: 'redundancy',
    summary:
      'Each job goes to two providers; an answer is used only when more than half of those that came agree with it.',
    groups: ['R1', 'R3'],
    rung: 'data',
    layer: 'deed',
    step: 50,
    places: ['use'],
    limits:
      'Providers that collude agree on the same wrong answer (3f^2-2f^3 for three; V-I7 for a committee drawn by lot). Where only one provider can be had, its answer passes alone. Doubles the work.',
    source: 'Voting after Sarmenta 2001 (V-I4); two copies: assumption, the least that shows a difference.',
    stand: () => guard,
  };
};
