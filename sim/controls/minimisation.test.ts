import { describe, expect, test } from 'vitest';
import { minimisation } from './minimisation.ts';
import type { Job } from '../framework/task.ts';
import { atWork, cast, ground, household, message, post } from './testing/house.ts';

const whole: Job = { task: 'occupancy', part: 3, values: [21, 40, 300, 600, 0.5] };
const at = post({ place: 'RP-C', node: cast.connector, peer: cast.provider });

describe('C17 minimisation', () => {
  test('a job leaves the platform with the inputs that its task needs only', () => {
    const job = message('job', whole);
    atWork(minimisation).protect!(job, at);
    expect(job.body).toEqual({ ...whole, values: [21, null, 300, 600, null] });
    expect(whole.values[4]).toBe(0.5);
  });

  test('where no rule says what a task needs, nothing is removed', () => {
    const job = message('job', whole);
    const lawless = { ...household, inputsFor: () => undefined };
    minimisation.stand({ ...ground(), household: lawless }).protect!(job, at);
    expect(job.body).toBe(whole);
  });
});
