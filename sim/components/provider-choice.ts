import { noRow } from '../framework/pending.ts';
import { mayUse } from './negotiation.ts';
import type { NegotiationState, NegotiationTerms } from './negotiation.ts';
import { notAsked } from './outside-jobs.ts';
import type { OutsideJobs } from './outside-jobs.ts';
import { reliability } from './reputation.ts';
import type { ReputationState } from './reputation.ts';

/** By what a connector chooses among the providers that it has contracts with. */
export interface ChoiceTerms {
  /** Who gets a job that one alone is to do: in turn, by price, or by the price of an answer that is of use in time. */
  readonly choice: 'round-robin' | 'cheapest' | 'merit';
  /** Jobs that may be out at one provider at once. */
  readonly jobsEach: number;
  /** Time in which what is known of a provider fades. */
  readonly memoryNs: number;
  readonly negotiation: NegotiationTerms;
}

/** What a choice looks at. */
export interface ChoiceState {
  readonly negotiation: NegotiationState;
  readonly outside: OutsideJobs;
  readonly reputation: ReputationState;
  /** Provider whose turn is next, by node. */
  readonly turn: Int32Array;
}

/**
 * Places of the providers that may get a job, best first, at most `most`: under contract, not barred, not busy with too many others,
 * and not asked yet where the job has a `row`. By merit the order is that of price / reliability: what an answer costs that is of use.
 */
export function chooseProviders(
  { negotiation, outside, reputation, turn }: ChoiceState,
  index: number,
  { most, nowNs, row }: { readonly most: number; readonly nowNs: number; readonly row: number },
  terms: ChoiceTerms,
): readonly number[] {
  const count = terms.negotiation.providers.length;
  const usable: number[] = [];
  for (let step = 0; step < count; step++) {
    const provider = (turn[index]! + step) % count;
    const at = index * count + provider;
    if (!mayUse(negotiation, at, nowNs, terms.negotiation) || outside.out[at]! >= terms.jobsEach) continue;
    if (row === noRow || outside.standing[row * count + provider] === notAsked) usable.push(provider);
  }
  if (terms.choice === 'round-robin') return usable.slice(0, most);
  const cost = usable.map((provider) => {
    const at = index * count + provider;
    const worth = terms.choice === 'merit' ? reliability(reputation, at, nowNs, terms.memoryNs) : 1;
    return negotiation.priceMicros[at]! / worth;
  });
  const order = usable.map((_, place) => place);
  order.sort((a, b) => cost[a]! - cost[b]! || usable[a]! - usable[b]!);
  return order.slice(0, most).map((place) => usable[place]!);
}
