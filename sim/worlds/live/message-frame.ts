import type { ByteSuite } from '../../framework/byte-suite.ts';
import type { Content, Sealed } from '../../framework/crypto.ts';
import { dataClasses } from '../../framework/datum.ts';
import { points } from '../../framework/figure.ts';
import { kinds } from '../../framework/message.ts';
import type { Bodies, Kind } from '../../framework/message.ts';
import { Envelope } from '../shared/envelope.ts';
import { bodyForms } from './body-forms.ts';
import { termForm } from './forms.ts';
import type { Form } from './forms.ts';
import { classNumber, kindNumber } from './kind-numbers.ts';
import { MarkForm } from './mark-form.ts';
import { ByteWriter, malformed, readWhole } from './wire-bytes.ts';
import type { ByteReader } from './wire-bytes.ts';

/** Most bytes of one frame: an answer with a full page of records is a tenth of it (assumption). */
export const mostFrameBytes = 64 * 1024;

/** What a message holds: a body in clear, or one that is sealed for somebody. */
const inClear = 1;
const isSealed = 2;

/**
 * Messages as frames of a real wire:
 *
 *   point, kind, class, what it holds (1 byte each) · from, to, subject (4 each) · number, re (6 each) · body or seal · marks
 *
 * What comes off a wire is taken only in its one right form, since anybody may write there.
 */
export class MessageFrames {
  private readonly marks: number;
  private readonly bodies: Readonly<Record<Kind, Form<Bodies[Kind]>>>;
  private readonly seal: Form<Sealed>;
  private readonly mark: MarkForm;
  private readonly out = new ByteWriter();

  /** `marks`: how many controls leave something beside a message. */
  constructor(suite: ByteSuite, marks: number) {
    this.marks = marks;
    this.bodies = bodyForms(suite) as Readonly<Record<Kind, Form<Bodies[Kind]>>>;
    this.seal = termForm(suite, 'sealed');
    this.mark = new MarkForm(suite);
  }

  write(envelope: Envelope): Uint8Array {
    const { out } = this;
    const { kind, body, sealed, marks } = envelope;
    out.begin();
    out.u8(points.indexOf(envelope.point));
    out.u8(kindNumber[kind] - 1);
    out.u8(classNumber[envelope.dataClass]);
    out.u8((body === null ? 0 : inClear) | (sealed === null ? 0 : isSealed));
    out.i32(envelope.from);
    out.i32(envelope.to);
    out.i32(envelope.subject);
    out.u48(envelope.number);
    out.u48(envelope.re);
    if (body !== null) this.bodies[kind].write(out, body);
    if (sealed !== null) this.seal.write(out, sealed);
    for (const mark of marks) this.mark.write(out, mark as Content | undefined);
    return out.taken();
  }

  /** The message of a frame, or undefined for bytes that are none. */
  read(bytes: Uint8Array): Envelope | undefined {
    if (bytes.length > mostFrameBytes) return undefined;
    const envelope = readWhole(bytes, (from) => this.message(from));
    if (envelope !== undefined) envelope.sizeBytes = bytes.length;
    return envelope;
  }

  private message(from: ByteReader): Envelope {
    const envelope = new Envelope(this.marks);
    const point = points[from.u8()];
    const kind = kinds[from.u8()];
    const dataClass = dataClasses[from.u8()];
    const holds = from.u8();
    if (point === undefined || kind === undefined || dataClass === undefined) throw malformed;
    envelope.point = point;
    envelope.kind = kind;
    envelope.dataClass = dataClass;
    envelope.from = from.i32();
    envelope.to = from.i32();
    envelope.subject = from.i32();
    envelope.number = from.u48();
    envelope.re = from.u48();
    // Never both, never neither.
    if (holds === inClear) envelope.body = this.bodies[kind].read(from);
    else if (holds === isSealed) envelope.sealed = this.seal.read(from);
    else throw malformed;
    for (let mark = 0; mark < this.marks; mark++) envelope.marks[mark] = this.mark.read(from);
    return envelope;
  }
}
