import { ledger } from '../../sim/components/ledger.ts';
import type { Market } from '../../sim/components/market.ts';
import { Seating, addressOf, register } from '../kit/seating.ts';
import type { Register, Seats } from '../kit/seating.ts';
import { seatAuthority } from '../kit/seats/authority.ts';
import type { AuthoritySeats } from '../kit/seats/authority.ts';
import type { MallParameters } from './parameters.ts';

/** Seats of one platform: its keeper of virtual assets and its avatar agent. */
export interface ShopSeats {
  readonly keeper: Seats<'entity-agent'>;
  readonly avatarAgent: Seats<'avatar-agent'>;
}

/** Everybody by number: the authority, nodes of the ledger, platforms, customers platform by platform, persons with wallets. */
export interface Mall {
  readonly seats: readonly Seats[];
  readonly register: Register;
  readonly authority: AuthoritySeats;
  readonly ledgers: readonly Seats<'ledger'>[];
  readonly shops: readonly ShopSeats[];
  readonly customers: Seats<'person'>;
  /** The last of them is an attacker's. */
  readonly wallets: Seats<'person'>;
  readonly market: Market;
  /** By account: the platform, by its place, whose customer it is; -1 for a wallet. */
  readonly shopOf: Int32Array;
}

/** Numbers everybody, and says what lies on whose account at the beginning. */
export function seatMall(values: MallParameters): Mall {
  const { platforms, customers: each, wallets: carriers, ledgerNodes, assets, walletAssets, lures } = values;
  const seating = new Seating();
  const authority = seatAuthority(seating);
  const ledgers = Array.from({ length: ledgerNodes }, (_, node) =>
    seating.take('ledger', { name: `ledger-${node + 1}`, party: `ledger-${node + 1}` }),
  );
  const shops = Array.from({ length: platforms }, (_, platform): ShopSeats => {
    const party = `platform-${platform + 1}`;
    return {
      keeper: seating.take('entity-agent', { name: `entity-agent.${party}`, party }),
      avatarAgent: seating.take('avatar-agent', { name: `avatar-agent.${party}`, party }),
    };
  });
  const people = { party: 'people' };
  const nameEach = (kind: string) => (index: number) => `${kind}-${index + 1}`;
  const customers = seating.take('person', {
    ...people,
    name: 'customers',
    count: platforms * each,
    nameEach: nameEach('customer'),
  });
  const wallets = seating.take('person', {
    ...people,
    name: 'wallets',
    count: carriers + 1,
    nameEach: nameEach('wallet'),
  });
  const accounts = customers.count + wallets.count;
  const shopOf = Int32Array.from({ length: accounts }, (_, account) =>
    account < customers.count ? Math.floor(account / each) : -1,
  );
  const lies = (account: number): number =>
    account < customers.count ? assets : account < accounts - 1 ? walletAssets : lures;
  const owner = Array.from({ length: accounts }, (_, account) => new Array<number>(lies(account)).fill(account)).flat();
  return {
    seats: seating.all,
    register: register(seating),
    authority,
    ledgers,
    shops,
    customers,
    wallets,
    shopOf,
    market: {
      first: customers.first,
      count: accounts,
      assets: owner.length,
      speaker: shopOf.map((shop, account) => (shop < 0 ? customers.first + account : shops[shop]!.keeper.first)),
      keepers: shops.map(({ keeper }) => keeper.first),
      owner: Int32Array.from(owner),
      balanceMicros: new Float64Array(accounts).fill(Math.round(values.balance * 1e6)),
    },
  };
}

/** The node of the ledger, by its place, that serves a platform, and the one that serves a wallet: they are shared out in turn. */
export const ledgerOfShop = ({ ledgers }: Mall, shop: number): number => shop % ledgers.length;
export const ledgerOfWallet = ({ ledgers }: Mall, wallet: number): number => wallet % ledgers.length;

/** Address of the node of the ledger in a place. */
export const ledgerAddress = ({ ledgers }: Mall, place: number): ReturnType<typeof addressOf<'ledger'>> =>
  addressOf(ledgers[place]!);

/** Component of the node of the ledger in a place. */
export function ledgerNode(
  mall: Mall,
  place: number,
  terms: Omit<Parameters<typeof ledger>[0], 'market' | 'peers' | 'serves'>,
) {
  const { market, ledgers, shops, wallets } = mall;
  const served = [
    ...shops.filter((_, shop) => ledgerOfShop(mall, shop) === place).map(({ keeper }) => keeper.first),
    ...Array.from({ length: wallets.count }, (_, wallet) => wallet)
      .filter((wallet) => ledgerOfWallet(mall, wallet) === place)
      .map((wallet) => wallets.first + wallet),
  ];
  const peers = ledgers.filter((_, other) => other !== place).map((seats) => addressOf(seats));
  return ledger({ market, peers, serves: served, ...terms });
}
