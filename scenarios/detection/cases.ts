import type { AttackId } from '../../sim/framework/attack.ts';
import type { ControlId } from '../../sim/framework/control.ts';

/** An attack whose prevention has failed, so that detection and response are what is left. */
export interface DetectionCase {
  readonly attack: AttackId;
  /** Controls that are out: all that beat it, less those whose refusals the detector lives by. */
  readonly without: readonly ControlId[];
  /**
   * What is said of it before it is played, from how it works. `loud`: most attempts reach the frozen threshold by what they cause
   * themselves. `blind`: none does. Absent where neither can be said.
   */
  readonly predicted?: 'loud' | 'blind';
  /** Set where it is measured too how soon acts must follow for an attempt to be cut short. */
  readonly paced?: true;
}

/** What is played: attacks that differ in what a defender could see of them. */
export const detectionCases: readonly DetectionCase[] = [
  // A copy of a device speaks in its name, so that more comes of that name.
  { attack: 'A01', without: ['C03'] },
  { attack: 'A07', without: ['C32', 'C09', 'C11', 'C13'] },
  // Code that spreads asks neighbours all the time.
  { attack: 'A22', without: ['C37'] },
  { attack: 'A23', without: ['C16'] },
  // It knocks at one door more often than the whole house does.
  { attack: 'A24', without: ['C43'], predicted: 'loud' },
  // It reads a medium: nothing of it comes to any reference point.
  { attack: 'A31', without: ['C30'], predicted: 'blind' },
  // One result in ten is still computed again (C21): the rest is taken as it comes.
  { attack: 'A33', without: ['C20', 'C22'] },
  // An attempt goes on for some ten seconds after its first alarm.
  { attack: 'A34', without: ['C20', 'C22'], paced: true },
];
