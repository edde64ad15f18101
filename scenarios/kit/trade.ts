import type { SecureConnectorSettings } from '../../sim/components/secure-connector.ts';
import { micros, seconds } from '../../sim/framework/time.ts';
import type { Capacities } from './capacities.ts';
import { estimateMicros, serviceTimeoutNs } from './capacities.ts';
import type { HouseParameters } from './parameters.ts';
import type { Machine } from './seating.ts';

/** What distinguishes a provider from its competitors, and the machine on which it works. */
export interface ProviderTerms {
  /** Price of a job, in millionths of the money unit. */
  readonly priceMicros: number;
  /** Work of a job on its machine, in units of the cost table's `estimate`. */
  readonly estimates: number;
  readonly contractLifeNs: number;
  /** When it leaves the market, ns; Infinity for never. */
  readonly leavesNs: number;
  /** How long it is away before it comes back for as long a stay, ns; absent where it leaves for good. */
  readonly awayNs?: number;
  readonly machine: Machine;
}

/** How the connectors of a house buy work. */
export type BuyingTerms = Pick<
  SecureConnectorSettings,
  'choice' | 'jobsEach' | 'jobTimeoutNs' | 'hedgeNs' | 'memoryNs' | 'estimates'
> &
  Pick<SecureConnectorSettings['negotiation'], 'timeoutNs' | 'priceMicrosMost' | 'barNs' | 'graceNs' | 'priced'>;

/** On what terms outside work is bought and sold. */
export interface Trade {
  /** One for each provider, in their order. */
  readonly providers: readonly ProviderTerms[];
  readonly buying: BuyingTerms;
}

/** Work that takes so long on a server, in units of the cost table's `estimate`. */
export const estimatesOf = (durationNs: number): number => Math.max(1, Math.round(durationNs / micros(estimateMicros)));

/** Price of a job at a provider, in millionths of the money unit: each next one asks more (assumption). */
const priceMicros = (provider: number): number => 100 + 20 * provider;

/** Trade as houses have it that say nothing about it: a job waits for the provider that it was given to, then is done in the house. */
export const usualTrade = (providers: number, values: HouseParameters, sizes: Capacities): Trade => ({
  providers: Array.from({ length: providers }, (_, index) => ({
    priceMicros: priceMicros(index),
    // Who asks more works faster: the first takes twice the time of the others (assumption).
    estimates: index === 0 ? 2 : 1,
    contractLifeNs: seconds(values.contractSeconds),
    leavesNs: Infinity,
    machine: sizes.server('external-dpm'),
  })),
  buying: {
    choice: values.choice as BuyingTerms['choice'],
    jobsEach: Infinity,
    jobTimeoutNs: serviceTimeoutNs,
    hedgeNs: Infinity,
    memoryNs: seconds(60),
    estimates: 1,
    timeoutNs: serviceTimeoutNs,
    priceMicrosMost: priceMicros(providers),
    barNs: seconds(values.barSeconds),
    graceNs: 0,
    priced: 'untold',
  },
});
