import { expect, test } from 'vitest';
import { clearedUpAfter, LeftBehind } from './clear-up.ts';
import { CrewFault } from './crew.ts';

const fails = (error: Error) => (): Promise<never> => Promise.reject(error);
const gone = fails(new Error('store localhost: schema metarange_1 could not be dropped (ECONNREFUSED)\n  at nowhere'));
const line =
  'not all of the run could be removed: store localhost: schema metarange_1 could not be dropped (ECONNREFUSED)';

test('a result stands where clearing up fails, and what is left is told beside it in one line', async () => {
  const { result, left } = await clearedUpAfter(async () => 7, gone);
  expect(result).toBe(7);
  expect(left).toBeInstanceOf(LeftBehind);
  expect(left!.message).toBe(line);
});

test('the cause of a failure stays the cause, and the same line tells what is left', async () => {
  const cause = new CrewFault('storage ended before its time (exit code 1)');
  await expect(clearedUpAfter(fails(cause), gone)).rejects.toBe(cause);
  expect(cause.message).toBe(`storage ended before its time (exit code 1); besides, ${line}`);
  expect(cause.cause).toBeInstanceOf(LeftBehind);
});

test('where all could be removed nothing is said of it', async () => {
  expect(
    await clearedUpAfter(
      async () => 7,
      async () => {},
    ),
  ).toEqual({ result: 7, left: null });
  const cause = new CrewFault('the run was broken off');
  await expect(clearedUpAfter(fails(cause), async () => {})).rejects.toBe(cause);
  expect([cause.message, cause.cause]).toEqual(['the run was broken off', undefined]);
});
