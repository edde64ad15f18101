import type { Io } from '../framework/component.ts';
import type { Circumstances } from '../framework/deed.ts';
import { classOfQuantity } from '../framework/datum.ts';
import type { Address } from '../framework/figure.ts';
import type { MessageView } from '../framework/message.ts';
import { isOn } from '../framework/schedule.ts';
import type { Schedule } from '../framework/schedule.ts';
import { quantityOf } from './things.ts';
import type { Things } from './things.ts';

/** What a thing that can be commanded needs to know of its house. */
export interface ObedienceTerms {
  readonly things: Things;
  /** When each room is booked, by room. */
  readonly bookings: Schedule;
}

/** When each of `count` things last acted, -1 for never. */
export const neverActed = (count: number): Float64Array => new Float64Array(count).fill(-1);

/** How long ago a thing acted last, as controls are told; nothing of one that never did. */
export const sinceActed = (actedNs: number, nowNs: number): Pick<Circumstances, 'sinceLastActNs'> =>
  actedNs < 0 ? {} : { sinceLastActNs: nowNs - actedNs };

/** Tells the thing's reading or state to whom it reports. */
export function tellState(
  things: Things,
  upward: Address<'gateway' | 'iot-platform' | 'iot-system'>,
  io: Io<'device'>,
): void {
  const quantity = quantityOf(things, io.node - things.first);
  const body = { quantity, value: io.sense(quantity), at: io.now };
  io.send('RP-T', upward, { kind: 'report', subject: io.node, dataClass: classOfQuantity[quantity], body });
}

/**
 * Does what the command in hand says where it is meant for this thing and no control forbids it, tells the new state, and answers.
 * `lastActNs` is by node.
 */
export function obey(
  { things, bookings }: ObedienceTerms,
  upward: Address<'gateway' | 'iot-platform' | 'iot-system'>,
  lastActNs: Float64Array,
  index: number,
  message: MessageView<'command'>,
  io: Io<'device'>,
): void {
  const thing = io.node - things.first;
  const { quantity, value } = message.body;
  const mine = message.subject === io.node && quantity === quantityOf(things, thing) && quantity !== 'camera';
  const actedNs = lastActNs[index]!;
  const booked = isOn(bookings, things.room[thing]!, io.now);
  const circumstances: Circumstances = { booked, ...sinceActed(actedNs, io.now) };
  const done = mine && io.act(quantity, value, circumstances) ? 1 : 0;
  if (done === 1) {
    lastActNs[index] = io.now;
    tellState(things, upward, io);
  }
  io.reply({ kind: 'answer', subject: io.node, dataClass: 'operational', body: { done } });
}
