import type { Stream } from '../kernel/stream.ts';
import type { Quantity } from './datum.ts';

/** The physical world around the devices. Deterministic: a pure function of time, acts so far and the given stream. */
export interface Environment {
  /** What a perfect instrument at the device would read, in the quantity's unit. */
  truth(device: number, quantity: Quantity, nowNs: number): number;
  /** What the device's own instrument reads: truth with its noise and resolution. */
  sense(device: number, quantity: Quantity, nowNs: number, stream: Stream): number;
  /** A device changes its surroundings. */
  act(device: number, quantity: Quantity, value: number, nowNs: number): void;
  /** True occupancy of a room, where known: 0, 1 or null. Only the oracle asks. */
  occupied(room: number, nowNs: number): 0 | 1 | null;
  /** How many people are where a device stands, null where that is not known; absent where nobody is anywhere. Only metrics ask. */
  people?(device: number, nowNs: number): number | null;
}

/** A recording of one room that drives the physical world in place of physics; every array has one entry a sample. */
export interface Trace {
  /** Seconds since the first sample, from the recording's own dates; null where it has none. */
  readonly atSeconds: readonly number[] | null;
  readonly samples: number;
  /** Recorded quantities, in their units; a quantity that is absent comes from physics. */
  readonly values: Readonly<Partial<Record<Quantity, readonly number[]>>>;
  /** True occupancy, 0 or 1; null where it was not recorded. For the oracle only. */
  readonly occupied: readonly (0 | 1)[] | null;
}
