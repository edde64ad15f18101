import { describe, expect, test } from 'vitest';
import { firstSubjectWithoutNode } from '../framework/datum.ts';
import { externalDpm } from './external-dpm.ts';
import { keepingJobs } from './job-keeper.ts';
import { keyOfCustomer, recordKey } from './rooms.ts';
import { Driven } from './testing/recording-io.ts';

const connector = 36;
const key = (window: number): string => keyOfCustomer(recordKey(1, window), connector);
const provider = () =>
  new Driven(
    keepingJobs(
      externalDpm({ connectors: [connector], priceMicros: 1, estimates: 1, leavesNs: Infinity, contractLifeNs: 1e12 }),
      {
        rooms: 2,
        customers: [connector],
        retainWindows: 2,
      },
    ),
    50,
  );
const job = (part: number, values: readonly (number | null)[] = [21, 40, 1, 500, null]) => ({
  kind: 'job' as const,
  point: 'RP-C' as const,
  from: connector,
  subject: firstSubjectWithoutNode + 1,
  body: { task: 'occupancy' as const, part, values },
});

describe('a provider that keeps its jobs', () => {
  test('lays down what it was given, as what it tells, and nothing that it was not given', () => {
    const one = provider();
    one.hear(job(3));
    one.hear(job(4, [21, 40, 1, 500, 1]));
    expect([...one.io.puts.values()]).toMatchObject([
      { key: key(3), datum: { dataClass: 'operational', body: { room: 1, window: 3, motion: null } } },
      { key: key(4), datum: { dataClass: 'personal', body: { motion: 1 } } },
    ]);
  });

  test('erases what is older than it may be, and after a restart what it does not remember', () => {
    const one = provider();
    for (let part = 0; part < 4; part++) one.hear(job(part));
    expect(one.io.erased).toEqual([key(0), key(1)]);
    one.restart();
    one.hear(job(4));
    one.hear({ ...job(5), from: 99 });
    expect(one.io.erased.slice(2)).toEqual([key(0), key(1), key(2)]);
  });
});
