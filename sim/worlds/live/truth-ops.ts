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
  /** One end of a link has closed: link, whether this process is the one that opened it (1) or the other (0). */
  closed: ['f64', 'u8'],

  /** Fact about a message: kind, message, node, peer, point, kind of message, class, subject, bytes, clear, detail, outcome, value. */
  messageFact: ['u8', 'u32', 'i32', 'i32', 'u8', 'u8', 'u8', 'i32', 'u32', 'u8', 'u16', 'u16', 'f64'],
  /** A message came to its end unread; what it was, its sender has told: kind, message, node, peer, detail, outcome. */
  lost: ['u8', 'u32', 'i32', 'i32', 'u16', 'u16'],
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

  /** An attack step is behind what becomes of a link from now on: link, step. */
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
  /** Attempts: one begins (number of the attack); a step begins (attempt, name); acts so far (attempt, count); it ends. */
  attempt: ['u8'],
  step: ['u32', 'text'],
  acts: ['u32', 'u32'],
  attemptEnds: ['u32'],
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

/** Operations in the order of their numbers. */
const opNames = Object.keys(truthOps) as readonly TruthOp[];
const opNumber = Object.fromEntries(opNames.map((name, index) => [name, index])) as Record<TruthOp, number>;

/** Bytes before the operations of a segment: its length and its time. */
export const segmentHead = 12;
const chunkBytes = 1 << 16;
const longestText = 1024;

/** Writes operations into segments of one moment each: length, time, operations. */
export class TruthWriter {
  private chunk = Buffer.allocUnsafe(chunkBytes);
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
    const fields: readonly Field[] = truthOps[op];
    this.used = this.chunk.writeUInt8(opNumber[op], this.used);
    for (let index = 0; index < fields.length; index++) this.field(fields[index]!, values[index] as number | string);
  }

  /** Hands everything out; with `beat` also says that the time has come so far. */
  flush(beat = false): void {
    if (beat) this.open(0);
    this.close();
    if (this.used === 0) return;
    this.out(this.chunk.subarray(0, this.used));
    this.chunk = Buffer.allocUnsafe(chunkBytes);
    this.used = 0;
  }

  private open(bytes: number): void {
    const nowNs = this.nowNs();
    if (this.segment >= 0 && this.segmentNs !== nowNs) this.close();
    if (this.used + segmentHead + bytes + longestText > chunkBytes) this.flush();
    if (this.segment >= 0) return;
    this.segment = this.used;
    this.segmentNs = nowNs;
    this.chunk.writeDoubleLE(nowNs, this.used + 4);
    this.used += segmentHead;
  }

  private close(): void {
    if (this.segment < 0) return;
    this.chunk.writeUInt32LE(this.used - this.segment, this.segment);
    this.segment = -1;
  }

  private field(kind: Field, value: number | string): void {
    const { chunk, used } = this;
    if (kind === 'u8') this.used = chunk.writeUInt8(value as number, used);
    else if (kind === 'u16') this.used = chunk.writeUInt16LE(value as number, used);
    else if (kind === 'i32') this.used = chunk.writeInt32LE(value as number, used);
    else if (kind === 'u32') this.used = chunk.writeUInt32LE(value as number, used);
    else if (kind === 'f64') this.used = chunk.writeDoubleLE(value as number, used);
    else {
      const text = Buffer.from(value as string).subarray(0, longestText - 128);
      this.used = chunk.writeUInt16LE(text.length, used) + text.copy(chunk, used + 2);
    }
  }
}

/** Reads the operations of one segment, one after the other. */
export function readOps(segment: Buffer, each: (op: TruthOp, values: readonly (number | string)[]) => void): void {
  let at = segmentHead;
  while (at < segment.length) {
    const op = opNames[segment.readUInt8(at++)];
    if (op === undefined) throw new RangeError('truth stream: an operation that is not known');
    const values = truthOps[op].map((kind: Field): number | string => {
      const from = at;
      if (kind === 'text') {
        at += 2 + segment.readUInt16LE(from);
        return segment.toString('utf8', from + 2, at);
      }
      at += widths[kind];
      if (kind === 'u8') return segment.readUInt8(from);
      if (kind === 'u16') return segment.readUInt16LE(from);
      if (kind === 'i32') return segment.readInt32LE(from);
      return kind === 'u32' ? segment.readUInt32LE(from) : segment.readDoubleLE(from);
    });
    each(op, values);
  }
}

const widths = { u8: 1, u16: 2, i32: 4, u32: 4, f64: 8 } as const;
