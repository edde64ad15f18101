/**
 * What the processes of a live run tell the judge beside the wire. A process knows no truth: it says what it did with which
 * message, cell or ticket, and the judge works out where each datum came from. Fields in order; all numbers, but for `text`.
 */
export const truthOps = {
  /** The datum in hand: none; that of a message; that behind a ticket. */
  clear: [],
  take: ['u32'],
  takeTicket: ['f64'],
  /** The cell of that number in the run := hand; also from hand; hand also from it. */
  keep: ['u32'],
  blend: ['u32'],
  recall: ['u32'],
  /** What is done with the hand is owed to that cell too: its attack step alone. */
  because: ['u32'],
  /** Cells of a node that lost its memory: first, count. */
  forgetCells: ['u32', 'u32'],

  /** A new datum from what is in hand: message, node where it is born, attack step (-1: the hand's), further flags. */
  say: ['u32', 'i32', 'i32', 'u8'],
  /** The message carries the datum in hand on. */
  pass: ['u32'],
  /** A datum born in an attacker's hands: message, its node, attack step, flags. */
  invent: ['u32', 'i32', 'i32', 'u8'],
  /** A message goes onto a link: message, link, direction, ordinal, hash of its bytes. */
  depart: ['u32', 'f64', 'u8', 'u32', 'u32'],
  /** The same at the other end, under that process's own number. */
  arrive: ['u32', 'f64', 'u8', 'u32', 'u32'],
  /** A message came to its end in this process. */
  forget: ['u32'],
  /** The process has ended in the middle, as its parent tells in its place: what it held in memory is lost. */
  perish: [],
  /** One end of a link has closed: link, whether this process is the one that opened it (0) or the other (1), whether its node is down. */
  closed: ['f64', 'u8', 'u8'],

  /** Fact about a message: kind, message, node, peer, point, kind of message, class, subject, bytes, clear, detail, outcome, value. */
  messageFact: ['u8', 'u32', 'i32', 'i32', 'u8', 'u8', 'u8', 'i32', 'u32', 'u8', 'u16', 'u16', 'f64'],
  /** A message came to its end unread; what it was, its sender has told: kind, message, node, peer, point, detail, outcome. */
  lost: ['u8', 'u32', 'i32', 'i32', 'u8', 'u16', 'u16'],
  /** Fact about what was done with the datum in hand: kind, place, node, peer, subject, class, detail, outcome, value, birth (NaN: the datum's). */
  deedFact: ['u8', 'u8', 'i32', 'i32', 'i32', 'u8', 'u16', 'u16', 'f64', 'f64'],
  /** Any other fact: kind, place, node, peer, subject, detail, outcome, birth, link (0 for none) and message (0 for none) behind it. */
  event: ['u8', 'u8', 'i32', 'i32', 'i32', 'u16', 'u16', 'f64', 'f64', 'u32'],

  /** The ticket holds the datum in hand. */
  hold: ['f64'],
  /** What comes with the ticket descends from a record too: ticket, node, key. */
  holdRecord: ['f64', 'i32', 'text'],
  /** A record := hand: node, key, subject, class. */
  lay: ['i32', 'text', 'i32', 'u8'],
  /** Fact about a record: kind, node, key. */
  recordFact: ['u8', 'i32', 'text'],

  /** An attack step is behind what becomes of a link, or of a knock, from now on: its number, step. */
  hostileLink: ['f64', 'i32'],
  /** Somebody on a wire sees the message that comes next there: its number for it, link, direction, attack step. */
  overhear: ['u32', 'f64', 'u8', 'i32'],
  /** The message that came next on a wire went on (`relays`): link, direction, what was done, by whom, attack step, hash of its bytes if altered. */
  relay: ['f64', 'u8', 'u8', 'i32', 'i32', 'u32'],
  /** What was overheard under the second number is sent again under the first: numbers, attack step. */
  again: ['u32', 'u32', 'i32'],
  /** A message goes onto a wire from who sits there: number, link, direction, hash. */
  slip: ['u32', 'f64', 'u8', 'u32'],
  /** Code inside a node put something else into a message: number, attack step, further flags. */
  rewrite: ['u32', 'i32', 'u8'],
  /** A record is read on a medium from outside its node: reader, node, key, attack step. */
  readRecord: ['i32', 'i32', 'text', 'i32'],
  /** Attempts: one begins (number of the attack; chain, play, stage and try, all empty where it is alone); a step begins (attempt, name, the attackers' first node); acts so far (attempt, count); it ends (attempt, whether the play of its chain does). */
  attempt: ['u8', 'text', 'u32', 'u8', 'u8'],
  step: ['u32', 'text', 'i32'],
  acts: ['u32', 'u32'],
  /** What an attempt has used up (attempt, requests, identities, money, compute, alarms; NaN: unknown), and what ran out (its number from 1; 0: nothing). */
  spent: ['u32', 'f64', 'u32', 'f64', 'f64', 'u32', 'u8'],
  attemptEnds: ['u32', 'u8'],
  /** The hand of an attempt stands somewhere: attempt, footing, node, other end. */
  stand: ['u32', 'u8', 'i32', 'i32'],
} as const satisfies Readonly<Record<string, readonly Field[]>>;

