import type { Component, Io } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import type { Message, MessageView } from '../framework/message.ts';
import type { LedgerEntry } from '../framework/messages/assets.ts';
import { entryKey, freeMicros } from './ledger-books.ts';
import {
  blockOf,
  depthOf,
  know,
  advance,
  nextKeys,
  openingChain,
  rowOf,
  takeBlock,
  tipHeight,
  tipOf,
  untold,
} from './ledger-chain.ts';
import type { Chain } from './ledger-chain.ts';
import { speakerFor, subjectOfAsset } from './market.ts';
import type { Market } from './market.ts';

/** Settings of one node of a ledger. */
export interface LedgerSettings {
  readonly market: Market;
  /** The other nodes of the ledger. */
  readonly peers: readonly Address<'ledger'>[];
  /** Nodes that this one tells of the accounts for which they speak. */
  readonly serves: readonly number[];
  /** Mean time between two blocks of this node, ns; exponential, as where work finds them (assumption). */
  readonly blockMeanNs: number;
  /** Entries of a block, at most. */
  readonly entriesABlock: number;
  /** Entries that are known at once: also the cells that a node needs. */
  readonly entries: number;
  /** Depth down to which it is told how deep an entry lies. */
  readonly toldDepth: number;
  /** Blocks of the longest branch that can still be undone. */
  readonly keptBlocks: number;
  /** How long an entry waits for a block that may hold it. */
  readonly waitNs: number;
}

/** State of nodes of ledgers. Blocks and books lie on the node's disk and outlive a restart; entries that wait do not. */
export interface LedgerState {
  readonly chain: Chain[];
  /** Blocks found so far: they number the node's own. */
  readonly found: Float64Array;
  /** Who asked for a statement last, and the other node that asked for the newest blocks last. */
  readonly holder: Int32Array;
  readonly holderVia: Int32Array;
  readonly behind: Int32Array;
  /** When a node last asked for blocks itself, ns. */
  readonly askedNs: Float64Array;
}

const timerFind = 1;
const timerTell = 2;
const timerAsset = 3;
const timerBalance = 4;
const timerPass = 5;
const timerPassBlocks = 6;
const timerPaid = 7;
const blocksANode = 4_294_967_296;

/**
 * A node of the ledger on which virtual assets and payments are settled. Its nodes find blocks at random moments, each on the longest
 * branch that it knows; of two blocks at one height that are found within the time that word of them takes, one is undone.
 *
 *   keeper, person ─RP-L transfer─▶ ledger node ─RP-L transfer, block─▶ other ledger nodes
 *   keeper, person ◀─RP-L settled── ledger node      for each entry of its accounts, with its depth
 *
 * Entries travel one by one and blocks name them by their keys, so that what is said of an entry descends from that entry alone. Work is
 * not modelled: who may say `block` is trusted to have found it.
 */
