import { expect, test } from 'vitest';
import type { ParameterValues } from '../sim/framework/scenario.ts';
import { FactsBefore, planIn, play } from './testing/play.ts';
import { attacksOf } from './testing/trial.ts';
import type { Trial } from './testing/trial.ts';
import { trials } from './testing/trials.ts';

/** A plan of a trial in which chance is at work, a minute long after a warm-up. */
const chancy = (
  trial: Trial,
  given: Parameters<typeof planIn>[1],
  more: ParameterValues = {},
): ReturnType<typeof planIn> =>
  planIn(trial.scenario, given, { ...trial.chancy, warmUpSeconds: 10, durationSeconds: 60, ...more });

test.each(trials)('in %s the same seed gives the same facts, another seed others', (_id, trial) => {
  const attacks = attacksOf(trial);
  for (const attacked of [[], attacks]) {
    const once = play(chancy(trial, { attacks: attacked, seed: 7 })).digest;
    expect(play(chancy(trial, { attacks: attacked, seed: 7 })).digest).toBe(once);
    expect(play(chancy(trial, { attacks: attacked, seed: 8 })).digest).not.toBe(once);
  }
});

test.each(trials)('in %s whether a run is watched, and in how many slices it runs, changes no fact', (_id, trial) => {
  const attacks = attacksOf(trial);
  const plan = chancy(trial, { attacks, profile: { name: 'access', without: [] } });
  const { digest, facts } = play(plan);
  const log = new FactsBefore(Infinity);
  expect(play({ ...plan, observers: [log, { block: () => undefined }] }).digest).toBe(digest);
  expect(log.lines).toHaveLength(facts);
  expect(play(plan, 100).digest).toBe(digest);
  expect(play({ ...plan, observers: [new FactsBefore(0)] }, 997).digest).toBe(digest);
});

test.each(trials)('in %s a run that is cut short says what the whole run says up to there', (_id, trial) => {
  const attacks = attacksOf(trial);
  const whole = new FactsBefore(30e9);
  play(chancy(trial, { attacks, observers: [whole] }));
  const short = new FactsBefore(30e9);
  play(chancy(trial, { attacks, observers: [short], untilNs: 30e9 }));
  expect(short.lines).toEqual(whole.lines);
});

test.each(trials)('in %s a run that goes twice as long begins as the shorter one', (_id, trial) => {
  const short = new FactsBefore(Infinity);
  play(chancy(trial, { observers: [short], profile: { name: 'none', without: [] } }, { durationSeconds: 20 }));
  const long = new FactsBefore(Infinity);
  play(chancy(trial, { observers: [long], profile: { name: 'none', without: [] } }, { durationSeconds: 40 }));
  expect(long.lines.slice(0, short.lines.length)).toEqual(short.lines);
});