type Field = 'u8' | 'u16' | 'i32' | 'u32' | 'f64' | 'text';
/** What can become of a message that passes somebody on a wire. Its place is its number. */
export const relays = ['pass', 'drop', 'alter'] as const;

/** Name of an operation. */
export type TruthOp = keyof typeof truthOps;
type ValuesOf<Fields extends readonly Field[]> = {
  -readonly [Index in keyof Fields]: Fields[Index] extends 'text' ? string : number;
};
/** Values of an operation, by its fields. */
export type TruthValues<Op extends TruthOp> = ValuesOf<(typeof truthOps)[Op]>;

/** Operations in the order of their numbers, and their fields. */
const opNames = Object.keys(truthOps) as readonly TruthOp[];
const opFields: readonly (readonly Field[])[] = Object.values(truthOps);
const opNumber = Object.fromEntries(opNames.map((name, index) => [name, index])) as Record<TruthOp, number>;

/** Bytes before the operations of a segment: its length and its time. */
export const segmentHead = 12;
const chunkBytes = 1 << 16;
const longestText = 1024;

/** Writes operations into segments of one moment each: length, time, operations. */
export class TruthWriter {
  private chunk = Buffer.allocUnsafe(chunkBytes);
  private view = viewOf(this.chunk);
  /** What is before `from` was handed out; what is before `used` is written. */
  private from = 0;
  private used = 0;
  private segment = -1;
  private segmentNs = -1;
  private readonly out: (bytes: Buffer) => void;
  private readonly nowNs: () => number;

  constructor(nowNs: () => number, out: (bytes: Buffer) => void) {
    this.nowNs = nowNs;
    this.out = out;
  }

  tell<Op extends TruthOp>(op: Op, ...values: TruthValues<Op>): void {
    this.open(128);
    const number = opNumber[op];
    const fields = opFields[number]!;
    const { view } = this;
    let at = this.used;
    view.setUint8(at++, number);
    for (let index = 0; index < fields.length; index++) {
      const value = values[index] as number;
      switch (fields[index]!) {
        case 'u8':
          view.setUint8(at, value);
          at += 1;
          break;
        case 'u16':
          view.setUint16(at, value, true);
          at += 2;
          break;
        case 'i32':
          view.setInt32(at, value, true);
          at += 4;
          break;
        case 'u32':
          view.setUint32(at, value, true);
          at += 4;
          break;
        case 'f64':
          view.setFloat64(at, value, true);
          at += 8;
          break;
        case 'text':
          at = this.text(at, values[index] as string);
      }
    }
    this.used = at;
  }

  /** Hands everything out; with `beat` also says that the time has come so far. */
  flush(beat = false): void {
    if (beat) this.open(0);
    this.close();
    if (this.used === this.from) return;
    this.out(this.chunk.subarray(this.from, this.used));
    this.from = this.used;
  }

  private open(bytes: number): void {
    const nowNs = this.nowNs();
    if (this.segment >= 0 && this.segmentNs !== nowNs) this.close();
    if (this.used + segmentHead + bytes + longestText > chunkBytes) {
      this.flush();
      this.chunk = Buffer.allocUnsafe(chunkBytes);
      this.view = viewOf(this.chunk);
      this.from = this.used = 0;
    }
    if (this.segment >= 0) return;
    this.segment = this.used;
    this.segmentNs = nowNs;
    this.view.setFloat64(this.used + 4, nowNs, true);
    this.used += segmentHead;
  }

  private close(): void {
    if (this.segment < 0) return;
    this.view.setUint32(this.segment, this.used - this.segment, true);
    this.segment = -1;
  }

  private text(at: number, text: string): number {
    const bytes = Buffer.from(text).subarray(0, longestText - 128);
    this.view.setUint16(at, bytes.length, true);
    return at + 2 + bytes.copy(this.chunk, at + 2);
  }
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** Reads the operations of one segment, one after the other. */
export function readOps(segment: Buffer, each: (op: TruthOp, values: readonly (number | string)[]) => void): void {
  const view = viewOf(segment);
  let at = segmentHead;
  while (at < segment.length) {
    const number = view.getUint8(at++);
    const fields = opFields[number];
    if (fields === undefined) throw new RangeError('truth stream: an operation that is not known');
    const values: (number | string)[] = [];
    for (let index = 0; index < fields.length; index++) {
      switch (fields[index]!) {
        case 'u8':
          values.push(view.getUint8(at));
          at += 1;
          break;
        case 'u16':
          values.push(view.getUint16(at, true));
          at += 2;
          break;
        case 'i32':
          values.push(view.getInt32(at, true));
          at += 4;
          break;
        case 'u32':
          values.push(view.getUint32(at, true));
          at += 4;
          break;
        case 'f64':
          values.push(view.getFloat64(at, true));
          at += 8;
          break;
        case 'text': {
          const from = at + 2;
          at = from + view.getUint16(at, true);
          values.push(segment.toString('utf8', from, at));
        }
      }
    }
    each(opNames[number]!, values);
  }
}
