import type { Attack } from '../sim/framework/attack.ts';
import type { Quote } from '../sim/framework/attester.ts';
import { seconds } from '../sim/framework/time.ts';

/**
 * A provider that runs other code than its own passes as attested: it shows what a genuine machine states of the same answer (relay), and
 * what its own hardware stated before the code was changed (replay). It answers rightly, so nobody who computes again finds out.
 */
export const attestationForgery: Attack = {
  id: 'A38',
  name: 'attestation-forgery',
  summary: 'A provider with other code shows evidence that was recorded earlier, or that a genuine machine states.',
  classes: ['EX'],
  groups: ['R3', 'R4'],
  breaks: 'result correctness',
  position: 'inside one outside provider, whose operator has a genuine machine besides',
  knowledge: 'white box',
  budget: 'the provider’s own machine and another one; its results for up to a minute an attempt',
  preconditions: 'the provider has a contract',
  needs: ['insiders.provider', 'hand.attest'],
  steps: ['record', 'relay', 'replay'],
  gains: ['trust'],
  observables: 'evidence that speaks of another request, or of another key than the channel’s',
  // The number of the request is the nonce that stops a replay; the key in the evidence, held against the channel’s, stops a relay.
  beatenBy: ['C20'],
  notBeatenBy: ['C32', 'C01', 'C16', 'C17', 'C21', 'C22'],
  residual: {
    rate: 0,
    reason:
      'none is known while no code but the measured one has the channel’s key; a genuine machine that ends the channel itself answers honestly',
  },
  references: ['ATT&CK v18.1 T1199'],
  intensity: { everyNs: seconds(5), source: 'assumption' },
  *campaign(hand) {
    const provider = hand.stage.insiders['provider']!;
    const recorded: Quote[] = [];
    let how = 'record';
    let said = 0;
    hand.step('record');
    hand.attest(provider, (own, genuine) => {
      if (how === 'record') recorded.push(own);
      return how === 'relay' ? genuine() : how === 'replay' ? (recorded[0] ?? own) : own;
    });
    for (let waited = 0; waited < 10 && recorded.length === 0; waited++) yield hand.wait(seconds(1));
    hand.inside(provider, (draft) => {
      if (draft.kind !== 'result' || draft.body === null) return undefined;
      said++;
      return { ...draft, body: draft.body };
    });
    for (how of ['relay', 'replay']) {
      hand.step(how);
      said = 0;
      for (let waited = 0; waited < 25 && said < 2; waited++) yield hand.wait(seconds(1));
    }
    // It is still given work after what it has shown.
    if (said > 1) hand.gain('trust');
    yield hand.wait(seconds(1));
  },
  goal: {
    over: 'facts',
    needed: 1,
    reached: (fact) => fact.kind === 'used' && fact.detail === 'occupancy' && fact.forged,
  },
};
