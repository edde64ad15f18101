import { secondCopy, openValve, wrongArchive, wrongLamp, wrongListener, wrongRoomShown } from './faulty-components.ts';
import { alteredReading, filledDoor, inventedReading, repeatedReading, wrongResult } from './intruders.ts';
import type { Planted } from './planted.ts';

/** One planted violation of each property that the oracle judges. */
export const plantedViolations: readonly Planted[] = [
  inventedReading,
  alteredReading,
  repeatedReading,
  wrongRoomShown,
  wrongLamp,
  secondCopy,
  filledDoor,
  wrongResult,
  wrongArchive,
  openValve,
  wrongListener,
];
