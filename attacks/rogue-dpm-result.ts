import type { Attack } from '../sim/framework/attack.ts';
import type { TaskResult } from '../sim/framework/task.ts';
import { seconds } from '../sim/framework/time.ts';

/**
 * A provider returns the opposite of what it computed: empty rooms look full and full ones empty. Breaks correctness of
 * results from outside.
 */
export const rogueDpmResult: Attack = {
  id: 'A33',
  name: 'rogue-dpm-result',
  summary: 'An outside provider returns wrong results.',
  classes: ['EX'],
  groups: ['R1', 'R3'],
  breaks: 'result correctness',
  position: 'inside one outside provider',
  knowledge: 'white box',
  budget: 'the provider’s own machine; every result for up to three minutes an attempt',
  preconditions: 'the provider has a contract',
  needs: ['insiders.provider'],
  steps: ['alter'],
  gains: ['belief'],
  observables: 'answers of providers that differ, a failed audit, an unknown measurement',
  // C20 sees that other code runs and C22 that answers differ; each is enough. C21 catches its sampled share only.
  beatenBy: ['C20', 'C21', 'C22'],
  notBeatenBy: ['C32', 'C01', 'C16', 'C17'],
  residual: { rate: 0, reason: 'none is known for one rogue provider; colluding ones are A35' },
  references: ['ATT&CK v18.1 T1199', 'ATT&CK v18.1 T1565.003', 'ATLAS 5.6.0 AML.T0031'],
  intensity: { everyNs: seconds(5), source: 'assumption' },
  *campaign(hand) {
    let altered = 0;
    hand.step('alter');
    hand.inside(hand.stage.insiders['provider']!, (draft) => {
      if (draft.kind !== 'result' || draft.body === null) return undefined;
      altered++;
      const result = draft.body as TaskResult;
      return { ...draft, body: { ...result, value: result.value === 1 ? 0 : 1 } };
    });
    for (let waited = 0; waited < 180 && altered === 0; waited++) yield hand.wait(seconds(1));
    if (altered > 0) hand.gain('belief');
    yield hand.wait(seconds(10));
  },
  goal: {
    over: 'facts',
    needed: 1,
    reached: (fact) => fact.kind === 'used' && fact.detail === 'occupancy' && fact.wrong,
  },
};
