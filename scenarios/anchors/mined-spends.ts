import { assetDoubleSpend } from '../../attacks/asset-double-spend.ts';
import { attackSuccessRate } from '../../metrics/measures/attack-success-rate.ts';
import { assetKeeper } from '../../sim/components/asset-keeper.ts';
import { keeperCells } from '../../sim/components/keeper-state.ts';
import { entryKey } from '../../sim/components/ledger-books.ts';
import { ledger } from '../../sim/components/ledger.ts';
import type { Market } from '../../sim/components/market.ts';
import { finalityWait } from '../../sim/controls/finality-wait.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import type { Component } from '../../sim/framework/component.ts';
import type { Address, Role } from '../../sim/framework/figure.ts';
import type { AssetBodies, LedgerEntry } from '../../sim/framework/messages/assets.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import { seconds } from '../../sim/framework/time.ts';
import { longestRunNs, playTiny } from './tiny-cast.ts';

/** Blocks that the victims wait for. */
export const confirmations = 6;
/** All nodes together find a block a second. */
const blockNs = seconds(1);
/** Assets of a run: each attempt spends one. */
const assetsARun = 500;
const [ledgerNode, minerNode, firstShop, secondShop, registry] = [0, 1, 2, 3, 4];
const [toFirst, toSecond, thief] = [100, 101, 102];

const market: Market = {
  first: toFirst,
  count: 3,
  assets: assetsARun,
  speaker: Int32Array.of(firstShop, secondShop, minerNode),
  keepers: [firstShop, secondShop],
  owner: new Int32Array(assetsARun).fill(2),
  balanceMicros: new Float64Array(3),
};

/** Somebody who says nothing: the attacker speaks in the miner's place. */
const silent = <R extends Role>(role: R): Component<R, object> => ({
  role,
  code: 'silent 1',
  state: () => ({}),
  start: () => undefined,
  receive: () => undefined,
  wake: () => undefined,
});

const keeper = assetKeeper({
  market,
  ledger: ledgerNode as Address<'ledger'>,
  avatarAgent: -1 as Address<'avatar-agent'>,
  others: [],
  enrolment: { authority: registry as Address<'identity-storage'>, timeoutNs: seconds(1), tries: 1 },
  status: { authority: registry as Address<'identity-storage'>, refreshNs: longestRunNs },
  purchases: 1,
  answerNs: seconds(1),
  againNs: seconds(1),
  reserveNs: seconds(1),
  tradeNs: seconds(1),
  statementNs: longestRunNs,
});

type Block = AssetBodies['block'];

/** Against whom double spends are tried, and for how long. */
export interface MiningTerms {
  /** Share of all blocks that the attacker finds. */
  readonly share: number;
  /** Blocks that the victims wait for. */
  readonly depth: number;
  /** So many blocks behind, the attacker gives up. */
  readonly hopeless: number;
  /** Seconds of a run for each of its assets: less than an attempt takes on average. */
  readonly secondsAnAsset: number;
}

/** Blocks that were found from a spending on until its branch was shown: by the attacker, and by the others. */
interface Race {
  own: number;
  others: number;
}

/** One attempt: whether the oracle saw it succeed, and the blocks of its race. */
export interface JudgedRace {
  readonly success: boolean;
  readonly race: Readonly<Race>;
}

/**
 * A42 by one who finds blocks: with one in hand it spends an asset in the open, goes on by itself from before that spending, and shows its
 * branch once the asset has counted and the branch is the longer one. When it finds blocks is drawn, as work would have it.
 */
