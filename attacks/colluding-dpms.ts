import type { Attack } from '../sim/framework/attack.ts';
import type { TaskResult } from '../sim/framework/task.ts';
import { seconds } from '../sim/framework/time.ts';

/**
 * Several providers agree on the same wrong answer, the opposite of what they computed, so that whoever compares them finds them in
 * agreement. Breaks correctness of results from outside.
 */
export const colludingDpms: Attack = {
  id: 'A35',
  name: 'colluding-dpms',
  summary: 'Several outside providers return the same wrong results.',
  classes: ['EX'],
  groups: ['R1', 'R3'],
  breaks: 'result correctness',
  position: 'inside several outside providers',
  knowledge: 'white box',
  budget: 'the providers’ own machines; every result for up to three minutes an attempt',
  preconditions: 'the providers have contracts, and a job goes to two of them',
  needs: ['insiders.provider'],
  steps: ['alter'],
  gains: ['belief'],
  observables: 'answers that differ from those of other providers, a failed audit, unknown measurements',
  // C20 sees that other code runs, on each of them. C22 sees agreement wherever a job went to colluders alone, and C21 its
  // sample; where that is followed by C45, whoever was found is not listened to in the attempts that follow.
  beatenBy: ['C20', 'C45'],
  notBeatenBy: ['C21', 'C22', 'C17', 'C32', 'C01'],
  residual: { rate: 0, reason: 'none is known while the hardware that measures code is not in the coalition' },
  references: ['ATT&CK v18.1 T1199', 'ATT&CK v18.1 T1565.003', 'ATLAS 5.6.0 AML.T0031'],
  intensity: { everyNs: seconds(5), source: 'assumption' },
  *campaign(hand) {
    let altered = 0;
    hand.step('alter');
    for (const [name, node] of Object.entries(hand.stage.insiders)) {
      if (!name.startsWith('provider')) continue;
      hand.inside(node, (draft) => {
        if (draft.kind !== 'result' || draft.body === null) return undefined;
        altered++;
        const result = draft.body as TaskResult;
        return { ...draft, body: { ...result, value: result.value === 1 ? 0 : 1 } };
      });
    }
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
