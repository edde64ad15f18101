/**
 * What connectors know of providers from their own checks and clocks, by node and provider. Nobody tells them: a result counts as
 * right or wrong only where it was computed again, and an answer as prompt by when it came.
 *
 *   recomputed: right, wrong ─▶ correct ┐
 *                                       ├─ correct x prompt = reliability, from 0 to 1
 *   clock: in time, too late ─▶ prompt ─┘
 */
export interface ReputationState {
  /** Weighted shares of the last checks and answers that were good; 1 where nothing bad is known. */
  readonly correct: Float64Array;
  readonly prompt: Float64Array;
  /** When both were last brought up to date, ns. */
  readonly atNs: Float64Array;
}

/** What is noted of one answer. */
export type Noted = 'right' | 'wrong' | 'prompt' | 'late';

/** Weight of the newest observation: two late answers in a row halve what is thought of a provider, about (assumption). */
const weight = 0.25;

/** Nothing is known of anybody yet. */
export const reputationState = (count: number): ReputationState => ({
  correct: new Float64Array(count).fill(1),
  prompt: new Float64Array(count).fill(1),
  atNs: new Float64Array(count),
});

/** Takes an observation down. What was known before fades towards trust, to 1/e of its distance in `memoryNs`. */
export function note(state: ReputationState, at: number, noted: Noted, nowNs: number, memoryNs: number): void {
  const kept = Math.exp((state.atNs[at]! - nowNs) / memoryNs);
  state.correct[at] = 1 - (1 - state.correct[at]!) * kept;
  state.prompt[at] = 1 - (1 - state.prompt[at]!) * kept;
  state.atNs[at] = nowNs;
  const column = noted === 'right' || noted === 'wrong' ? state.correct : state.prompt;
  const good = noted === 'right' || noted === 'prompt' ? 1 : 0;
  column[at]! += (good - column[at]!) * weight;
}

/** Share of a provider's answers that can be expected to be of use now. */
export function reliability(state: ReputationState, at: number, nowNs: number, memoryNs: number): number {
  const kept = Math.exp((state.atNs[at]! - nowNs) / memoryNs);
  return (1 - (1 - state.correct[at]!) * kept) * (1 - (1 - state.prompt[at]!) * kept);
}

/** All that a node knew of its providers is gone. */
export function forgetReputation(state: ReputationState, index: number, providers: number): void {
  const first = index * providers;
  state.correct.fill(1, first, first + providers);
  state.prompt.fill(1, first, first + providers);
  state.atNs.fill(0, first, first + providers);
}
