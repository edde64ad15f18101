import { expect, test } from 'vitest';
import { workloads } from '../../sim/framework/component.ts';
import { factNumber } from '../../sim/framework/fact.ts';
import type { FactBlock, FactObserver } from '../../sim/framework/fact.ts';
import { planIn, play } from '../testing/play.ts';
import { lifecycleAndErasure } from './scenario.ts';

/** So short that nobody's session lasts as long as the run does. */
const short = {
  rooms: 2,
  retainWindows: 4,
  deadlineSeconds: 10,
  withdrawFromSeconds: 40,
  withdrawEverySeconds: 8,
  queryEverySeconds: 5,
  tokenSeconds: 30,
  durationSeconds: 60,
};

/** Archive queries of persons, by whether they were answered. */
class Queries implements FactObserver {
  readonly finished = [0, 0];

  block(facts: FactBlock): void {
    for (let row = 0; row < facts.count; row++) {
      if (facts.kind[row] !== factNumber.finished || workloads[facts.detail[row]!] !== 'query') continue;
      this.finished[facts.outcome[row]!]! += 1;
    }
  }
}

test('where an archive is asked with sessions honest people are shown what they ask for as before', () => {
  for (const profile of ['none', 'framework'] as const) {
    const [without, withSessions] = ['none', 'bearer'].map((sessions) => {
      const queries = new Queries();
      const plan = { profile: { name: profile, without: [] }, attacks: [], observers: [queries] };
      const { observed } = play(planIn(lifecycleAndErasure, plan, { ...short, sessions }));
      return { answered: queries.finished, violations: observed.violations.length };
    });
    expect(without!.answered[1]).toBeGreaterThan(30);
    expect(withSessions).toEqual(without);
  }
});
