import type { Attack } from '../sim/framework/attack.ts';
import type { Contract } from '../sim/framework/messages/outside.ts';
import { seconds } from '../sim/framework/time.ts';

/** How much longer than agreed a contract is said to last (assumption). */
const longerNs = seconds(20);
/** How long after the end that was agreed the insider looks whether jobs still come (assumption). */
const beyondNs = seconds(8);
/** Price of a job that it asks, millionths of the money unit, so that it is chosen: next to nothing (assumption). */
const priceMicros = 1;

/**
 * Whoever is inside a provider that leaves the market asks next to nothing, and has its contracts last longer than was agreed when it
 * finalises them: jobs go on coming after their end. Breaks the lifecycle of what is given to providers.
 */
export const expiredContractFlow: Attack = {
  id: 'A39',
  name: 'expired-contract-flow',
  summary: 'A provider that leaves makes its contract longer than agreed, and goes on getting jobs.',
  classes: ['EX'],
  groups: ['R3', 'R5'],
  breaks: 'lifecycle',
  position: 'inside an outside provider that leaves the market',
  knowledge: 'white box',
  budget:
    'the provider’s own machine; its contracts until one has ended and some seconds beyond, in up to three minutes an attempt',
  preconditions: 'the provider leaves, and a contract with it is negotiated or renewed before it does',
  needs: ['insiders.leaver'],
  steps: ['lengthen'],
  gains: ['jobs'],
  observables:
    'a price that falls to nearly nothing; a finalised contract whose end is not the one that was verified; jobs that are declined',
  beatenBy: ['C46'],
  notBeatenBy: ['C01', 'C32', 'C20', 'C22'],
  residual: {
    rate: 0,
    reason:
      'none is known while the house’s clock is right; who has the house verify a later end from the start, and leaves before it, gets jobs until then each time, whatever stands',
  },
  references: ['ATT&CK v18.1 T1199'],
  intensity: { everyNs: seconds(5), source: 'assumption' },
  *campaign(hand) {
    let agreedUntilNs = Infinity;
    hand.step('lengthen');
    hand.inside(hand.stage.insiders['leaver']!, ({ kind, body, ...draft }) => {
      if (kind === 'result' && hand.now > agreedUntilNs) hand.gain('jobs');
      if (kind !== 'contract' || body === null) return undefined;
      const contract = body as Contract;
      if (contract.state !== 'finalised') return { ...draft, kind, body: { ...contract, priceMicros } };
      agreedUntilNs = Math.min(agreedUntilNs, contract.expiresNs);
      return { ...draft, kind, body: { ...contract, priceMicros, expiresNs: contract.expiresNs + longerNs } };
    });
    for (let waited = 0; waited < 180 && hand.now < agreedUntilNs + beyondNs; waited++) yield hand.wait(seconds(1));
  },
  goal: {
    over: 'facts',
    needed: 1,
    // What tells of nobody and comes in clear is learnt as it is delivered.
    reached: (fact) => (fact.kind === 'disclosed' || fact.kind === 'delivered') && fact.lapsed && !fact.entitled,
  },
};
