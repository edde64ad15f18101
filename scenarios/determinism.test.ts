import { expect, test } from 'vitest';
import { attacks } from '../attacks/catalogue.ts';
import { FactsBefore, planOf, play } from './testing/play.ts';

const set = { warmUpSeconds: 10, durationSeconds: 60, latency: 'lognormal', lossShare: 0.01 };

test('the same seed gives the same facts, another seed others', () => {
  for (const attacked of [[], attacks]) {
    const once = play(planOf({ attacks: attacked, seed: 7 }, set)).digest;
    expect(play(planOf({ attacks: attacked, seed: 7 }, set)).digest).toBe(once);
    expect(play(planOf({ attacks: attacked, seed: 8 }, set)).digest).not.toBe(once);
  }
});

test('whether a run is watched, and in how many slices it runs, changes no fact', () => {
  const plan = planOf({ attacks, profile: { name: 'access', without: [] } }, set);
  const { digest, facts } = play(plan);
  const log = new FactsBefore(Infinity);
  expect(play({ ...plan, observers: [log, { block: () => undefined }] }).digest).toBe(digest);
  expect(log.lines).toHaveLength(facts);
  expect(play(plan, 100).digest).toBe(digest);
  expect(play({ ...plan, observers: [new FactsBefore(0)] }, 997).digest).toBe(digest);
});

test('a run that is cut short says what the whole run says up to there', () => {
  const whole = new FactsBefore(30e9);
  play(planOf({ attacks, observers: [whole] }, set));
  const short = new FactsBefore(30e9);
  play(planOf({ attacks, observers: [short], untilNs: 30e9 }, set));
  expect(short.lines).toEqual(whole.lines);
});

test('a run that goes twice as long begins as the shorter one', () => {
  const short = new FactsBefore(Infinity);
  play(planOf({ observers: [short], profile: { name: 'none', without: [] } }, { ...set, durationSeconds: 20 }));
  const long = new FactsBefore(Infinity);
  play(planOf({ observers: [long], profile: { name: 'none', without: [] } }, { ...set, durationSeconds: 40 }));
  expect(long.lines.slice(0, short.lines.length)).toEqual(short.lines);
});
