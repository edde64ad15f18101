import { quantities } from '../framework/datum.ts';
import type { Quantity } from '../framework/datum.ts';

/** The things of a building in columns: thing i is the node `first + i`. Shared by all components, written by none. */
export interface Things {
  readonly first: number;
  readonly count: number;
  readonly rooms: number;
  /** Place in `quantities` of what the thing senses or can be set to. */
  readonly quantity: Uint8Array;
  readonly room: Int32Array;
  /** Node to which the thing reports: its gateway, the system that it is a member of, or the IoT platform. */
  readonly upward: Int32Array;
  /** Things of room r are `inRoom[roomFirst[r]]` to `inRoom[roomFirst[r + 1] - 1]`. */
  readonly roomFirst: Int32Array;
  readonly inRoom: Int32Array;
}

/** Index of a node among the things, or -1 where it is none of them. */
export const thingOf = (things: Pick<Things, 'first' | 'count'>, node: number): number => {
  const thing = node - things.first;
  return thing >= 0 && thing < things.count ? thing : -1;
};

/** What a thing senses or can be set to. */
export const quantityOf = (things: Things, thing: number): Quantity => quantities[things.quantity[thing]!]!;

/** Sorts things by room: fills in `roomFirst` and `inRoom`. */
export function byRoom(columns: Omit<Things, 'roomFirst' | 'inRoom'>): Things {
  const roomFirst = new Int32Array(columns.rooms + 1);
  for (let thing = 0; thing < columns.count; thing++) roomFirst[columns.room[thing]! + 1]! += 1;
  for (let room = 0; room < columns.rooms; room++) roomFirst[room + 1]! += roomFirst[room]!;
  const place = roomFirst.slice();
  const inRoom = new Int32Array(columns.count);
  for (let thing = 0; thing < columns.count; thing++) inRoom[place[columns.room[thing]!]!++] = thing;
  return { ...columns, roomFirst, inRoom };
}
