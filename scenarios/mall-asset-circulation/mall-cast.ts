import { assetKeeper } from '../../sim/components/asset-keeper.ts';
import { auditLog } from '../../sim/components/audit-log.ts';
import { avatarAgent } from '../../sim/components/avatar-agent.ts';
import { customer } from '../../sim/components/customer.ts';
import { identityStorage } from '../../sim/components/identity-storage.ts';
import { keeperCells } from '../../sim/components/keeper-state.ts';
import { wallet } from '../../sim/components/wallet.ts';
import type { Placement, Wiring } from '../../sim/framework/scenario.ts';
import { millis, seconds } from '../../sim/framework/time.ts';
import { constant } from '../../sim/kernel/distributions/constant.ts';
import { lognormal } from '../../sim/kernel/distributions/lognormal.ts';
import type { LinkShape } from '../../sim/kernel/links.ts';
import { small } from '../kit/capacities.ts';
import { day } from '../kit/parameters.ts';
import { addressOf, filled } from '../kit/seating.ts';
import type { Machine } from '../kit/seating.ts';
import { wire } from '../kit/wire.ts';
import { ledgerAddress, ledgerNode, ledgerOfShop, ledgerOfWallet } from './mall.ts';
import type { Mall } from './mall.ts';
import type { MallParameters } from './parameters.ts';

/** One core serves far more than a mall of this size asks for; half-open handshakes as Linux listeners had before 5.4. */
const server: Machine = { device: 'server', cores: 1, queueLimit: 4096, halfOpenLimit: 128 };
/** Blocks that can still be undone: four times what C39 waits for (assumption). */
const keptBlocks = 24;
/** What C39 waits for: nobody is told of more. */
const toldDepth = 6;
const requestTimeoutNs = seconds(2);
/** Deviation over mean of latencies where they vary (assumption, as in the house). */
const variation = 0.3;

const micros = (money: number): number => Math.round(money * 1e6);

/** Places everybody on machines. */
export function mallPlacements(mall: Mall, values: MallParameters): readonly Placement[] {
  const { market, authority, shops, customers, wallets, ledgers } = mall;
  const identity = addressOf(authority.identityStorage);
  const enrolment = { authority: identity, timeoutNs: requestTimeoutNs, tries: 4 };
  const statusNs = seconds(values.statusSeconds);
  const log = addressOf(authority.auditLog);
  const tradesASecond = customers.count / values.buyEverySeconds + wallets.count / values.bringEverySeconds;
  // A trade is three entries at most, and each stays until its block cannot be undone any more.
  const entries = Math.max(256, Math.ceil(6 * tradesASecond * values.blockSeconds * keptBlocks));
  const purchases = Math.max(32, Math.ceil((4 * values.customers * values.tradeSeconds) / values.buyEverySeconds));
  const common = { statementNs: seconds(values.statementSeconds), againNs: seconds(values.againSeconds) };
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
    ...ledgers.flatMap((seats, place) => {
      const component = ledgerNode(mall, place, {
        blockMeanNs: seconds(values.blockSeconds) * ledgers.length,
        entriesABlock: 64,
        entries,
        toldDepth,
        keptBlocks,
        waitNs: seconds(values.tradeSeconds),
      });
      return filled(seats, component, server, entries);
    }),
    ...shops.flatMap(({ keeper, avatarAgent: door }, shop) => [
      ...filled(
        keeper,
        assetKeeper({
          ...common,
          market,
          ledger: ledgerAddress(mall, ledgerOfShop(mall, shop)),
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
    ...filled(
      wallets,
      wallet({
        ...common,
        market,
        first: wallets.first,
        ledger: Int32Array.from({ length: wallets.count }, (_, one) => ledgerAddress(mall, ledgerOfWallet(mall, one))),
        bringsTo: Int32Array.from({ length: wallets.count }, (_, one) => customers.first + (one % customers.count)),
        // The attacker's own brings nothing by itself.
        bringMeanNs: Float64Array.from({ length: wallets.count }, (_, one) =>
          one === wallets.count - 1 ? 0 : seconds(values.bringEverySeconds),
        ),
      }),
      { device: 'client', ...small },
    ),
  ];
}

/** Joins them. */
export function mallWires(mall: Mall, values: MallParameters): readonly Wiring[] {
  const { authority, shops, ledgers, customers, wallets } = mall;
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
    ...ledgers.flatMap((one, place) => ledgers.slice(place + 1).flatMap((other) => wire('RP-L', one, other, between))),
    ...ledgers.flatMap((node) => wire('RP-L', wallets, node, home)),
    ...shops.flatMap(({ keeper, avatarAgent: door }, shop) => [
      ...wire('RP-M', door, keeper, inside),
      ...wire('RP-A', customers, door, home),
      ...wire('RP-L', keeper, ledgers[ledgerOfShop(mall, shop)]!, wan),
      ...shops.slice(shop + 1).flatMap((other) => wire('RP-X', keeper, other.keeper, wan)),
      ...wire('RP-D', keeper, authority.identityStorage, wan),
      ...wire('RP-D', door, authority.identityStorage, wan),
      ...wire('RP-O', door, authority.auditLog, wan),
    ]),
  ];
}
