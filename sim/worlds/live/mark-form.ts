import type { ByteSuite } from '../../framework/byte-suite.ts';
import type { Content } from '../../framework/crypto.ts';
import type { Form } from './forms.ts';
import { malformed } from './wire-bytes.ts';
import type { ByteReader, ByteWriter } from './wire-bytes.ts';

/** What a mark is: nothing, a whole number of 32 bits, any other number, any other content. */
const nothing = 0;
const small = 1;
const other = 2;
const content = 3;

/** Contents that are remembered by their bytes; beyond, it starts anew. */
const mostRemembered = 1024;

const isSmall = (value: number): boolean => Object.is(value, value | 0);

/**
 * What a control left beside a message. Equal bytes give the very same object, as in a process that hands on what it got: so a
 * control that has checked a token knows it again.
 */
export class MarkForm implements Form<Content | undefined> {
  private readonly suite: ByteSuite;
  private readonly known = new Map<string, Content>();

  constructor(suite: ByteSuite) {
    this.suite = suite;
  }

  write(out: ByteWriter, mark: Content | undefined): void {
    if (mark === undefined || mark === null) {
      out.u8(nothing);
    } else if (typeof mark !== 'number') {
      out.u8(content);
      out.block(this.suite.encode(mark));
    } else if (isSmall(mark)) {
      out.u8(small);
      out.i32(mark);
    } else {
      out.u8(other);
      out.f64(mark);
    }
  }

  read(from: ByteReader): Content | undefined {
    switch (from.u8()) {
      case nothing:
        return undefined;
      case small:
        return from.i32();
      case other: {
        const value = from.f64();
        if (isSmall(value)) throw malformed;
        return value;
      }
      case content:
        return this.contentOf(from.block());
      default:
        throw malformed;
    }
  }

  private contentOf(bytes: Buffer): Content {
    const key = bytes.toString('latin1');
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const read = this.decoded(bytes);
    if (read === null || typeof read === 'number' || !bytes.equals(this.suite.encode(read))) throw malformed;
    if (this.known.size >= mostRemembered) this.known.clear();
    this.known.set(key, read);
    return read;
  }

  private decoded(bytes: Buffer): Content {
    try {
      return this.suite.decode(bytes);
    } catch {
      // Whatever is wrong with it, it is no content.
      throw malformed;
    }
  }
}
