import { assetKeeper } from '../../sim/components/asset-keeper.ts';
import { auditLog } from '../../sim/components/audit-log.ts';
import { avatarAgent } from '../../sim/components/avatar-agent.ts';
import { customer } from '../../sim/components/customer.ts';
import { identityStorage } from '../../sim/components/identity-storage.ts';
import { keeperCells } from '../../sim/components/keeper-state.ts';
import type { Placement, Wiring } from '../../sim/framework/scenario.ts';
import { millis, seconds } from '../../sim/framework/time.ts';
import { constant } from '../../sim/kernel/distributions/constant.ts';
import { lognormal } from '../../sim/kernel/distributions/lognormal.ts';
import type { LinkShape } from '../../sim/kernel/links.ts';
import { small } from '../kit/capacities.ts';
import { ledgerOf, ledgerSeatsOf, ledgerWires, placeLedgers, placeWallets } from '../kit/settlement.ts';
import { day } from '../kit/parameters.ts';
import { addressOf, filled } from '../kit/seating.ts';
import type { Machine } from '../kit/seating.ts';
import { wire } from '../kit/wire.ts';
import type { Mall } from './mall.ts';
import type { MallParameters } from './parameters.ts';

/** One core serves far more than a mall of this size asks for; half-open handshakes as Linux listeners had before 5.4. */
const server: Machine = { device: 'server', cores: 1, queueLimit: 4096, halfOpenLimit: 128 };
const requestTimeoutNs = seconds(2);
/** Deviation over mean of latencies where they vary (assumption, as in the house). */
const variation = 0.3;

const micros = (money: number): number => Math.round(money * 1e6);

/** Places everybody on machines. */
export function mallPlacements(mall: Mall, values: MallParameters): readonly Placement[] {
  const { market, authority, shops, customers, wallets } = mall;
  const identity = addressOf(authority.identityStorage);
  const enrolment = { authority: identity, timeoutNs: requestTimeoutNs, tries: 4 };
  const statusNs = seconds(values.statusSeconds);
  const log = addressOf(authority.auditLog);
  const trading = {
    tradesASecond: customers.count / values.buyEverySeconds + wallets.count / values.bringEverySeconds,
    customers: Array.from({ length: customers.count }, (_, one) => customers.first + one),
  };
  const purchases = Math.max(32, Math.ceil((4 * values.customers * values.tradeSeconds) / values.buyEverySeconds));
  const doorOf = (account: number): number => shops[mall.shopOf[account]!]!.avatarAgent.first;
  return [
    ...filled(
      authority.identityStorage,
      identityStorage({
        lifetimeNs: seconds(values.credentialDays * day),
        publishNs: statusNs,
        // A list outlives two that were missed.
        listLifeNs: 3 * statusNs,
        auditLog: log,
      }),
      server,
    ),
    ...filled(authority.auditLog, auditLog({ entries: 1024 }), server),
    ...placeLedgers(mall, trading, values, server),
    ...shops.flatMap(({ keeper, avatarAgent: door }, shop) => [
      ...filled(
        keeper,
        assetKeeper({
          statementNs: seconds(values.statementSeconds),
          againNs: seconds(values.againSeconds),
          market,
          ledger: ledgerOf(mall, shop),
          avatarAgent: addressOf(door),
          others: shops.filter((_, other) => other !== shop).map((one) => addressOf(one.keeper)),
          enrolment,
          status: { authority: identity, refreshNs: statusNs },
          purchases,
          answerNs: seconds(values.answerSeconds),
          reserveNs: seconds(values.reserveSeconds),
          tradeNs: seconds(values.tradeSeconds),
        }),
        server,
        keeperCells(market, purchases),
      ),
      ...filled(
        door,
        avatarAgent({
          entityAgent: addressOf(keeper),
          auditLog: log,
          enrolment,
          tokenLifeNs: seconds(values.tokenSeconds),
          pendingRequests: 2 * purchases,
          // Whoever stands between a buyer and the ledger waits for longer than the buyer does.
          requestTimeoutNs: 2 * seconds(values.tradeSeconds),
        }),
        server,
      ),
    ]),
    ...filled(
      customers,
      customer({
        first: customers.first,
        avatarAgent: Int32Array.from({ length: customers.count }, (_, account) => doorOf(account)),
        arriveWithinNs: seconds(Math.min(5, values.warmUpSeconds + 1)),
        stayMeanNs: seconds(values.staySeconds),
        awayMeanNs: seconds(values.awaySeconds),
        offerMeanNs: seconds(values.offerEverySeconds),
        buyMeanNs: seconds(values.buyEverySeconds),
        leastMicros: micros(values.leastPrice),
        mostMicros: micros(Math.max(values.leastPrice, values.mostPrice)),
        patienceNs: seconds(values.patienceSeconds),
        tradeNs: seconds(values.tradeSeconds),
      }),
      { device: 'client', ...small },
    ),
    ...placeWallets(mall, trading, values),
  ];
}

/** Joins them. */
export function mallWires(mall: Mall, values: MallParameters): readonly Wiring[] {
  const { authority, shops, customers } = mall;
  const link = (meanMillis: number): LinkShape => {
    const mean = millis(meanMillis);
    const fixed = values.latency === 'fixed' || mean === 0;
    return {
      latency: fixed ? constant({ value: mean }) : lognormal({ mean, cv: variation }),
      loss: { kind: 'none' },
      bandwidthBitsPerSecond: Infinity,
      order: 'fifo',
    };
  };
  const [inside, wan, between, home] = [
    link(values.dataCentreMillis),
    link(values.wanMillis),
    link(values.ledgerMillis),
    link(values.personMillis),
  ];
  return [
    ...wire('RP-O', authority.identityStorage, authority.auditLog, inside),
    ...ledgerWires(mall, { between, home }),
    ...shops.flatMap(({ keeper, avatarAgent: door }, shop) => [
      ...wire('RP-M', door, keeper, inside),
      ...wire('RP-A', customers, door, home),
      ...wire('RP-L', keeper, ledgerSeatsOf(mall, shop), wan),
      ...shops.slice(shop + 1).flatMap((other) => wire('RP-X', keeper, other.keeper, wan)),
      ...wire('RP-D', keeper, authority.identityStorage, wan),
      ...wire('RP-D', door, authority.identityStorage, wan),
      ...wire('RP-O', door, authority.auditLog, wan),
    ]),
  ];
}
