import { enrolmentState, forgetEnrolment } from './enrolment.ts';
import type { EnrolmentState } from './enrolment.ts';

/** Where a thing is between platforms, as `stage` has it. */
export const outside = 0;
export const joining = 1;
export const here = 2;
export const leaving = 3;

/** State of such things, by node. */
export interface RoamingDeviceState {
  readonly enrolment: EnrolmentState;
  readonly stage: Uint8Array;
  /** Platform on which it is, -1 for none; and the one to which it wants. */
  readonly place: Int32Array;
  readonly target: Int32Array;
  /** Counts stays, so that the end of an earlier one is void. */
  readonly stays: Uint32Array;
  /** Time of its newest word about where it is: never the same twice. */
  readonly saidNs: Float64Array;
  /** Until when the platform to which it said last that it is there may believe so. */
  readonly untilNs: Float64Array;
  /** Time of its newest such word that was answered. */
  readonly heardNs: Float64Array;
  /** Number of the message whose answer it waits for, 0 for none, and how often it was said. */
  readonly asked: Float64Array;
  readonly tries: Uint8Array;
  /** Since when it wants to be elsewhere, -1 while it does not. */
  readonly wishNs: Float64Array;
  /** What it said when it left: its time, 0 for none, and its state. */
  readonly movedNs: Float64Array;
  readonly movedValue: Float64Array;
  /** 1 after a restart: it no longer knows who may believe that it is there. */
  readonly lost: Uint8Array;
}

/** Things before their beginning. */
export const roamingDeviceState = (count: number): RoamingDeviceState => ({
  enrolment: enrolmentState(count),
  stage: new Uint8Array(count),
  place: new Int32Array(count).fill(-1),
  target: new Int32Array(count),
  stays: new Uint32Array(count),
  saidNs: new Float64Array(count),
  untilNs: new Float64Array(count),
  heardNs: new Float64Array(count),
  asked: new Float64Array(count),
  tries: new Uint8Array(count),
  wishNs: new Float64Array(count).fill(-1),
  movedNs: new Float64Array(count),
  movedValue: new Float64Array(count),
  lost: new Uint8Array(count),
});

/** A thing forgets where it was, and with that who may still believe that it is there. */
export function forgetWhereabouts(state: RoamingDeviceState, index: number): void {
  forgetEnrolment(state.enrolment, index);
  state.stage[index] = outside;
  state.place[index] = -1;
  state.asked[index] = 0;
  state.saidNs[index] = 0;
  state.untilNs[index] = 0;
  state.heardNs[index] = 0;
  state.wishNs[index] = -1;
  state.movedNs[index] = 0;
  state.lost[index] = 1;
}
