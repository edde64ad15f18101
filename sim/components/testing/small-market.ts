import { assetKeeper } from '../asset-keeper.ts';
import type { KeeperState } from '../keeper-state.ts';
import { ledger } from '../ledger.ts';
import type { LedgerState } from '../ledger.ts';
import type { Market } from '../market.ts';
import { at } from './one-room.ts';
import { Driven } from './recording-io.ts';
import type { Said } from './recording-io.ts';

/** Nodes: two keepers with an avatar agent each, and nodes of a ledger; accounts 0 and 1 are of the first keeper, 2 and 3 of the second. */
export const keeperNodes = [10, 11] as const;
export const avatarNodes = [20, 21] as const;
export const ledgerNodes = [30, 31, 32] as const;
export const firstPerson = 100;
/** Somebody with a wallet of its own, who owns the last asset. */
export const walletPerson = firstPerson + 4;
const authority = 40;

/** Money on each account at the beginning, in millionths. */
export const openingMicros = 1000;
/** A market of five accounts with an asset each. */
export const market: Market = {
  first: firstPerson,
  count: 5,
  assets: 5,
  speaker: Int32Array.of(10, 10, 11, 11, walletPerson),
  keepers: keeperNodes,
  owner: Int32Array.of(0, 1, 2, 3, 4),
  balanceMicros: new Float64Array(5).fill(openingMicros),
};

const second = 1e9;

/** A node of a ledger with so many nodes in all; the first serves everybody. */
export const ledgerOf = (place: number, nodes: number): Driven<LedgerState> =>
  new Driven(
    ledger({
      market,
      peers: ledgerNodes
        .slice(0, nodes)
        .filter((_, other) => other !== place)
        .map((node) => at<'ledger'>(node)),
      serves: place === 0 ? [...keeperNodes, walletPerson] : [],
      blockMeanNs: second * nodes,
      entriesABlock: 16,
      entries: 128,
      toldDepth: 4,
      keptBlocks: 12,
      waitNs: 120 * second,
    }),
    ledgerNodes[place]!,
  );

/** A keeper, by its place. */
export const keeperOf = (place: number): Driven<KeeperState> =>
  new Driven(
    assetKeeper({
      market,
      ledger: at(ledgerNodes[0]),
      avatarAgent: at(avatarNodes[place]!),
      others: keeperNodes.filter((_, other) => other !== place).map((node) => at<'entity-agent'>(node)),
      enrolment: { authority: at(authority), timeoutNs: second, tries: 2 },
      status: { authority: at(authority), refreshNs: 60 * second },
      purchases: 4,
      answerNs: 10 * second,
      againNs: 5 * second,
      reserveNs: 60 * second,
      tradeNs: 90 * second,
      statementNs: 20 * second,
    }),
    keeperNodes[place]!,
  );

type Heard = Parameters<Driven<unknown>['hear']>[0];

/** A message under way. */
export interface Letter {
  readonly from: number;
  readonly said: Said;
}

/** Carries messages between driven nodes, as a test tells it to: in any order, twice, late or never. */
export class PostOffice {
  nowNs = 0;
  readonly open: Letter[] = [];
  /** What was said to nodes that are not here: avatars and the authority. */
  readonly out: Letter[] = [];
  readonly nodes: ReadonlyMap<number, Driven<unknown>>;

  constructor(nodes: readonly Driven<unknown>[]) {
    this.nodes = new Map(nodes.map((node) => [node.io.node as number, node]));
    for (const node of nodes) node.start();
    this.pass(0);
  }

  /** Lets time pass for everybody. */
  pass(forNs: number): void {
    this.nowNs += forNs;
    for (const [node, driven] of this.nodes) this.post(node, driven.runUntil(this.nowNs));
  }

  /** Brings a letter; `keep` leaves a copy under way. */
  bring(place: number, keep: 'once' | 'again' = 'once'): void {
    const letter = this.open[place];
    if (letter === undefined) return;
    if (keep === 'once') this.open.splice(place, 1);
    this.hand(letter.said.to, { ...letter.said, from: letter.from } as unknown as Heard);
  }

  /** Brings everything, and what is said to it, until nothing is under way. */
  bringAll(): void {
    while (this.open.length > 0) this.bring(0);
  }

  /** Says something to a node as somebody else. */
  hand(to: number, message: Heard): void {
    const driven = this.nodes.get(to)!;
    driven.io.now = this.nowNs;
    const said = driven.hear(message);
    this.post(to, said);
    // What a handler puts off to a call of its own comes before anything else.
    this.post(to, driven.runUntil(this.nowNs));
  }

  restart(node: number): void {
    this.nodes.get(node)!.restart();
  }

  private post(from: number, said: readonly Said[]): void {
    for (const one of said) {
      if (this.nodes.has(one.to)) this.open.push({ from, said: one });
      else this.out.push({ from, said: one });
    }
  }
}
