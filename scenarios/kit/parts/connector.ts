import { secureConnector } from '../../../sim/components/secure-connector.ts';
import type { Purpose } from '../../../sim/framework/datum.ts';
import type { Placement } from '../../../sim/framework/scenario.ts';
import { addressOf, filled } from '../seating.ts';
import type { Seats } from '../seating.ts';
import type { Ground } from './part.ts';

/** For whom a connector works, what the results are used for, and how many jobs may be out at once. */
export interface ConnectorTerms {
  readonly secureDpm: Seats<'secure-dpm'>;
  readonly purpose: Purpose;
  readonly jobs: number;
}

/** Fills the seats of a connector that buys work from every provider. */
export function placeConnector(
  seats: Seats<'secure-connector'>,
  { secureDpm, purpose, jobs }: ConnectorTerms,
  { house, authority, sizes, enrolment, trade }: Ground,
): readonly Placement[] {
  const { timeoutNs, priceMicrosMost, barNs, graceNs, priced, ...buying } = trade.buying;
  const providers = house.providers.map((provider) => addressOf(provider));
  return filled(
    seats,
    secureConnector({
      secureDpm: addressOf(secureDpm),
      auditLog: addressOf(authority.auditLog),
      enrolment,
      negotiation: { providers, purpose, timeoutNs, priceMicrosMost, barNs, graceNs, priced },
      jobs,
      ...buying,
    }),
    sizes.server('secure-connector'),
    jobs + providers.length,
  );
}
