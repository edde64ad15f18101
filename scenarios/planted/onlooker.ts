import type { Attack } from '../../sim/framework/attack.ts';
import { seconds } from '../../sim/framework/time.ts';
import { intruder } from './intruder.ts';

/** How long he looks on, s: longer than an outage that belongs to a scenario, shorter than a run. */
const lookingSeconds = 60;

/**
 * Somebody who does nothing, again and again. Availability is judged over the time of an attempt: with him it is judged of honest play.
 */
export const onlooker: Attack = intruder(
  'availability',
  'does nothing',
  function* (hand) {
    yield hand.wait(seconds(lookingSeconds));
  },
  { over: 'service', reached: ({ operationsWanted, operationsDone }) => operationsDone < operationsWanted / 2 },
);
