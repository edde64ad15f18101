import { ledger } from '../../sim/components/ledger.ts';
import type { Market } from '../../sim/components/market.ts';
import { wallet } from '../../sim/components/wallet.ts';
import type { Address } from '../../sim/framework/figure.ts';
import type { Placement, Wiring } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import type { LinkShape } from '../../sim/kernel/links.ts';
import { small } from './capacities.ts';
import type { settlementParameters } from './settlement-parameters.ts';
import type { ValuesOf } from './parameters.ts';
import { addressOf, filled } from './seating.ts';
import type { Machine, Seating, Seats } from './seating.ts';
import { wire } from './wire.ts';

/** Who settles on a ledger: its nodes, the keepers of platforms, and persons with wallets, of whom the last is an attacker. */
export interface Settlement {
  readonly market: Market;
  readonly ledgers: readonly Seats<'ledger'>[];
  readonly keepers: readonly Seats<'entity-agent'>[];
  readonly wallets: Seats<'person'>;
}

/** Blocks that can still be undone: four times what C39 waits for (assumption). */
const keptBlocks = 24;
/** What C39 waits for: nobody is told of more. */
const toldDepth = 6;

/** Takes seats for the nodes of a ledger, each of a party of its own. */
export const seatLedgers = (seating: Seating, count: number): readonly Seats<'ledger'>[] =>
  Array.from({ length: count }, (_, node) =>
    seating.take('ledger', { name: `ledger-${node + 1}`, party: `ledger-${node + 1}` }),
  );

/** Seats of the node of the ledger that serves a keeper, or a wallet, by its place: they are shared out in turn. */
export const ledgerSeatsOf = ({ ledgers }: Pick<Settlement, 'ledgers'>, place: number): Seats<'ledger'> =>
  ledgers[place % ledgers.length]!;

/** Address of that node. */
export const ledgerOf = (settlement: Pick<Settlement, 'ledgers'>, place: number): Address<'ledger'> =>
  addressOf(ledgerSeatsOf(settlement, place));

/** How often people bring assets and buy them, all together, 1/s; and to whom those are brought. */
export interface Trading {
  readonly tradesASecond: number;
  readonly customers: readonly number[];
}

type Values = ValuesOf<typeof settlementParameters>;

/** Places the nodes of the ledger on machines. */
export function placeLedgers(
  { market, ledgers, keepers, wallets }: Settlement,
  { tradesASecond }: Trading,
  values: Values,
  machine: Machine,
): readonly Placement[] {
  // A trade is three entries at most, and each stays until its block cannot be undone any more.
  const entries = Math.max(256, Math.ceil(6 * tradesASecond * values.blockSeconds * keptBlocks));
  return ledgers.flatMap((seats) => {
    const node = addressOf(seats);
    const component = ledger({
      market,
      peers: ledgers.filter((other) => other !== seats).map((other) => addressOf(other)),
      serves: [
        ...keepers.flatMap(({ first }, place) => (ledgerOf({ ledgers }, place) === node ? [first] : [])),
        ...walletsOf(wallets).flatMap((person, place) => (ledgerOf({ ledgers }, place) === node ? [person] : [])),
      ],
      blockMeanNs: seconds(values.blockSeconds) * ledgers.length,
      entriesABlock: 64,
      entries,
      toldDepth,
      keptBlocks,
      waitNs: seconds(values.tradeSeconds),
    });
    return filled(seats, component, machine, entries);
  });
}

const walletsOf = ({ first, count }: Seats<'person'>): readonly number[] =>
  Array.from({ length: count }, (_, one) => first + one);

/** Places the persons with wallets, who bring what they have to customers in turn. */
export function placeWallets(
  { market, ledgers, wallets }: Settlement,
  { customers }: Trading,
  values: Values,
): readonly Placement[] {
  const persons = walletsOf(wallets);
  const component = wallet({
    market,
    first: wallets.first,
    ledger: Int32Array.from(persons, (_, place) => ledgerOf({ ledgers }, place)),
    bringsTo: Int32Array.from(persons, (_, place) => customers[place % customers.length]!),
    // The attacker's own brings nothing by itself.
    bringMeanNs: Float64Array.from(persons, (_, place) =>
      place === persons.length - 1 ? 0 : seconds(values.bringEverySeconds),
    ),
    statementNs: seconds(values.statementSeconds),
    againNs: seconds(values.againSeconds),
  });
  return filled(wallets, component, { device: 'client', ...small });
}

/** Joins the nodes of the ledger to each other and to the wallets. */
export const ledgerWires = (
  { ledgers, wallets }: Settlement,
  links: { readonly between: LinkShape; readonly home: LinkShape },
): readonly Wiring[] => [
  ...ledgers.flatMap((one, place) =>
    ledgers.slice(place + 1).flatMap((other) => wire('RP-L', one, other, links.between)),
  ),
  ...ledgers.flatMap((node) => wire('RP-L', wallets, node, links.home)),
];
