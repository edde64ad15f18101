import type { ByteSuite } from '../../framework/byte-suite.ts';
import type { Content, Sealed } from '../../framework/crypto.ts';
import { dataClasses } from '../../framework/datum.ts';
import { points } from '../../framework/figure.ts';
import { kinds } from '../../framework/message.ts';
import type { Bodies, Kind } from '../../framework/message.ts';
import { Envelope } from '../virtual/slots.ts';
import { bodyShapes } from './body-shapes.ts';

/** Most bytes of one frame: an answer with a full page of records is a tenth of it (assumption). */
export const mostFrameBytes = 64 * 1024;

const pointNumber = new Map<string, number>(points.map((point, index) => [point, index]));
const kindNumber = new Map<string, number>(kinds.map((kind, index) => [kind, index]));
const classNumber = new Map<string, number>(dataClasses.map((name, index) => [name, index]));

/**
 * Messages as frames of a real wire: one CBOR list of what a message says and what controls put beside it. What comes off a
 * wire is taken only in its one right form, since anybody may write there.
 */
export class MessageFrames {
  private readonly suite: ByteSuite;
  private readonly marks: number;
  private readonly shapes: ReturnType<typeof bodyShapes>;

  /** `marks`: how many controls leave something beside a message. */
  constructor(suite: ByteSuite, marks: number) {
    this.suite = suite;
    this.marks = marks;
    this.shapes = bodyShapes((value) => suite.termOf(value));
  }

  write(envelope: Envelope): Uint8Array {
    const { point, kind, from, to, number, re, subject, dataClass, body, sealed, marks } = envelope;
    return this.suite.encode([
      pointNumber.get(point)!,
      kindNumber.get(kind)!,
      from,
      to,
      number,
      re,
      subject,
      classNumber.get(dataClass)!,
      body as Content,
      sealed,
      marks.map((mark) => (mark === undefined ? null : (mark as Content))),
    ]);
  }

  /** The message of a frame, or undefined for bytes that are none. */
  read(bytes: Uint8Array): Envelope | undefined {
    if (bytes.length > mostFrameBytes) return undefined;
    const content = this.decoded(bytes);
    if (!Array.isArray(content) || content.length !== 11) return undefined;
    const [point, kind, from, to, number, re, subject, dataClass, body, sealed, marks] = content as unknown[];
    const envelope = new Envelope(this.marks);
    const pointName = points[place(point)];
    const kindName = kinds[place(kind)];
    const className = dataClasses[place(dataClass)];
    if (pointName === undefined || kindName === undefined || className === undefined) return undefined;
    if (!isNode(from) || !isNode(to) || !isNode(subject) || !isCount(number) || !isCount(re)) return undefined;
    if (!Array.isArray(marks) || marks.length !== this.marks) return undefined;
    if (!this.isContent(kindName, body, sealed)) return undefined;
    envelope.point = pointName;
    envelope.kind = kindName;
    envelope.from = from;
    envelope.to = to;
    envelope.number = number;
    envelope.re = re;
    envelope.subject = subject;
    envelope.dataClass = className;
    envelope.body = body as Bodies[Kind] | null;
    envelope.sealed = sealed as Sealed | null;
    for (let mark = 0; mark < this.marks; mark++) envelope.marks[mark] = (marks[mark] as unknown) ?? undefined;
    envelope.sizeBytes = bytes.length;
    return envelope;
  }

  /** In clear and well-formed, or sealed for somebody: never both, never neither. */
  private isContent(kind: Kind, body: unknown, sealed: unknown): boolean {
    if (body === null) return this.suite.termOf(sealed) === 'sealed';
    return sealed === null && this.shapes[kind](body);
  }

  private decoded(bytes: Uint8Array): unknown {
    try {
      return this.suite.decode(bytes);
    } catch {
      // Whoever sent it learns nothing of why, and the run counts a malformed message.
      return undefined;
    }
  }
}

const place = (value: unknown): number => (typeof value === 'number' && Number.isInteger(value) ? value : -1);
const isNode = (value: unknown): value is number => typeof value === 'number' && value === (value | 0);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
