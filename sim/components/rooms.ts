import { firstSubjectWithoutNode } from '../framework/datum.ts';
import { cards } from '../framework/message.ts';
import { classOfWindow } from '../framework/messages/archive.ts';
import type { RoomWindow } from '../framework/messages/archive.ts';
import type { StoredDatum } from '../framework/stored.ts';

/** The subject that stands for a room in messages and facts. */
export const subjectOfRoom = (room: number): number => firstSubjectWithoutNode + room;

/** The room that a subject stands for, or -1 where it stands for none of the first `rooms`. */
export const roomOfSubject = (subject: number, rooms: number): number => {
  const room = subject - firstSubjectWithoutNode;
  return room >= 0 && room < rooms ? room : -1;
};

/** What keys of a room's records begin with. */
export const roomPrefix = (room: number): string => `${String(room).padStart(7, '0')}/`;

/** Key of the record of a room's window; keys of a room stand in the order of their windows. */
export const recordKey = (room: number, window: number): string => roomPrefix(room) + String(window).padStart(9, '0');

/** Key under which a storage of several customers lays what one of them gave it: nobody overwrites another's. */
export const keyOfCustomer = (key: string, customer: number): string => `${key}/${customer}`;

/** A window of a room as a storage lays it down. */
export const storedWindow = (record: RoomWindow): StoredDatum<RoomWindow> => ({
  subject: subjectOfRoom(record.room),
  dataClass: classOfWindow(record),
  sizeBytes: cards.keep.bytes,
  body: record,
});
