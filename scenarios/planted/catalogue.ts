import { secondCopy, openValve, wrongArchive, wrongLamp, wrongListener, wrongRoomShown } from './faulty-components.ts';
import {
  alteredReading,
  filledDoor,
  inventedReading,
  rememberedJoin,
  repeatedReading,
  wrongResult,
} from './intruders.ts';
import type { Planted } from './planted.ts';

/** Planted violations of each property that the oracle judges: one, and of privacy one by what is learnt and one by what is joined. */
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
  rememberedJoin,
  openValve,
  wrongListener,
];
