import { houseArms } from '../kit/refuted.ts';
import type { Refuted } from '../kit/refuted.ts';
import { dpmProviderMarket } from './scenario.ts';

/** What the attack needs to be there at all: a machine that providers share. */
const hosted = { hosted: 3 } as const;
const unchecked = ['C20', 'C21', 'C22'] as const;

/** Under what each claim about the market is false. */
export const refuted: Refuted = {
  scenario: dpmProviderMarket,
  base: {},
  arms: {
    ...houseArms,
    // Most of what is said here is between machines: people have to ask often for their refusals to count.
    'controls refuse at most 1 in 200 of what is honest': [
      { without: ['C01'], set: { commandEverySeconds: 2, viewEverySeconds: 2 } },
    ],
    // Every provider is in it: attestation refuses them all, and there is more to do than the house can do.
    'jobs are done within a second, 99 of 100, whoever of the providers is attacked': [
      { attack: 'A35', set: { colluding: 5 } },
    ],
    'wrong results of a provider are not used': [{ without: unchecked, attack: 'A33' }],
    'results on which a minority of providers agrees wrongly are not used': [{ without: ['C20'], attack: 'A35' }],
    'of the results from outside at most 1 in 20 is wrong: who is found out gets no more work': [
      { without: unchecked, attack: 'A34' },
    ],
    'what tells of people goes to no provider': [{ without: ['C17'] }],
    'who runs the machine of providers learns nothing of what they are given': [
      { without: ['C14'], attack: 'A30', time: hosted },
      { profile: 'none', attack: 'A30', time: hosted },
    ],
    // Either is enough: memory that is sealed, and jobs that tell of nobody.
    'who runs the machine of providers learns nothing that tells of people': [
      { without: ['C14', 'C17'], attack: 'A30', time: hosted },
    ],
    'no job flows after the end of its contract': [{ without: ['C46'] }],
    // Without a choice by merit the dear ones are asked as often as the cheap ones.
    'a job costs at most 220 millionths on average while nobody attacks, redundant answers included': [
      { set: { choice: 'round-robin' } },
    ],
  },
};
