import { houseArms } from '../kit/refuted.ts';
import type { Refuted } from '../kit/refuted.ts';
import { mallAssetCirculation } from './scenario.ts';

/** Under what each claim about the mall is false. */
export const refuted: Refuted = {
  scenario: mallAssetCirculation,
  base: { durationSeconds: 200 },
  arms: {
    'no asset counts on two platforms': [{ without: ['C39'], attack: 'A42' }],
    'no platform takes a counterfeit asset': [{ without: ['C32'], attack: 'A51' }],
    // What an attacker writes into a wire in clear moves the window of numbers, so that its second message may be refused by it.
    'no money counts that nobody has paid': [{ without: ['C32', 'C11'], attack: 'A51' }],
    'nobody pays for what he did not wish for': [{ without: ['C41'], attack: 'A51' }],
    'nineteen of twenty purchases are done within a minute': [{ without: ['C43'], attack: 'A24' }],
    'controls refuse at most 1 in 200 of what is honest':
      houseArms['controls refuse at most 1 in 200 of what is honest'],
  },
};
