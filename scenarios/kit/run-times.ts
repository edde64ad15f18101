import { seconds } from '../../sim/framework/time.ts';
import { day } from './parameters.ts';
import type { HouseParameters } from './parameters.ts';

/** When a run is warm, when it ends, and how long its longest credentials live, ns. */
export const runTimes = ({
  warmUpSeconds,
  durationSeconds,
  credentialDays,
}: Pick<HouseParameters, 'warmUpSeconds' | 'durationSeconds' | 'credentialDays'>) => ({
  warmUpNs: seconds(warmUpSeconds),
  untilNs: seconds(warmUpSeconds + durationSeconds),
  longCredentialNs: seconds(credentialDays * day),
});