const miningDoubleSpend = ({ share, hopeless }: MiningTerms, races: Race[]): Attack => {
  let asset = -1;
  let tip = { id: 0, height: 0 };
  return {
    ...assetDoubleSpend,
    steps: ['mine', 'spend'],
    intensity: { everyNs: 1, source: 'anchor V-L1' },
    *campaign(hand) {
      asset++;
      const race = { own: 0, others: 0 };
      races.push(race);
      const line = hand.open('RP-L', ledgerNode, minerNode, hand.account('miner'));
      yield { line };
      const spend = (to: number): LedgerEntry => ({
        move: 'asset',
        asset,
        version: 1,
        from: thief,
        to,
        amountMicros: 0,
      });
      const say = (body: LedgerEntry): void =>
        void hand.say(line, { kind: 'transfer', subject: asset, dataClass: 'public', body });
      let [fork, mined, seen, shown] = [tip, 0, 0, false];
      const show = (): void => {
        if (shown || seen < confirmations || mined <= seen) return;
        shown = true;
        say(spend(toSecond));
        let parent = fork.id;
        for (let height = fork.height + 1; height <= fork.height + mined; height++) {
          const id = (asset + 1) * 1_000_000 + height;
          const keys = parent === fork.id ? [entryKey(spend(toSecond))] : [];
          hand.say(line, { kind: 'block', subject: asset, dataClass: 'public', body: { id, parent, height, keys } });
          parent = id;
        }
        tip = { id: parent, height: fork.height + mined };
      };
      hand.step('mine');
      hand.tap(hand.stage.wires['blocks']!, (message) => {
        if (message.clear?.kind !== 'block') return 'pass';
        const { id, height } = message.clear.body as Block;
        tip = { id, height };
        if (mined > 0) seen++;
        if (mined > 0 && !shown) race.others++;
        show();
        return 'pass';
      });
      while (!shown && seen - mined < hopeless) {
        const [from, found] = [tip, { untilNs: hand.now - (Math.log(hand.random.open()) * blockNs) / share }];
        yield found;
        // A first block counts only where nobody else has found one meanwhile.
        if (mined === 0 && from !== tip) continue;
        if (mined++ === 0) {
          fork = tip;
          hand.step('spend');
          say(spend(toFirst));
        } else if (!shown) race.own++;
        show();
      }
      // What was shown arrives, and is told.
      yield hand.wait(1);
    },
  };
};

/** Attempts of one run at double spends. */
export function playDoubleSpends(terms: MiningTerms, seed: number): readonly JudgedRace[] {
  const { share, depth, secondsAnAsset } = terms;
  const races: Race[] = [];
  const successes: boolean[] = [];
  /** Attempts as the oracle judged them; one that still ran at the end is the last, and not among them. */
  const judged: Metric = {
    ...attackSuccessRate,
    fold: (run) => ({
      ...attackSuccessRate.fold(run),
      attempt: ({ success }) => void successes.push(success),
    }),
  };
  playTiny(
    {
      name: 'V-L1',
      nodes: [
        {
          name: 'ledger',
          component: ledger({
            market,
            peers: [minerNode as Address<'ledger'>],
            serves: [firstShop, secondShop],
            blockMeanNs: Math.round(blockNs / (1 - share)),
            entriesABlock: 4,
            entries: 32,
            toldDepth: depth,
            keptBlocks: 120,
            waitNs: seconds(60),
          }),
          cells: 32,
        },
        { name: 'miner', component: silent('ledger'), cells: 0 },
        { name: 'first shop', component: keeper, cells: keeperCells(market, 1) },
        { name: 'second shop', component: keeper, cells: keeperCells(market, 1) },
        { name: 'registry', component: silent('identity-storage'), cells: 0 },
      ],
      wires: [
        { point: 'RP-L', from: 'ledger', to: 'miner' },
        { point: 'RP-L', from: 'first shop', to: 'ledger' },
        { point: 'RP-L', from: 'second shop', to: 'ledger' },
        { point: 'RP-D', from: 'first shop', to: 'registry' },
        { point: 'RP-D', from: 'second shop', to: 'registry' },
      ],
      standing: [finalityWait({ depth })],
      attacks: [miningDoubleSpend(terms, races)],
      stage: {
        wires: { blocks: { from: ledgerNode, to: minerNode, point: 'RP-L' } },
        accounts: { miner: { person: minerNode, door: ledgerNode } },
      },
      warmUpNs: seconds(2),
      untilNs: assetsARun * seconds(secondsAnAsset),
    },
    seed,
    [judged],
  );
  if (races.length > assetsARun) throw new RangeError(`V-L1: ${races.length} attempts, and ${assetsARun} assets`);
  return successes.map((success, place) => ({ success, race: races[place]! }));
}
