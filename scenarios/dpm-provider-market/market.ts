import { millis, seconds } from '../../sim/framework/time.ts';
import { serviceTimeoutNs } from '../kit/capacities.ts';
import type { Capacities } from '../kit/capacities.ts';
import { estimatesOf } from '../kit/trade.ts';
import type { ProviderTerms, Trade } from '../kit/trade.ts';
import type { MarketParameters } from './parameters.ts';

/** Place of the provider that leaves the market. */
export const leaver = 1;

/** Terms of one provider: each next one asks more and is faster. None is called honest or not: that is for attackers to decide. */
const termsOf = (provider: number, values: MarketParameters, sizes: Capacities): ProviderTerms => ({
  priceMicros: values.cheapestMicros + provider * values.dearerMicros,
  estimates: estimatesOf(millis(values.slowestMillis) / (provider + 1)),
  contractLifeNs: seconds(values.contractSeconds),
  leavesNs: provider === leaver && values.leavesAtSeconds > 0 ? seconds(values.leavesAtSeconds) : Infinity,
  ...(provider === leaver && values.awaySeconds > 0 && { awayNs: seconds(values.awaySeconds) }),
  machine: { ...sizes.server('external-dpm'), cores: values.providerCores },
});

/** On what terms the market works. */
export const marketOf = (values: MarketParameters, sizes: Capacities): Trade => ({
  providers: Array.from({ length: values.providers }, (_, provider) => termsOf(provider, values, sizes)),
  buying: {
    choice: values.choice as Trade['buying']['choice'],
    jobsEach: values.jobsEach,
    jobTimeoutNs: millis(values.jobTimeoutMillis),
    hedgeNs: millis(values.hedgeMillis),
    memoryNs: seconds(values.memorySeconds),
    estimates: estimatesOf(millis(values.ownMillis)),
    timeoutNs: serviceTimeoutNs,
    // Nobody is kept out by its price: what is dear is asked last.
    priceMicrosMost: values.cheapestMicros + values.providers * values.dearerMicros,
    barNs: seconds(values.barSeconds),
    graceNs: seconds(values.graceSeconds),
    priced: 'told',
  },
});
