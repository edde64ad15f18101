import type { Besieged } from './besieged.ts';

/** One way of assaulting a door. */
export interface Assault {
  readonly name: string;
  /** Visits, and as many under `--quick`. */
  readonly visits: number;
  readonly quickVisits: number;
  /** Visits at a time; one after the other where nothing is said. */
  readonly together?: number;
  /** Reasons of the door, or of a control at it, under which its visits may be counted. */
  readonly ends: RegExp;
  /** Its visits are let in; what they do then is refused as a fact, so often a visit at least. */
  readonly refusedFacts?: number;
  visit(place: Besieged, index: number): Promise<void>;
}

/** Some bytes that nobody chose. */
export const noise = ({ random }: Besieged, length: number): Buffer =>
  Buffer.from(Array.from({ length }, () => random.below(256)));

/** A copy with one bit the other way. */
export function flipped({ random }: Besieged, bytes: Uint8Array): Buffer {
  const copy = Buffer.from(bytes);
  copy[random.below(copy.length)]! ^= 1 << random.below(8);
  return copy;
}
