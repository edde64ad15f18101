import type { Attack } from '../sim/framework/attack.ts';
import type { Contract } from '../sim/framework/messages/outside.ts';
import { seconds } from '../sim/framework/time.ts';

/** How much longer than agreed a contract is said to last (assumption). */
const longerNs = seconds(60);

/**
 * A provider that leaves the market says, when it finalises a contract, that it lasts longer than was agreed: jobs go on coming after
 * its end. Breaks the lifecycle of what is given to providers.
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
    'the provider’s own machine; its contracts until it first declines and ten seconds beyond, in up to three minutes an attempt',
  preconditions: 'the provider leaves, and a contract with it is negotiated before it does',
  needs: ['insiders.leaver'],
  steps: ['lengthen'],
  observables: 'a finalised contract whose end is not the one that was verified; jobs that are declined',
  beatenBy: ['C46'],
  notBeatenBy: ['C01', 'C32', 'C20', 'C22'],
  residual: { rate: 0, reason: 'none is known while the house’s clock is right; what came before the end is A36' },
  references: ['ATT&CK v18.1 T1199'],
  intensity: { everyNs: seconds(5), source: 'assumption' },
  *campaign(hand) {
    let declined = false;
    hand.step('lengthen');
    hand.inside(hand.stage.insiders['leaver']!, (draft) => {
      if (draft.kind !== 'contract' || draft.body === null) return undefined;
      const contract = draft.body as Contract;
      declined ||= contract.state === 'terminated';
      if (contract.state !== 'finalised') return undefined;
      return { ...draft, body: { ...contract, expiresNs: contract.expiresNs + longerNs } };
    });
    for (let waited = 0; waited < 180 && !declined; waited++) yield hand.wait(seconds(1));
    yield hand.wait(seconds(10));
  },
  goal: {
    over: 'facts',
    needed: 1,
    reached: (fact) => fact.kind === 'disclosed' && !fact.entitled,
  },
};
