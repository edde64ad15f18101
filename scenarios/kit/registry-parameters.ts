import { millis, seconds } from '../../sim/framework/time.ts';
import { amount, day } from './parameters.ts';
import type { ValuesOf } from './parameters.ts';
import type { RegistryPlan } from './registry-plan.ts';

/** How long what a storage has on record may be relied on, wherever there is one; a scenario spreads this among its own parameters. */
export const registryParameters = {
  endorseSeconds: amount('s', 'Time between two endorsements of a record', 5, { least: 1, most: day }),
  endorsementSeconds: amount('s', 'Time for which an endorsement is valid', 120, {
    least: 1,
    most: 10 * day,
    source: 'assumption, far below the 8 h of the shortest OCSP answers (CA/B Forum BR)',
  }),
  refreshSeconds: amount('s', 'Time after which a platform asks again for a record', 10, {
    least: 0.5,
    most: day,
    source: 'assumption, near the 5 s of SPIRE agents (ANCHORS, workload identity)',
  }),
  believeSeconds: amount(
    's',
    'Age of an endorsement up to which it is believed while nothing newer can be learnt',
    60,
    { least: 1, most: 10 * day },
  ),
  lookupMillis: amount('ms', 'Time that a storage takes to look a record up', 2, { least: 0, most: 60_000 }),
  answerSeconds: amount('s', 'Wait of a platform for answers of its storage', 1, { least: 0.05, most: 60 }),
};

/** The same as the parts of a house take it, ns. */
export const registryTimes = (
  values: ValuesOf<typeof registryParameters>,
): Pick<RegistryPlan, 'endorseNs' | 'lifeNs' | 'lookupNs' | 'refreshNs' | 'believeNs' | 'timeoutNs'> => ({
  endorseNs: seconds(values.endorseSeconds),
  lifeNs: seconds(values.endorsementSeconds),
  lookupNs: millis(values.lookupMillis),
  refreshNs: seconds(values.refreshSeconds),
  believeNs: seconds(values.believeSeconds),
  timeoutNs: seconds(values.answerSeconds),
});
