import type { Machine } from '../../metrics/results/summary.ts';
import type { ComparedPart, WorldsComparison } from '../../scenarios/worlds/compare-worlds.ts';
import type { AttackId } from '../../sim/framework/attack.ts';
import type { Calibration } from '../calibrate/calibration.ts';

/** What is asked of a comparison of the worlds. */
export interface WorldsRequest {
  readonly effort: 'quick' | 'full';
  /** The only part that is wanted; the whole where there is none. */
  readonly only?: ComparedPart | undefined;
  /** The only attack whose verdicts are wanted; all that are compared where there is none. */
  readonly attack?: AttackId | undefined;
}

/** The document that `validate --worlds` prints. */
export interface WorldsResult extends WorldsComparison {
  readonly machine: Machine;
  readonly wallSeconds: number;
  /** What the machine was measured to be for it. */
  readonly measured: {
    readonly wallPerCpu: number;
    readonly handshakes: Calibration['handshakes'];
    /** Medians, us. */
    readonly loopbackDelayMicros: number;
    readonly timerLagMicros: number;
    /** Of waking another process with a message, us. */
    readonly wakeMicros: number;
  };
  readonly warnings: readonly string[];
}
