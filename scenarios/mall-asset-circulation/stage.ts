import type { Stage } from '../../sim/framework/attack.ts';
import { seconds } from '../../sim/framework/time.ts';
import { ledgerOf } from '../kit/settlement.ts';
import { emptyStage } from '../kit/stage.ts';
import type { Mall } from './mall.ts';
import type { MallParameters } from './parameters.ts';

/** Half-open handshakes that a door can finish in a second: one core by the server cost table, 0.325 ms each. */
const opensPerSecond = 3000;

/**
 * Where attackers stand: a wallet of their own, accounts with two platforms that listen to different nodes of the ledger, the session
 * keys of a customer, the wire on which a platform hears of its assets, and the doors.
 */
export function stageOf(mall: Mall, { customers, copyAgeMinutes }: MallParameters): Stage {
  const { shops, wallets } = mall;
  const door = (shop: number): number => ledgerOf(mall, shop);
  const customer = (shop: number, place: number): number => mall.customers.first + shop * customers + place;
  const { keeper, avatarAgent } = shops[0]!;
  return {
    ...emptyStage,
    wires: { settlements: { from: door(0), to: keeper.first, point: 'RP-L' } },
    accounts: {
      guest: { person: customer(0, customers - 1), door: avatarAgent.first },
      wallet: { person: wallets.first + wallets.count - 1, door: door(0) },
      'first shop': { person: customer(0, customers - 1), door: door(0) },
      'second shop': { person: customer(1, customers - 1), door: door(1) },
    },
    copies: { shopper: { node: customer(0, 0), ageNs: seconds(copyAgeMinutes * 60), entry: avatarAgent.first } },
    insiders: { keeper: keeper.first },
    doors: Object.fromEntries(
      shops.map((shop, place) => [
        `avatars ${place + 1}`,
        { node: shop.avatarAgent.first, point: 'RP-A' as const, opensPerSecond },
      ]),
    ),
  };
}
