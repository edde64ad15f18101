import type { RoomWindow } from '../../sim/framework/messages/archive.ts';
import type { Ledger } from './archivist.ts';

/** Writes that are kept under way at once, and questions. */
const writesAtOnce = 192;
const readsAtOnce = 16;
/** Looks into the ledger after which a question without an answer is asked again: some seconds. */
const patienceLooks = 2_000;

/** What was written to a storage, what of it was acknowledged, and what was found when all was read back. */
export class WriteLedger implements Ledger {
  doing: 'nothing' | 'writing' | 'reading' = 'nothing';
  /** Records by the message that carried them, as long as no answer has come. */
  readonly underWay = new Map<number, number>();
  readonly acknowledged = new Set<number>();
  /** What was found last, by number. */
  readonly records = new Map<number, RoomWindow>();
  private readonly rooms: number;
  private next = 0;
  private unread: number[] = [];
  private readonly asked = new Map<number, number>();
  private looks = 0;

  constructor(rooms: number) {
    this.rooms = rooms;
  }

  write(): number | undefined {
    return this.doing === 'writing' && this.underWay.size < writesAtOnce ? this.next++ : undefined;
  }

  wrote(record: number, message: number): void {
    this.underWay.set(message, record);
  }

  answered(message: number, done: 0 | 1): void {
    const record = this.underWay.get(message);
    if (record === undefined) return;
    this.underWay.delete(message);
    if (done === 1) this.acknowledged.add(record);
  }

  lost(message: number): void {
    this.underWay.delete(message);
  }

  /** All rooms are to be read from now on. */
  readAll(): void {
    this.records.clear();
    this.asked.clear();
    this.unread = Array.from({ length: this.rooms }, (_, room) => room);
    this.doing = 'reading';
  }

  get isRead(): boolean {
    return this.unread.length === 0 && this.asked.size === 0;
  }

  read(): number | undefined {
    if (this.doing !== 'reading') return undefined;
    this.looks++;
    for (const [room, look] of this.asked) {
      if (this.looks - look < patienceLooks) continue;
      this.asked.delete(room);
      this.unread.push(room);
    }
    if (this.asked.size >= readsAtOnce) return undefined;
    const room = this.unread.pop();
    if (room !== undefined) this.asked.set(room, this.looks);
    return room;
  }

  found(room: number, records: readonly RoomWindow[]): void {
    if (!this.asked.delete(room)) return;
    for (const record of records) this.records.set(record.window * this.rooms + record.room, record);
  }

  /** Gives up the writes that nobody will answer any more; how many they were. */
  giveUp(): number {
    const { size } = this.underWay;
    this.underWay.clear();
    return size;
  }
}
