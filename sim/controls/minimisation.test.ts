import { describe, expect, test } from 'vitest';
import { minimisation } from './minimisation.ts';
import { annsRoom, atWork, cast, ground, household, message, post } from './testing/house.ts';

const window = { room: annsRoom, window: 3, temperature: 21, humidity: 40, light: 300, co2: 600, motion: 0.5 };
const at = post({ place: 'RP-C', node: cast.connector, peer: cast.provider });

describe('C17 minimisation', () => {
  test('a job leaves the platform with the fields that its purpose needs only', () => {
    const job = message('job', window);
    atWork(minimisation).protect!(job, at);
    expect(job.body).toEqual({ ...window, humidity: null, motion: null });
    expect(window.motion).toBe(0.5);
  });

  test('where no rule says what a purpose needs, nothing is removed', () => {
    const job = message('job', window);
    const lawless = { ...household, fieldsFor: () => undefined };
    minimisation.stand({ ...ground(), household: lawless }).protect!(job, at);
    expect(job.body).toBe(window);
  });
});
