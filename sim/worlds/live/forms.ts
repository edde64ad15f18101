import type { ByteSuite, WireTerm } from '../../framework/byte-suite.ts';
import { malformed } from './wire-bytes.ts';
import type { ByteReader, ByteWriter } from './wire-bytes.ts';

/** How a value stands on a wire. Whoever reads bytes from strangers gets the value, or a RangeError where they are none. */
export interface Form<Value> {
  write(out: ByteWriter, value: Value): void;
  read(from: ByteReader): Value;
}

/** Any finite number. */
export const number: Form<number> = {
  write: (out, value) => out.f64(value),
  read: (from) => from.f64(),
};
/** A whole number that a double holds exactly. */
export const whole: Form<number> = {
  write: (out, value) => out.f64(value),
  read: (from) => {
    const value = from.f64();
    if (!Number.isSafeInteger(value)) throw malformed;
    return value;
  },
};
/** A node or another whole number of 32 bits. */
export const node: Form<number> = {
  write: (out, value) => out.i32(value),
  read: (from) => from.i32(),
};
/** A text of at most so many UTF-16 units. */
export const textOf = (most: number): Form<string> => ({
  write: (out, value) => out.text(value),
  read: (from) => from.text(most),
});

/** Bytes, which a body has in lower-case hexadecimal. */
export const hex: Form<string> = {
  write: (out, value) => out.block(Buffer.from(value, 'hex')),
  read: (from) => from.block().toString('hex'),
};

/** One of some values, as its number. */
export function oneOf<Value>(values: readonly Value[]): Form<Value> {
  return {
    write: (out, value) => out.u8(values.indexOf(value)),
    read: (from) => {
      const place = from.u8();
      if (place >= values.length) throw malformed;
      return values[place]!;
    },
  };
}

/** A value, or null. */
export function nullable<Value>(form: Form<Value>): Form<Value | null> {
  const given = oneOf([false, true]);
  return {
    write: (out, value) => {
      given.write(out, value !== null);
      if (value !== null) form.write(out, value);
    },
    read: (from) => (given.read(from) ? form.read(from) : null),
  };
}

/** A value that need not be there. */
export function optional<Value>(form: Form<Value>): Form<Value | undefined> {
  const given = oneOf([false, true]);
  return {
    write: (out, value) => {
      given.write(out, value !== undefined);
      if (value !== undefined) form.write(out, value);
    },
    read: (from) => (given.read(from) ? form.read(from) : undefined),
  };
}

/** A list of at most so many elements; RangeError for whoever writes more. */
export function listOf<Value>(form: Form<Value>, most: number): Form<readonly Value[]> {
  return {
    write: (out, values) => {
      if (values.length > most) {
        throw new RangeError(`${values.length} elements in one list: on a wire it has room for ${most}`);
      }
      out.u16(values.length);
      for (const value of values) form.write(out, value);
    },
    read: (from) => {
      const length = from.u16();
      if (length > most) throw malformed;
      const values: Value[] = [];
      while (values.length < length) values.push(form.read(from));
      return values;
    },
  };
}

/** An object with these fields, in this order. */
export function fields<Value extends object>(forms: {
  readonly [Name in keyof Value]: Form<Value[Name]>;
}): Form<Value> {
  const entries = Object.entries(forms) as [string, Form<unknown>][];
  return {
    write: (out, value) => {
      for (const [name, form] of entries) form.write(out, (value as Record<string, unknown>)[name]);
    },
    read: (from) => {
      const value: Record<string, unknown> = {};
      for (const [name, form] of entries) {
        const read = form.read(from);
        if (read !== undefined) value[name] = read;
      }
      return value as Value;
    },
  };
}

/** A term of the suite, as its bytes. */
export function termForm<Value>(suite: ByteSuite, kind: WireTerm): Form<Value> {
  return {
    write: (out, value) => out.block(suite.termBytes(value)),
    read: (from) => {
      const value = suite.termFrom(kind, from.block());
      if (value === undefined) throw malformed;
      return value as Value;
    },
  };
}
