import type { Address, Role } from '../../framework/figure.ts';
import { quantities } from '../../framework/datum.ts';
import type { Quantity } from '../../framework/datum.ts';
import { byRoom } from '../things.ts';
import type { Things } from '../things.ts';

/** Numbers of the nodes around one room, for tests. */
export const gatewayNode = 20;
export const iotNode = 21;
export const authorityNode = 22;
export const auditNode = 23;
export const firstAgent = 30;

/** Address of a node. */
export const at = <R extends Role>(node: number): Address<R> => node as Address<R>;

/** Things 0 to 6 of room 0: five sensors behind a gateway, a lamp and a lock of their own; 7: a light sensor of room 1. */
export const things: Things = (() => {
  const kinds: Quantity[] = ['temperature', 'humidity', 'light', 'co2', 'motion', 'lamp', 'lock', 'light'];
  return byRoom({
    first: 0,
    count: kinds.length,
    rooms: 2,
    quantity: Uint8Array.from(kinds, (kind) => quantities.indexOf(kind)),
    room: Int32Array.from(kinds, (_, thing) => (thing === 7 ? 1 : 0)),
    upward: Int32Array.from(kinds, (kind) => (kind === 'lamp' || kind === 'lock' ? iotNode : gatewayNode)),
  });
})();

/** How tests enrol. */
export const enrolment = { authority: at<'identity-storage'>(authorityNode), timeoutNs: 1e9, tries: 2 };

/** Room 0 is booked for the first minute of every two; room 1 for the second. */
export const bookings = { everyNs: 120e9, lengthNs: 60e9, offsetNs: Float64Array.of(0, 60e9) };
