import type { Address } from '../framework/figure.ts';
import type { MessageView } from '../framework/message.ts';
import type { LedgerEntry, Settled } from '../framework/messages/assets.ts';
import { seconds } from '../framework/time.ts';
import { setAside } from './keeper-sales.ts';
import { accountAt, assetAt, clearOffers, purchaseAt, purchaseCell, sayEntry, stage } from './keeper-state.ts';
import type { Keeper, KeeperIo } from './keeper-state.ts';
import { accountOf, speakerFor, subjectOfAsset } from './market.ts';

/**
 * The buyer's side of a keeper.
 *
 *   buy ─▶ asked (where the payer must confirm) ─confirm─▶ ordered ─answer─▶ paid ─in a block─▶ settled ─the asset counts─▶ done
 *            └──────────── no answer in time ─────────────────┴─▶ not done          └─ the price came back, or never left ─▶ not done
 */

/** Timers after which an answer is too late, and after which a payment of which no block was told is said again. */
export const timerLate = 13;
export const timerPayment = 14;

/** Window over which payments are added up. */
const windowNs = seconds(3600);
/** A code that nobody guesses: 48 bits. */
const codes = 281_474_976_710_656;
/** Wrong codes after which a purchase is given up (assumption). */
const mostWrong = 3;

/** What a customer can spend: what the ledger states, less what is under way. */
function availableMicros(keeper: Keeper, person: number): number {
  const { state, settings } = keeper;
  let micros = state.balanceMicros[accountAt(keeper, accountOf(settings.market, person))]!;
  for (let row = 0; row < settings.purchases; row++) {
    const at = purchaseAt(keeper, row);
    const held = state.stage[at]! > stage.free && state.stage[at]! < stage.settled;
    if (held && state.person[at] === person) micros -= state.amountMicros[at]!;
  }
  return micros;
}

/** The row of a purchase by its serial number, or by what it awaits; -1 for none. */
function rowWhere(keeper: Keeper, fits: (at: number) => boolean): number {
  const { state, settings } = keeper;
  for (let row = 0; row < settings.purchases; row++) {
    const at = purchaseAt(keeper, row);
    if (state.stage[at] !== stage.free && fits(at)) return row;
  }
  return -1;
}

/** Ends a purchase: the buyer is told. */
function end(keeper: Keeper, row: number, done: 0 | 1, io: KeeperIo): void {
  const { state, settings } = keeper;
  const at = purchaseAt(keeper, row);
  io.recall(purchaseCell(keeper, row));
  state.stage[at] = stage.free;
  const draft = { kind: 'answer', subject: state.person[at]!, dataClass: 'operational', body: { done } } as const;
  io.send('RP-M', settings.avatarAgent, draft, state.request[at]!);
}

/** Something on offer for so much at most, by somebody else; the search begins anywhere. -1 where there is nothing. */
function onOffer(keeper: Keeper, priceMicros: number, person: number, io: KeeperIo): number {
  const { state, settings } = keeper;
  const { assets } = settings.market;
  const first = io.random.below(assets);
  for (let step = 0; step < assets; step++) {
    const asset = (first + step) % assets;
    const at = assetAt(keeper, asset);
    const price = state.priceMicros[at]!;
    const free = state.reservedFor[at]! < 0 || io.now >= state.reservedUntilNs[at]!;
    if (price === 0 || price > priceMicros || state.seller[at] === person || !free) continue;
    if (rowWhere(keeper, (other) => state.asset[other] === asset) < 0) return asset;
  }
  return -1;
}

