import type { Component, Io } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import type { MessageView } from '../framework/message.ts';
import type { LedgerEntry } from '../framework/messages/assets.ts';
import { isAsset, subjectOfAsset } from './market.ts';
import type { Market } from './market.ts';

/** What all persons with a wallet of their own share. */
export interface WalletSettings {
  readonly market: Market;
  /** First of the persons. */
  readonly first: number;
  /** By person: the node of the ledger that serves it, and the customer to whom it brings its assets. */
  readonly ledger: Int32Array;
  readonly bringsTo: Int32Array;
  /** By person: mean time between two assets that it brings, ns; exponential (assumption). 0: it brings none. */
  readonly bringMeanNs: Float64Array;
  /** Time between two statements of the ledger. */
  readonly statementNs: number;
  /** Time after which an entry of which no block was told is said again. */
  readonly againNs: number;
}

/** State of wallets, by person and asset. */
export interface WalletState {
  /** The version that is in the wallet, 0 for none. */
  readonly version: Int32Array;
  /** 1 while an asset is on its way out and no block is known to hold it. */
  readonly leaving: Uint8Array;
}

const timerStatement = 1;
const timerBring = 2;
const timerAgain = 3;

/**
 * A person who keeps virtual assets in a wallet of its own, under its own keys, and brings them to a platform from time to time.
 *
 *   person ─RP-L statement, transfer─▶ ledger ─RP-L settled─▶ person
 */
export function wallet(settings: WalletSettings): Component<'person', WalletState> {
  const { market } = settings;
  type Here = Io<'person'>;

  const ledgerOf = (io: Here): Address<'ledger'> => settings.ledger[io.node - settings.first]! as Address<'ledger'>;

  const say = (state: WalletState, index: number, asset: number, io: Here): void => {
    const to = settings.bringsTo[io.node - settings.first]!;
    const version = state.version[index * market.assets + asset]!;
    const body: LedgerEntry = { move: 'asset', asset, version, from: io.node, to, amountMicros: 0 };
    io.send('RP-L', ledgerOf(io), { kind: 'transfer', subject: subjectOfAsset(asset), dataClass: 'operational', body });
    io.wake(timerAgain, settings.againNs, asset);
  };

  const bring = (state: WalletState, index: number, io: Here): void => {
    const meanNs = settings.bringMeanNs[io.node - settings.first]!;
    if (meanNs === 0) return;
    io.wake(timerBring, Math.floor(-meanNs * Math.log(io.random.open())));
    for (let asset = 0; asset < market.assets; asset++) {
      const at = index * market.assets + asset;
      if (state.version[at] === 0 || state.leaving[at] === 1) continue;
      state.leaving[at] = 1;
      say(state, index, asset, io);
      return;
    }
  };

  const told = (state: WalletState, index: number, message: MessageView<'settled'>, io: Here): void => {
    const { move, asset, version, from, to, depth } = message.body;
    if (message.from !== ledgerOf(io) || move !== 'asset' || !isAsset(market, asset)) return;
    const at = index * market.assets + asset;
    if (to === io.node && depth > 0) state.version[at] = version + 1;
    if (from !== io.node || state.version[at] !== version || depth === 0) return;
    state.leaving[at] = 0;
    if (depth > 0) state.version[at] = 0;
  };

  return {
    role: 'person',
    code: 'wallet 1',
    state: (count) => ({
      version: new Int32Array(count * market.assets),
      leaving: new Uint8Array(count * market.assets),
    }),
    start: (_state, _index, io) => {
      io.wake(timerStatement, 0);
      io.wake(timerBring, 0);
    },
    receive: (state, index, message, io) => {
      if (message.kind === 'settled') told(state, index, message, io);
    },
    wake: (state, index, timer, argument, io) => {
      if (timer === timerStatement) {
        io.wake(timerStatement, settings.statementNs);
        const body = { holder: io.node };
        io.send('RP-L', ledgerOf(io), { kind: 'statement', subject: io.node, dataClass: 'public', body });
      } else if (timer === timerBring) bring(state, index, io);
      else if (timer === timerAgain && state.leaving[index * market.assets + argument] === 1)
        say(state, index, argument, io);
    },
    forget: (state, index) => {
      state.version.fill(0, index * market.assets, (index + 1) * market.assets);
      state.leaving.fill(0, index * market.assets, (index + 1) * market.assets);
    },
  };
}
