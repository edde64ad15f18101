import type { Attack } from '../sim/framework/attack.ts';
import type { TaskResult } from '../sim/framework/task.ts';
import { seconds } from '../sim/framework/time.ts';

/**
 * A provider lets hardware state that good code runs, and then runs other code under the statement that it has: evidence is shown again
 * that is true of the past. Breaks correctness of results from outside.
 */
export const attestationForgery: Attack = {
  id: 'A38',
  name: 'attestation-forgery',
  summary: 'A provider shows evidence of good code that was got before, and alters its results under it.',
  classes: ['EX'],
  groups: ['R3', 'R4'],
  breaks: 'result correctness',
  position: 'inside one outside provider',
  knowledge: 'white box',
  budget: 'the provider’s own machine; one altered result at a time, for up to a minute an attempt',
  preconditions: 'platforms take a passport of the provider’s code for a while, in place of evidence over each answer',
  needs: ['insiders.provider'],
  steps: ['attest', 'alter'],
  observables: 'answers of providers that differ, a failed audit; nothing in the evidence',
  // A passport says nothing of the answer, nor of now: only who compares (C22) or computes anew, of its
  // sampled share (C21), sees it. C20 by evidence over each answer would.
  beatenBy: ['C21', 'C22'],
  notBeatenBy: ['C20', 'C32', 'C01', 'C10', 'C16', 'C17'],
  residual: { rate: 0, reason: 'none is known for one provider while others are asked the same' },
  references: ['ATT&CK v18.1 T1199', 'ATT&CK v18.1 T1565.003'],
  intensity: { everyNs: seconds(10), source: 'assumption' },
  *campaign(hand) {
    const provider = hand.stage.insiders['provider']!;
    // Good code answers for a while, and hardware says so.
    hand.step('attest');
    yield hand.wait(seconds(20));
    hand.step('alter');
    let altered = 0;
    hand.inside(provider, (leaving) => {
      if (leaving.kind !== 'result' || leaving.body === null) return undefined;
      altered++;
      const result = leaving.body as TaskResult;
      return { ...leaving, body: { ...result, value: result.value === 1 ? 0 : 1 } };
    });
    for (let waited = 0; waited < 60 && altered === 0; waited++) yield hand.wait(seconds(1));
    yield hand.wait(seconds(5));
  },
  goal: {
    over: 'facts',
    needed: 1,
    reached: (fact) => fact.kind === 'used' && fact.detail === 'occupancy' && fact.wrong,
  },
};
