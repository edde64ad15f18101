import { assetKeeper } from '../../sim/components/asset-keeper.ts';
import { keeperCells } from '../../sim/components/keeper-state.ts';
import type { Address } from '../../sim/framework/figure.ts';
import type { Placement, Wiring } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { enrolmentAt } from '../kit/enrolment.ts';
import { ledgerOf, ledgerSeatsOf, ledgerWires, placeLedgers, placeWallets } from '../kit/settlement.ts';
import { addressOf, filled } from '../kit/seating.ts';
import type { Machine } from '../kit/seating.ts';
import { wire } from '../kit/wire.ts';
import { linkOf } from './links.ts';
import type { PlazaParameters } from './parameters.ts';
import type { PlazaSeats } from './plaza-seats.ts';

/** Nobody buys here: keepers have a place for one purchase and wait for no answer; seconds (assumption). */
const [purchases, answerSeconds] = [1, 10];

/** Places ledger, keepers and wallets; nobody, where there is no ledger. */
export function placeSettlement(seats: PlazaSeats, values: PlazaParameters, machine: Machine): readonly Placement[] {
  const { settlement, persons, firstNeighbour, firstNewcomer } = seats;
  if (settlement === null) return [];
  const { market, keepers, wallets } = settlement;
  const trading = {
    tradesASecond: wallets.count / values.bringEverySeconds,
    // Somebody who is at home here and somebody who is not, in turn.
    customers: Array.from({ length: firstNewcomer }, (_, turn) => {
      const [first, end] = turn % 2 === 0 ? [0, firstNeighbour] : [firstNeighbour, firstNewcomer];
      return persons.first + first + (Math.floor(turn / 2) % (end - first));
    }),
  };
  const refreshNs = seconds(values.statusSeconds);
  return [
    ...placeLedgers(settlement, trading, values, machine),
    ...keepers.flatMap((keeper, platform) => {
      const authority = addressOf(seats.authorityOf(keeper.party).identityStorage);
      const component = assetKeeper({
        market,
        ledger: ledgerOf(settlement, platform),
        avatarAgent: doorsOf(seats)[platform]!,
        others: [],
        enrolment: enrolmentAt(authority),
        status: { authority, refreshNs },
        purchases,
        answerNs: seconds(answerSeconds),
        reserveNs: seconds(values.tradeSeconds),
        tradeNs: seconds(values.tradeSeconds),
        statementNs: seconds(values.statementSeconds),
        againNs: seconds(values.againSeconds),
      });
      return filled(keeper, component, machine, keeperCells(market, purchases));
    }),
    ...placeWallets(settlement, trading, values),
  ];
}

/** An avatar agent of each platform. */
const doorsOf = ({ avatarAgents, others }: PlazaSeats): readonly Address<'avatar-agent'>[] => [
  addressOf(avatarAgents),
  ...others.map(({ avatarAgent }) => addressOf(avatarAgent)),
];

/** Joins them. */
export function settlementWires(seats: PlazaSeats, values: PlazaParameters): readonly Wiring[] {
  const { settlement, authorities } = seats;
  if (settlement === null) return [];
  const { keepers } = settlement;
  const [wan, home] = [linkOf(values, 'wan'), linkOf(values, 'person')];
  return [
    ...ledgerWires(settlement, { between: linkOf(values, 'ledger'), home }),
    ...keepers.flatMap((keeper, platform) => [
      ...wire('RP-L', keeper, ledgerSeatsOf(settlement, platform), wan),
      // They ask for the lists of every authority.
      ...authorities.flatMap(({ identityStorage }) => wire('RP-D', keeper, identityStorage, wan)),
    ]),
  ];
}