/** A customer wants to buy something. */
export function takeWish(keeper: Keeper, message: MessageView<'buy'>, io: KeeperIo): void {
  const { state, settings } = keeper;
  const { priceMicros, wish, person } = message.body;
  const asset = onOffer(keeper, priceMicros, person, io);
  const row = state.stage.indexOf(stage.free, purchaseAt(keeper, 0)) - purchaseAt(keeper, 0);
  const amountMicros = asset < 0 ? 0 : state.priceMicros[assetAt(keeper, asset)]!;
  if (asset < 0 || row < 0 || row >= settings.purchases || availableMicros(keeper, person) < amountMicros) {
    io.reply({ kind: 'answer', subject: person, dataClass: 'operational', body: { done: 0 } });
    return;
  }
  const at = purchaseAt(keeper, row);
  state.stage[at] = stage.asked;
  state.person[at] = person;
  state.asset[at] = asset;
  state.paidVersion[at] = state.offeredVersion[assetAt(keeper, asset)]!;
  state.amountMicros[at] = amountMicros;
  state.payee[at] = state.seller[assetAt(keeper, asset)]!;
  state.wish[at] = wish;
  state.code[at] = io.random.below(codes);
  state.serial[at] = state.serials[keeper.index]! += 1;
  state.request[at] = message.number;
  state.order[at] = 0;
  state.wrong[at] = 0;
  // The wish is for what was offered.
  io.recall(asset);
  io.keep(purchaseCell(keeper, row));
  expect(keeper, row, settings.answerNs, io);
  if (!io.duty('payment').confirm) {
    authorise(keeper, row, {}, io);
    return;
  }
  const body = { payment: state.serial[at]!, priceMicros: amountMicros, wish, code: state.code[at]!, person };
  io.send('RP-M', settings.avatarAgent, { kind: 'charge', subject: person, dataClass: 'personal', body });
}

/** The payer has answered. */
export function takeConfirmation(keeper: Keeper, message: MessageView<'confirm'>, io: KeeperIo): void {
  const { state } = keeper;
  const { payment, wish, code, person } = message.body;
  const row = rowWhere(keeper, (at) => state.serial[at] === payment && state.stage[at] === stage.asked);
  if (row < 0) return;
  const at = purchaseAt(keeper, row);
  if (state.person[at] === person && state.wish[at] === wish && state.code[at] === code) {
    authorise(keeper, row, { confirmed: true }, io);
    return;
  }
  state.wrong[at]! += 1;
  if (state.wrong[at]! >= mostWrong) end(keeper, row, 0, io);
}

/** The payment is made in the payer's name, if it may be: the asset is set aside first. */
function authorise(keeper: Keeper, row: number, known: { readonly confirmed?: boolean }, io: KeeperIo): void {
  const { state, settings } = keeper;
  const at = purchaseAt(keeper, row);
  const account = accountAt(keeper, accountOf(settings.market, state.person[at]!));
  if (io.now - state.spentSinceNs[account]! > windowNs) {
    state.spentSinceNs[account] = io.now;
    state.spentMicros[account] = 0;
  }
  io.recall(purchaseCell(keeper, row));
  const spentMicros = state.spentMicros[account]! + state.amountMicros[at]!;
  if (!io.use('payment', { ...known, spentMicros })) {
    end(keeper, row, 0, io);
    return;
  }
  io.keep(purchaseCell(keeper, row));
  state.spentMicros[account] = spentMicros;
  const [asset, version, person] = [state.asset[at]!, state.paidVersion[at]!, state.person[at]!];
  const order = { asset, version, priceMicros: state.amountMicros[at]!, person };
  const there = speakerFor(settings.market, state.payee[at]!);
  state.stage[at] = stage.ordered;
  if (there === io.node) {
    if (setAside(keeper, order, there, io)) pay(keeper, row, io);
    else end(keeper, row, 0, io);
    return;
  }
  const draft = { kind: 'order', subject: subjectOfAsset(asset), dataClass: 'operational', body: order } as const;
  state.order[at] = io.send('RP-X', there as Address<'entity-agent'>, draft);
  expect(keeper, row, settings.answerNs, io);
}

