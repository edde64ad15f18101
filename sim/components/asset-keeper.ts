import type { Component } from '../framework/component.ts';
import type { Message } from '../framework/message.ts';
import type { Settled } from '../framework/messages/assets.ts';
import { credentialCame, enrolmentWoke, forgetEnrolment, rotateAtHalfLife } from './enrolment.ts';
import {
  orderAnswered,
  paymentSettled,
  paymentWoke,
  purchaseLate,
  purchaseSettled,
  takeConfirmation,
  takeWish,
  timerLate,
  timerPayment,
} from './keeper-purchases.ts';
import {
  hearOffer,
  leavingSettled,
  leavingWoke,
  priceCame,
  takeOffer,
  takeOrder,
  timerLeaving,
} from './keeper-sales.ts';
import { accountAt, assetAt, clearOffers, forgetKeeper, keeperState } from './keeper-state.ts';
import type { AssetKeeperSettings, Keeper, KeeperIo, KeeperState } from './keeper-state.ts';
import { accountOf, isAsset, speakerFor } from './market.ts';
import { beginStatusPoll, statusWoke } from './status-poll.ts';

const timerStatement = 11;

/**
 * The keeper of virtual assets of a platform, an entity agent: it keeps assets and money for customers on a ledger, sells and buys in
 * their name here and on other platforms, and counts nothing before it is told that it may. After a restart it asks the ledger.
 *
 *   avatar agent ─RP-M offer, buy, confirm─▶ keeper ─RP-M charge, answer─▶ avatar agent
 *   keeper ─RP-X offer, order─▶ keepers of other platforms ─RP-X answer─▶
 *   keeper ─RP-L transfer, statement─▶ ledger ─RP-L settled─▶ keeper
 */
export function assetKeeper(settings: AssetKeeperSettings): Component<'entity-agent', KeeperState> {
  const { market } = settings;

  /** An asset has come for a customer: it is kept once it counts, and let go again where its entry is void after all. */
  const assetCame = (keeper: Keeper, settled: Settled, io: KeeperIo): void => {
    const { state } = keeper;
    const at = assetAt(keeper, settled.asset);
    const version = settled.version + 1;
    const kept = state.holder[at] === settled.to && state.version[at] === version;
    if (settled.depth < 0) {
      if (!kept) return;
      state.holder[at] = -1;
      state.version[at] = settled.version;
      clearOffers(state, at, at + 1);
      return;
    }
    if (kept || version < state.version[at]! || settled.depth < io.duty('settlement').depth) return;
    // What has counted before needs no second look.
    if (version > state.version[at]! && !io.use('settlement', { depth: settled.depth })) return;
    state.holder[at] = settled.to;
    state.version[at] = version;
    if (state.offeredVersion[at]! < version) clearOffers(state, at, at + 1);
    io.keep(settled.asset);
    purchaseSettled(keeper, settled, io);
  };

  const settledCame = (keeper: Keeper, settled: Settled, io: KeeperIo): void => {
    const { move, asset, from, to, amountMicros } = settled;
    const mine = (person: number): boolean => speakerFor(market, person) === io.node;
    if (move === 'balance') {
      if (mine(to)) keeper.state.balanceMicros[accountAt(keeper, accountOf(market, to))] = amountMicros;
      return;
    }
    if (!isAsset(market, asset)) return;
    if (move === 'payment') {
      if (mine(from)) paymentSettled(keeper, settled, io);
      if (mine(to)) priceCame(keeper, settled, io);
      return;
    }
    if (mine(from)) leavingSettled(keeper, settled);
    if (!mine(to)) return;
    if (move === 'asset') assetCame(keeper, settled, io);
    else if (settled.depth > 0) purchaseSettled(keeper, settled, io);
  };

  const hear = (keeper: Keeper, message: Message, io: KeeperIo): void => {
    switch (message.kind) {
      case 'offer':
        if (message.point === 'RP-X') hearOffer(keeper, message, io);
        else if (speakerFor(market, message.body.person) === io.node) takeOffer(keeper, message, io);
        break;
      case 'buy':
        if (speakerFor(market, message.body.person) === io.node) takeWish(keeper, message, io);
        break;
      case 'confirm':
        takeConfirmation(keeper, message, io);
        break;
      case 'order':
        takeOrder(keeper, message, io);
        break;
      case 'answer':
        orderAnswered(keeper, message, io);
        break;
      case 'settled':
        if (message.from === settings.ledger) settledCame(keeper, message.body, io);
        break;
      case 'enrolled':
        credentialCame(keeper.state.enrolment, keeper.index, message, io);
        break;
      case 'statusList':
        io.identity.learn(message.body.list);
        break;
      default:
    }
  };

  return {
    role: 'entity-agent',
    code: 'asset-keeper 1',
    state: (count) => keeperState(settings, count),
    start: (_state, _index, io) => {
      rotateAtHalfLife(io);
      beginStatusPoll(io);
      io.wake(timerStatement, 0);
    },
    receive: (state, index, message, io) => hear({ settings, state, index }, message, io),
    wake: (state, index, timer, argument, io) => {
      const keeper = { settings, state, index };
      if (timer === timerStatement) {
        io.wake(timerStatement, settings.statementNs);
        const body = { holder: io.node };
        io.send('RP-L', settings.ledger, { kind: 'statement', subject: io.node, dataClass: 'public', body });
      } else if (timer === timerLeaving) leavingWoke(keeper, argument, io);
      else if (timer === timerLate) purchaseLate(keeper, argument, io);
      else if (timer === timerPayment) paymentWoke(keeper, argument, io);
      else if (!statusWoke({ timer, argument }, io, settings.status))
        enrolmentWoke(state.enrolment, index, { timer, argument }, io, settings.enrolment);
    },
    forget: (state, index) => {
      forgetEnrolment(state.enrolment, index);
      forgetKeeper({ settings, state, index });
    },
  };
}
