import type { EnrolmentTerms } from '../../sim/components/enrolment.ts';
import type { Address } from '../../sim/framework/figure.ts';
import { serviceTimeoutNs } from './capacities.ts';

/** How nodes ask an authority for credentials. */
export const enrolmentAt = (authority: Address<'identity-storage'>): EnrolmentTerms => ({
  authority,
  timeoutNs: serviceTimeoutNs,
  tries: 4,
});
