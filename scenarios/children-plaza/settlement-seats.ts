import type { Market } from '../../sim/components/market.ts';
import { seatLedgers } from '../kit/settlement.ts';
import type { Settlement } from '../kit/settlement.ts';
import type { Seating, Seats } from '../kit/seating.ts';
import type { PlazaParameters } from './parameters.ts';

/** Nodes of the ledger: two, so that platforms listen to different ones. */
const ledgerNodes = 2;

/** The nodes of a ledger, and the keepers of platforms, by the party of each. */
export type Settlers = Pick<Settlement, 'ledgers' | 'keepers'>;

/** Takes seats for a ledger and a keeper of each party. */
export const seatSettlers = (seating: Seating, parties: readonly string[]): Settlers => ({
  ledgers: seatLedgers(seating, ledgerNodes),
  keepers: parties.map((party) => seating.take('entity-agent', { name: `keeper.${party}`, party })),
});

/**
 * Seats persons with wallets right behind the people of the plazas, and says what lies on whose account: all of it in wallets at first.
 * `platformOf` is the place of the platform that keeps what is brought to a person.
 */
export function settlementOf(
  settlers: Settlers,
  seating: Seating,
  persons: Seats<'person'>,
  platformOf: (person: number) => number,
  { wallets: carriers, walletAssets, lures }: PlazaParameters,
): Settlement {
  const wallets = seating.take('person', {
    name: 'wallets',
    party: persons.party,
    count: carriers + 1,
    nameEach: (index) => `wallet-${index + 1}`,
  });
  const keepers = settlers.keepers.map(({ first }) => first);
  const accounts = persons.count + wallets.count;
  const owner = Array.from({ length: wallets.count }, (_, one) =>
    new Array<number>(one < carriers ? walletAssets : lures).fill(persons.count + one),
  ).flat();
  const market: Market = {
    first: persons.first,
    count: accounts,
    assets: owner.length,
    speaker: Int32Array.from({ length: accounts }, (_, account) =>
      account < persons.count ? keepers[platformOf(account)]! : persons.first + account,
    ),
    keepers,
    owner: Int32Array.from(owner),
    balanceMicros: new Float64Array(accounts),
  };
  return { ...settlers, wallets, market };
}
