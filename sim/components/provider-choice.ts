import { noRow } from '../framework/pending.ts';
import type { Stream } from '../kernel/stream.ts';
import { mayUse } from './negotiation.ts';
import type { NegotiationState, NegotiationTerms } from './negotiation.ts';
import { notAsked } from './outside-jobs.ts';
import type { OutsideJobs } from './outside-jobs.ts';
import { reliability } from './reputation.ts';
import type { ReputationState } from './reputation.ts';

/** By what a connector chooses among the providers that it has contracts with. */
export interface ChoiceTerms {
  /** Who gets a job: in turn, by price, by the price of an answer that is of use in time, or by lot, so that nobody knows beforehand. */
  readonly choice: 'round-robin' | 'cheapest' | 'merit' | 'drawn';
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
  /** 1 where a provider is to get no work for now, as was asked with the last job; by node and provider. */
  readonly shunned: Uint8Array;
  /** Provider whose turn is next, by node. */
  readonly turn: Int32Array;
}

/** For what and when a choice is made. */
export interface Occasion {
  readonly most: number;
  readonly nowNs: number;
  /** Of the job; `noRow` for one that has none yet. */
  readonly row: number;
  /** The connector's own stream. */
  readonly random: Stream;
}

/**
 * Places of the providers that may get a job, best first, at most `most`: under contract, not barred, not shunned, not busy with too many
 * others, and not asked yet where the job has a `row`. By merit the order is that of price / reliability: what an answer costs that is of
 * use. By lot each set of `most` is equally likely; only then is anything drawn of `random`.
 */
export function chooseProviders(
  { negotiation, outside, reputation, shunned, turn }: ChoiceState,
  index: number,
  { most, nowNs, row, random }: Occasion,
  terms: ChoiceTerms,
): readonly number[] {
  const count = terms.negotiation.providers.length;
  const mayGet = (provider: number): boolean => {
    const at = index * count + provider;
    if (shunned[at] === 1) return false;
    if (!mayUse(negotiation, at, nowNs, terms.negotiation) || outside.out[at]! >= terms.jobsEach) return false;
    return row === noRow || outside.standing[row * count + provider] === notAsked;
  };
  if (terms.choice === 'drawn') return drawn({ count, most, mayGet }, random);
  const usable: number[] = [];
  for (let step = 0; step < count; step++) {
    const provider = (turn[index]! + step) % count;
    if (mayGet(provider)) usable.push(provider);
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

/** Whom to draw from. */
interface Lottery {
  readonly count: number;
  readonly most: number;
  readonly mayGet: (provider: number) => boolean;
}

/**
 * By lot, each set equally likely: all places shuffled as far as it takes (R. A. Fisher and F. Yates 1938), those left out that may not.
 * Only what was moved is kept, so that a few of many cost little.
 */
function drawn({ count, most, mayGet }: Lottery, random: Stream): readonly number[] {
  const moved = new Map<number, number>();
  const chosen: number[] = [];
  for (let at = 0; at < count && chosen.length < most; at++) {
    const other = at + random.below(count - at);
    const provider = moved.get(other) ?? other;
    moved.set(other, moved.get(at) ?? at);
    if (mayGet(provider)) chosen.push(provider);
  }
  return chosen;
}
