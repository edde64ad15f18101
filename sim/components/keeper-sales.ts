import type { MessageView } from '../framework/message.ts';
import { anyAsset } from '../framework/messages/assets.ts';
import type { LedgerEntry, Offer, Settled } from '../framework/messages/assets.ts';
import { assetAt, clearOffers, sayEntry } from './keeper-state.ts';
import type { Keeper, KeeperIo } from './keeper-state.ts';
import { isAsset, speakerFor, subjectOfAsset } from './market.ts';

/**
 * The seller's side of a keeper: what is on offer, what is set aside for whom, and what leaves once its price has come.
 *
 *   kept ─offer─▶ on offer ─order─▶ set aside ─payment counts─▶ leaving ─in a block─▶ gone
 *                                                 └─ by somebody else, or too little ─▶ the price goes back
 */

/** Timer after which an entry that ends an asset's version is said again. */
export const timerLeaving = 12;

const answer = (subject: number, done: 0 | 1) =>
  ({ kind: 'answer', subject, dataClass: 'operational', body: { done } }) as const;

/** An asset that a customer may offer: the one that it names, or any that lies idle. */
function offered(keeper: Keeper, { asset, person }: Offer): number {
  const { state, settings } = keeper;
  const idle = (one: number): boolean => {
    const at = assetAt(keeper, one);
    return state.holder[at] === person && state.priceMicros[at] === 0 && state.leaving[at] === null;
  };
  if (asset !== anyAsset) return isAsset(settings.market, asset) && idle(asset) ? asset : anyAsset;
  for (let one = 0; one < settings.market.assets; one++) if (idle(one)) return one;
  return anyAsset;
}

/** A customer puts an asset of its own on offer; all keepers are told. */
export function takeOffer(keeper: Keeper, message: MessageView<'offer'>, io: KeeperIo): void {
  const { state } = keeper;
  const { priceMicros, person } = message.body;
  const sound = Number.isSafeInteger(priceMicros) && priceMicros > 0;
  const asset = sound ? offered(keeper, message.body) : anyAsset;
  io.reply(answer(person, asset === anyAsset ? 0 : 1));
  if (asset === anyAsset) return;
  const at = assetAt(keeper, asset);
  const version = state.version[at]!;
  const listed = { asset, version, priceMicros, person };
  list(keeper, listed);
  io.blend(asset);
  io.recall(asset);
  announce(keeper, listed, -1, io);
}

/** Tells the other keepers, less one, what is on offer; a price of 0 ends an offer. */
function announce({ settings }: Keeper, body: Offer, less: number, io: KeeperIo): void {
  const draft = { kind: 'offer', subject: subjectOfAsset(body.asset), dataClass: 'operational', body } as const;
  for (const other of settings.others) if (other !== less) io.send('RP-X', other, draft);
}

/** Another platform says what is on offer there. What is kept here is offered here alone. */
export function hearOffer(keeper: Keeper, message: MessageView<'offer'>, io: KeeperIo): void {
  const { state, settings } = keeper;
  const { asset, version, priceMicros, person } = message.body;
  if (!settings.others.includes(message.from as Keeper['settings']['others'][number])) return;
  if (speakerFor(settings.market, person) !== message.from) return;
  if (!isAsset(settings.market, asset) || !(Number.isSafeInteger(priceMicros) && priceMicros >= 0)) return;
  const at = assetAt(keeper, asset);
  if (state.holder[at]! >= 0 || version < state.offeredVersion[at]!) return;
  list(keeper, message.body);
  io.keep(asset);
}

function list(keeper: Keeper, { asset, version, priceMicros, person }: Offer): void {
  const { state } = keeper;
  const at = assetAt(keeper, asset);
  state.priceMicros[at] = priceMicros;
  state.offeredVersion[at] = version;
  state.seller[at] = person;
  state.reservedFor[at] = -1;
}

/** Sets an asset aside for who pays its price, and tells the keepers that did not ask; false where it is not to be had. */
export function setAside(keeper: Keeper, order: Offer, asker: number, io: KeeperIo): boolean {
  const { state, settings } = keeper;
  const { asset, version, priceMicros, person } = order;
  if (!isAsset(settings.market, asset)) return false;
  const at = assetAt(keeper, asset);
  const reserved = state.reservedFor[at]!;
  const free = reserved < 0 || reserved === person || io.now >= state.reservedUntilNs[at]!;
  const price = state.priceMicros[at]!;
  const kept = state.holder[at]! >= 0 && state.holder[at] === state.seller[at];
  const current = state.version[at] === version && state.offeredVersion[at] === version && state.leaving[at] === null;
  if (!free || !kept || !current || price === 0 || !(priceMicros >= price)) return false;
  state.reservedFor[at] = person;
  state.reservedUntilNs[at] = io.now + settings.reserveNs;
  announce(keeper, { asset, version, priceMicros: 0, person: state.seller[at]! }, asker, io);
  return true;
}

/** Another keeper orders for a customer of its own. */
export function takeOrder(keeper: Keeper, message: MessageView<'order'>, io: KeeperIo): void {
  if (!keeper.settings.others.includes(message.from as Keeper['settings']['others'][number])) return;
  io.reply(answer(message.subject, setAside(keeper, message.body, message.from, io) ? 1 : 0));
}

/** A price has come: once it counts, the asset goes to who has paid, or the price goes back. */
export function priceCame(keeper: Keeper, paid: Settled, io: KeeperIo): void {
  const { state } = keeper;
  const { asset, version, from, to, amountMicros, depth } = paid;
  const at = assetAt(keeper, asset);
  if (depth < io.duty('income').depth || depth < 0) return;
  if (state.incomeVersion[at] !== version) {
    if (!io.use('income', { depth })) return;
    state.incomeVersion[at] = version;
  }
  if (state.holder[at] !== to || state.version[at] !== version || state.leaving[at] !== null) return;
  const meant = state.reservedFor[at] === from && state.priceMicros[at]! > 0 && amountMicros >= state.priceMicros[at]!;
  const about = { asset, version, from: to, to: from };
  const entry: LedgerEntry = meant
    ? { ...about, move: 'asset', amountMicros: 0 }
    : { ...about, move: 'refund', amountMicros };
  state.leaving[at] = entry;
  io.recall(asset);
  sayEntry(keeper, entry, io);
  io.wake(timerLeaving, keeper.settings.againNs, asset);
}

/** What ends a version of a customer's asset is known to the ledger: in a block, or in none ever. */
export function leavingSettled(keeper: Keeper, { move, asset, version, from, depth }: Settled): void {
  const { state } = keeper;
  const at = assetAt(keeper, asset);
  if (depth === 0) return;
  if (state.leaving[at]?.version === version) state.leaving[at] = null;
  if (depth < 0 || state.holder[at] !== from || state.version[at] !== version) return;
  clearOffers(state, at, at + 1);
  if (move === 'asset') state.holder[at] = -1;
  else state.version[at] = version + 1;
}

/** Says an entry again of which no block was told. */
export function leavingWoke(keeper: Keeper, asset: number, io: KeeperIo): void {
  const entry = keeper.state.leaving[assetAt(keeper, asset)] ?? null;
  if (entry === null) return;
  io.recall(asset);
  sayEntry(keeper, entry, io);
  io.wake(timerLeaving, keeper.settings.againNs, asset);
}
