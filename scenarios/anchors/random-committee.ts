import { negotiationState } from '../../sim/components/negotiation.ts';
import { outsideJobs } from '../../sim/components/outside-jobs.ts';
import { chooseProviders } from '../../sim/components/provider-choice.ts';
import type { ChoiceState, ChoiceTerms } from '../../sim/components/provider-choice.ts';
import { reputationState } from '../../sim/components/reputation.ts';
import { redundancy } from '../../sim/controls/redundancy.ts';
import type { Deed, Guard, Post } from '../../sim/framework/control.ts';
import { nothingAsked } from '../../sim/framework/deed.ts';
import type { Address } from '../../sim/framework/figure.ts';
import { noRow } from '../../sim/framework/pending.ts';
import type { TaskResult } from '../../sim/framework/task.ts';
import { Stream, keyOf } from '../../sim/kernel/stream.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { committeeFails } from './closed-forms.ts';
import { ofTrials, sized } from './estimate.ts';
import { longestRunNs } from './tiny-cast.ts';

const [members, copies, least] = [1000, 21, 11];
/**
 * The members are in five camps of equal size, and each camp says something of its own: a fifth lies together, whichever camp one asks
 * about. Of a committee no two camps can have more than half, so that one drawing answers for all five.
 */
export const camps = 5;
const expected = committeeFails(members, members / camps, copies, least);

/** A connector that has a contract with every member. */
function connectorOf(choice: ChoiceTerms['choice']): { readonly state: ChoiceState; readonly terms: ChoiceTerms } {
  const negotiation = negotiationState(1, members);
  negotiation.expiresNs.fill(longestRunNs);
  const outside = outsideJobs(1, 1, members);
  const providers = Array.from({ length: members }, (_, member) => member as Address<'external-dpm'>);
  const contracts = { timeoutNs: 0, priceMicrosMost: 0, barNs: 0, graceNs: 0, priced: 'untold' } as const;
  return {
    state: {
      negotiation,
      outside,
      reputation: reputationState(members),
      shunned: new Uint8Array(members),
      turn: new Int32Array(1),
    },
    terms: {
      choice,
      jobsEach: 1,
      memoryNs: longestRunNs,
      negotiation: { providers, purpose: 'occupancy', ...contracts },
    },
  };
}

/** Where C22 judges: it needs nothing of its post but somebody to charge. */
const post = { charge: () => undefined } as unknown as Post;

/** What C22 says to the use of a value out of such answers. */
function accepts(guard: Guard, value: number, answers: readonly number[]): boolean {
  const body: TaskResult = { task: 'occupancy', part: 0, value };
  const deed = { deed: 'use', purpose: 'occupancy', body, circumstances: { answers } } as Partial<Deed> as Deed;
  return guard.inner!(deed, post) === undefined;
}

/**
 * V-I7: of a thousand a fifth lies together; twenty-one are drawn, and what more than half of them say is believed. `realCopies` other
 * than twenty-one is a range that is wrong.
 */
export const randomCommittee = (realCopies = copies): Anchor => ({
  rows: [
    {
      id: 'V-I7',
      name: 'a committee of 21 believes what a fifth of 1000 members say together',
      expected,
      widest: widest(expected, 0.17e-4),
    },
  ],
  through:
    'choice by lot of the secure connector from a stream like its own, control C22 with its duty and its judgement',
  run(effort) {
    const guard = redundancy({ copies: realCopies, share: 1 / 2 }).stand({} as never);
    const duty = nothingAsked(0);
    guard.oblige!('occupancy', duty, post);
    const { state, terms } = connectorOf('drawn');
    const random = new Stream(keyOf(effort.seed, 0, 'V-I7'));
    const drawings = sized(5_000_000, effort);
    let believed = 0;
    for (let drawing = 0; drawing < drawings; drawing++) {
      const committee = chooseProviders(state, 0, { most: duty.copies, nowNs: 1, row: noRow, random }, terms);
      const answers = committee.map((member) => member % camps);
      for (let camp = 0; camp < camps; camp++) if (accepts(guard, camp, answers)) believed++;
    }
    const { measured, ci } = ofTrials(believed, drawings, effort);
    return [{ measured: measured / camps, ci: [ci[0] / camps, ci[1] / camps] }];
  },
});