export function ledger(settings: LedgerSettings): Component<'ledger', LedgerState> {
  const { market, peers, serves } = settings;
  type Here = Io<'ledger'>;

  const say = (to: number, entry: LedgerEntry, depth: number, io: Here): void => {
    const subject = entry.asset < 0 ? entry.to : subjectOfAsset(entry.asset);
    const body = { ...entry, depth: Math.min(depth, settings.toldDepth) };
    io.send('RP-L', to as Address<'entity-agent'>, { kind: 'settled', subject, dataClass: 'operational', body });
  };

  /** Tells those who speak for the two accounts of an entry, where this node serves them. */
  const tell = (chain: Chain, row: number, entry: LedgerEntry, io: Here): void => {
    io.recall(row);
    for (const speaker of new Set([speakerFor(market, entry.from), speakerFor(market, entry.to)]))
      if (serves.includes(speaker) && chain.told[row] !== untold) say(speaker, entry, chain.told[row]!, io);
  };

  /** Sees which entries lie deeper than was told; each is told in a call of its own, so that it descends from itself alone. */
  const look = (chain: Chain, io: Here): void => {
    for (let row = 0; row < chain.key.length; row++) {
      if (chain.key[row] === 0) continue;
      const depth = Math.min(depthOf(chain, market, row), settings.toldDepth);
      const news = depth > chain.told[row]! || (depth < 0 && chain.told[row]! >= 0);
      if (news) io.wake(timerTell, 0, row);
      chain.told[row] = depth;
    }
    advance(chain, market, { keptBlocks: settings.keptBlocks, waitNs: settings.waitNs, nowNs: io.now });
  };

  const find = (state: LedgerState, index: number, io: Here): void => {
    const chain = state.chain[index]!;
    io.wake(timerFind, Math.floor(-settings.blockMeanNs * Math.log(io.random.open())));
    const block = {
      id: io.node * blocksANode + (state.found[index]! += 1),
      parent: tipOf(chain),
      height: tipHeight(chain) + 1,
      keys: nextKeys(chain, market, settings.entriesABlock),
    };
    takeBlock(chain, market, block);
    for (const peer of peers)
      io.send('RP-L', peer, { kind: 'block', subject: io.node, dataClass: 'public', body: block });
    look(chain, io);
  };

  const takeEntry = (state: LedgerState, index: number, message: MessageView<'transfer'>, io: Here): void => {
    const chain = state.chain[index]!;
    const entry = message.body;
    const passed = peers.includes(message.from as Address<'ledger'>);
    if (!passed && speakerFor(market, entry.from) !== message.from) return;
    const key = entryKey(entry);
    if (key === 0 || entry.move === 'balance') return;
    let row = rowOf(chain, key);
    if (row < 0) {
      row = know(chain, entry, io.now);
      if (row < 0) return;
      io.keep(row);
      if (!passed) for (const peer of peers) io.forward('RP-L', peer);
    } else if (!passed) chain.told[row] = untold;
    look(chain, io);
  };

  const takeNews = (state: LedgerState, index: number, message: MessageView<'block'>, io: Here): void => {
    if (!peers.includes(message.from as Address<'ledger'>)) return;
    const chain = state.chain[index]!;
    const came = takeBlock(chain, market, message.body);
    if (came === 'taken') look(chain, io);
    if (came !== 'incomplete' || io.now - state.askedNs[index]! < settings.blockMeanNs) return;
    state.askedNs[index] = io.now;
    const to = message.from as Address<'ledger'>;
    io.send('RP-L', to, { kind: 'statement', subject: io.node, dataClass: 'public', body: { holder: io.node } });
  };

  const state = (count: number): LedgerState => ({
    chain: Array.from({ length: count }, () => openingChain(market, settings.entries)),
    found: new Float64Array(count),
    holder: new Int32Array(count).fill(-1),
    holderVia: new Int32Array(count).fill(-1),
    behind: new Int32Array(count).fill(-1),
    askedNs: new Float64Array(count).fill(-Infinity),
  });

  /** Whoever speaks for accounts is told what lies on them; another node of the ledger gets the newest entries and blocks. */
  const takeStatement = (at: LedgerState, index: number, message: Message, io: Here): void => {
    const chain = at.chain[index]!;
    if (peers.includes(message.from as Address<'ledger'>)) {
      at.behind[index] = message.from;
      for (let row = 0; row < chain.key.length; row++) if (chain.key[row]! > 0) io.wake(timerPass, 0, row);
      io.wake(timerPassBlocks, 0);
      return;
    }
    at.holder[index] = message.from;
    at.holderVia[index] = message.via;
    for (let asset = 0; asset < market.assets; asset++) {
      if (market.speaker[chain.tipBooks.owner[asset]!] === message.from) {
        io.wake(timerAsset, 0, asset);
        io.wake(timerPaid, 0, asset);
      }
    }
    for (let account = 0; account < market.count; account++) {
      if (market.speaker[account] === message.from) io.wake(timerBalance, 0, account);
    }
  };

  /** Says what the books have by the entry that made it so, where that is still known here. */
  const stateEntry = (at: LedgerState, index: number, entry: LedgerEntry, io: Here): void => {
    const chain = at.chain[index]!;
    const row = rowOf(chain, entryKey(entry));
    if (row >= 0) io.recall(row);
    say(at.holderVia[index]!, entry, row >= 0 ? depthOf(chain, market, row) : settings.toldDepth, io);
  };

  const stateAsset = (at: LedgerState, index: number, asset: number, io: Here): void => {
    const { owner, version } = at.chain[index]!.tipBooks;
    const to = market.first + owner[asset]!;
    const entry = { move: 'asset', asset, version: version[asset]! - 1, from: -1, to, amountMicros: 0 } as const;
    stateEntry(at, index, entry, io);
  };

  const statePayment = (at: LedgerState, index: number, asset: number, io: Here): void => {
    const { owner, version, payer, paidMicros } = at.chain[index]!.tipBooks;
    if (payer[asset]! < 0) return;
    const [from, to] = [market.first + payer[asset]!, market.first + owner[asset]!];
    const about = { asset, version: version[asset]!, from, to, amountMicros: paidMicros[asset]! };
    stateEntry(at, index, { move: 'payment', ...about }, io);
  };

  const stateBalance = (at: LedgerState, index: number, account: number, io: Here): void => {
    const to = market.first + account;
    const amountMicros = freeMicros(at.chain[index]!.tipBooks, account);
    stateEntry(at, index, { move: 'balance', asset: -1, version: 0, from: -1, to, amountMicros }, io);
  };

  const passEntry = (row: number, entry: LedgerEntry, to: Address<'ledger'>, io: Here): void => {
    io.recall(row);
    const subject = subjectOfAsset(entry.asset);
    io.send('RP-L', to, { kind: 'transfer', subject, dataClass: 'operational', body: entry });
  };

  const passBlocks = (chain: Chain, to: Address<'ledger'>, io: Here): void => {
    for (const id of chain.main)
      io.send('RP-L', to, { kind: 'block', subject: io.node, dataClass: 'public', body: blockOf(chain, id)! });
  };

  const woken = (at: LedgerState, index: number, timer: number, argument: number, io: Here): void => {
    const chain = at.chain[index]!;
    const entry = chain.entry[argument] ?? null;
    if (timer === timerFind) find(at, index, io);
    else if (timer === timerAsset) stateAsset(at, index, argument, io);
    else if (timer === timerPaid) statePayment(at, index, argument, io);
    else if (timer === timerBalance) stateBalance(at, index, argument, io);
    else if (timer === timerPassBlocks) passBlocks(chain, at.behind[index]! as Address<'ledger'>, io);
    else if (entry === null) return;
    else if (timer === timerTell) tell(chain, argument, entry, io);
    else passEntry(argument, entry, at.behind[index]! as Address<'ledger'>, io);
  };
  return {
    role: 'ledger',
    code: 'ledger 1',
    state,
    start: (_state, _index, io) => io.wake(timerFind, Math.floor(-settings.blockMeanNs * Math.log(io.random.open()))),
    receive: (at, index, message, io) => {
      if (message.kind === 'transfer') takeEntry(at, index, message, io);
      else if (message.kind === 'block') takeNews(at, index, message, io);
      else if (message.kind === 'statement') takeStatement(at, index, message, io);
    },
    wake: woken,
    forget: (at, index) => {
      const chain = at.chain[index]!;
      const { key, height, entry } = chain;
      for (let row = 0; row < key.length; row++) {
        if (height[row]! >= 0) continue;
        key[row] = 0;
        entry[row] = null;
      }
    },
  };
}
