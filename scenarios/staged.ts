import type { Trace } from '../sim/framework/environment.ts';
import type { ParameterValues, Scenario } from '../sim/framework/scenario.ts';
import type { RecordedCast } from './trace.ts';

/** What decides who stands on stage. */
export interface StagedPlan {
  readonly scenario: Scenario;
  readonly parameters: ParameterValues;
  /** Whole number from 0; `seedOf` gives those of further replications. */
  readonly seed: number;
  readonly trace?: Trace;
}

/** The scenario cannot be staged with these values; the message says what does not fit. */
export class StagingFault extends RangeError {
  override readonly name = 'StagingFault';
}

/** The cast of a plan. Throws a `StagingFault` where its values do not go together. */
export function staged({ scenario, parameters, seed, trace }: StagedPlan): RecordedCast {
  try {
    return scenario.build(parameters, seed, trace);
  } catch (error) {
    if (error instanceof RangeError) throw new StagingFault(error.message, { cause: error });
    throw error;
  }
}
