import type { Attack } from '../sim/framework/attack.ts';
import type { TaskResult } from '../sim/framework/task.ts';
import { seconds } from '../sim/framework/time.ts';

/**
 * A provider is paid for work that it does not do: it guesses, and is right as often as chance has it. Breaks correctness of results
 * from outside. The range lets an insider change what leaves a node, so the time of the work that was skipped is still spent.
 */
export const lazyDpm: Attack = {
  id: 'A34',
  name: 'lazy-dpm',
  summary: 'An outside provider skips the work and guesses its results.',
  classes: ['EX'],
  groups: ['R1', 'R3'],
  breaks: 'result correctness',
  position: 'inside one outside provider',
  knowledge: 'white box',
  budget: 'the provider’s own machine; six results in up to three minutes an attempt, and what follows in ten seconds',
  preconditions: 'the provider has a contract',
  needs: ['insiders.provider'],
  steps: ['guess'],
  gains: ['belief'],
  observables: 'answers of providers that differ now and then, a failed audit, an unknown measurement',
  // C20 sees that other code runs and C22 that answers differ; each is enough. C21 catches its sampled share only.
  beatenBy: ['C20', 'C21', 'C22'],
  notBeatenBy: ['C32', 'C01', 'C16', 'C17'],
  residual: { rate: 0, reason: 'none is known for one lazy provider; several that guess alike are A35' },
  references: ['ATT&CK v18.1 T1199', 'ATT&CK v18.1 T1565.003'],
  intensity: { everyNs: seconds(5), source: 'assumption' },
  *campaign(hand) {
    let guesses = 0;
    hand.step('guess');
    hand.inside(hand.stage.insiders['provider']!, (draft) => {
      if (draft.kind !== 'result' || draft.body === null) return undefined;
      guesses++;
      return { ...draft, body: { ...(draft.body as TaskResult), value: hand.random.below(2) } };
    });
    for (let waited = 0; waited < 180 && guesses < 6; waited++) yield hand.wait(seconds(1));
    if (guesses > 0) hand.gain('belief');
    yield hand.wait(seconds(10));
  },
  goal: {
    over: 'facts',
    needed: 1,
    reached: (fact) => fact.kind === 'used' && fact.detail === 'occupancy' && fact.wrong,
  },
};