/** Another keeper has set the asset aside, or has it no more. */
export function orderAnswered(keeper: Keeper, message: MessageView<'answer'>, io: KeeperIo): void {
  const { state, settings } = keeper;
  const awaits = (at: number): boolean => state.stage[at] === stage.ordered && state.order[at] === message.re;
  const row = message.re > 0 ? rowWhere(keeper, awaits) : -1;
  if (row < 0) return;
  const at = purchaseAt(keeper, row);
  if (speakerFor(settings.market, state.payee[at]!) !== message.from) return;
  if (message.body.done === 1) {
    pay(keeper, row, io);
    return;
  }
  const offer = assetAt(keeper, state.asset[at]!);
  if (state.offeredVersion[offer] === state.paidVersion[at]) clearOffers(state, offer, offer + 1);
  end(keeper, row, 0, io);
}

const paymentOf = ({ state }: Keeper, at: number): LedgerEntry => ({
  move: 'payment',
  asset: state.asset[at]!,
  version: state.paidVersion[at]!,
  from: state.person[at]!,
  to: state.payee[at]!,
  amountMicros: state.amountMicros[at]!,
});

function pay(keeper: Keeper, row: number, io: KeeperIo): void {
  const { state, settings } = keeper;
  const at = purchaseAt(keeper, row);
  state.stage[at] = stage.paid;
  expect(keeper, row, settings.tradeNs, io);
  sayPayment(keeper, row, io);
}

/** A payment of a customer is known to the ledger: in a block, or in none ever. */
export function paymentSettled(keeper: Keeper, { asset, version, from, depth }: Settled, io: KeeperIo): void {
  const { state, settings } = keeper;
  const mine = (at: number): boolean =>
    state.stage[at] === stage.paid && state.asset[at] === asset && state.paidVersion[at] === version;
  const row = rowWhere(keeper, mine);
  const at = purchaseAt(keeper, row);
  if (row < 0 || state.person[at] !== from || depth === 0) return;
  if (depth < 0) {
    end(keeper, row, 0, io);
    return;
  }
  state.stage[at] = stage.settled;
  state.balanceMicros[accountAt(keeper, accountOf(settings.market, from))]! -= state.amountMicros[at]!;
}

/** What was paid for has come, or its price has come back. */
export function purchaseSettled(keeper: Keeper, { move, asset, version, to }: Settled, io: KeeperIo): void {
  const { state } = keeper;
  const mine = (at: number): boolean =>
    state.stage[at]! >= stage.paid && state.asset[at] === asset && state.paidVersion[at] === version;
  const row = rowWhere(keeper, (at) => mine(at) && state.person[at] === to);
  if (row < 0) return;
  const at = assetAt(keeper, asset);
  if (state.offeredVersion[at]! <= version) clearOffers(state, at, at + 1);
  end(keeper, row, move === 'asset' ? 1 : 0, io);
}

/** Gives a purchase up whose next step did not come in time. What has been paid for still comes, or its price. */
export function purchaseLate(keeper: Keeper, serial: number, io: KeeperIo): void {
  const { state } = keeper;
  const row = rowWhere(keeper, (at) => state.serial[at] === serial && io.now >= state.dueNs[at]!);
  if (row >= 0) end(keeper, row, 0, io);
}

/** Says a payment again of which no block was told. */
export function paymentWoke(keeper: Keeper, serial: number, io: KeeperIo): void {
  const { state } = keeper;
  const row = rowWhere(keeper, (at) => state.serial[at] === serial && state.stage[at] === stage.paid);
  if (row >= 0) sayPayment(keeper, row, io);
}

function sayPayment(keeper: Keeper, row: number, io: KeeperIo): void {
  const at = purchaseAt(keeper, row);
  io.recall(purchaseCell(keeper, row));
  sayEntry(keeper, paymentOf(keeper, at), io);
  io.wake(timerPayment, keeper.settings.againNs, keeper.state.serial[at]);
}

/** The next step of a purchase must come within a time. */
function expect(keeper: Keeper, row: number, withinNs: number, io: KeeperIo): void {
  const at = purchaseAt(keeper, row);
  keeper.state.dueNs[at] = io.now + withinNs;
  io.wake(timerLate, withinNs, keeper.state.serial[at]);
}
