import type { Control, Ground, Guard } from '../framework/control.ts';
import { inputsOf } from '../framework/task.ts';
import type { Job } from '../framework/task.ts';

const stand = ({ household }: Ground): Guard => ({
  protect(message, at) {
    if (message.kind !== 'job' || at.role !== 'secure-connector' || message.body === null) return;
    const job = message.body as Job;
    const needed = household.inputsFor(job.task);
    if (needed === undefined) return;
    at.charge('judge');
    const names = inputsOf[job.task];
    message.body = {
      ...job,
      values: job.values.map((value, input) => (needed.includes(names[input]!) ? value : null)),
    };
  },
});

/** C17: what the purpose does not need does not leave the platform. Stops A32 and A36 for the fields that it removes (R2, R3). */
export const minimisation: Control = {
  id: 'C17',
  name: 'minimisation',
  summary: 'Removes what a task does not need from a job before it goes to an outside provider.',
  groups: ['R2', 'R3'],
  rung: 'data',
  layer: 'content',
  step: 10,
  places: ['RP-C'],
  limits: 'What is needed is still seen, and may tell more than its purpose. Once sent, nothing is taken back.',
  source:
    'IDS usage policies (data minimisation before release, STANDARDS 4.6); fields by purpose: policy of the house.',
  stand,
};
