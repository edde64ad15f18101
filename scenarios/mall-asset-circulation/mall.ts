import { seatLedgers } from '../kit/settlement.ts';
import type { Settlement } from '../kit/settlement.ts';
import { Seating, register } from '../kit/seating.ts';
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
export interface Mall extends Settlement {
  readonly seats: readonly Seats[];
  readonly register: Register;
  readonly authority: AuthoritySeats;
  readonly shops: readonly ShopSeats[];
  readonly customers: Seats<'person'>;
  /** By account: the platform, by its place, whose customer it is; -1 for a wallet. */
  readonly shopOf: Int32Array;
}

/** Numbers everybody, and says what lies on whose account at the beginning. */
export function seatMall(values: MallParameters): Mall {
  const { platforms, customers: each, wallets: carriers, ledgerNodes, assets, walletAssets, lures } = values;
  const seating = new Seating();
  const authority = seatAuthority(seating);
  const ledgers = seatLedgers(seating, ledgerNodes);
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
    keepers: shops.map(({ keeper }) => keeper),
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
