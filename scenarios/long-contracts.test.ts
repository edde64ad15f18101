import { expect, test } from 'vitest';
import { expiredContractFlow } from '../attacks/expired-contract-flow.ts';
import type { Attack } from '../sim/framework/attack.ts';
import type { Contract } from '../sim/framework/messages/outside.ts';
import { seconds } from '../sim/framework/time.ts';
import { planAtHome } from './studied.ts';
import { play } from './testing/play.ts';

/** A39 by another way: it names the later end from its offer on, so that the house verifies it. */
const agreedLonger: Attack = {
  ...expiredContractFlow,
  *campaign(hand) {
    hand.step('lengthen');
    hand.inside(hand.stage.insiders['leaver']!, ({ kind, body, ...draft }) => {
      if (kind !== 'contract' || body === null) return undefined;
      const contract = body as Contract;
      return { ...draft, kind, body: { ...contract, priceMicros: 1, expiresNs: contract.expiresNs + seconds(20) } };
    });
    yield hand.wait(seconds(25));
  },
};

// What C46 cannot know, and A39 says so: when a provider truly leaves.
test('an end that the house itself has verified lets jobs out to who left before it, under the full framework', () => {
  const [outcome] = play(planAtHome(agreedLonger, {}, 100)).observed.attacks;
  expect(outcome!.attempts).toBeGreaterThanOrEqual(2);
  expect(outcome!.successes).toBe(outcome!.attempts);
});
