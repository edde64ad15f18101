/** Just enough of DER (X.690) to find where the parts of a certificate lie. Judging one is node:crypto's business. */

/** One element: its tag, where it begins, and where its content begins and ends. */
export interface Element {
  readonly tag: number;
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

/** Tags that occur in certificates. */
export const tags = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  identifier: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  keyIdentifier: 0x80,
  version: 0xa0,
  extensions: 0xa3,
} as const;

/** The elements that fill bytes from `start` to `end` exactly, or undefined where they do not. */
export function elements(bytes: Uint8Array, start: number, end: number): readonly Element[] | undefined {
  const found: Element[] = [];
  let position = start;
  while (position < end) {
    const element = elementAt(bytes, position, end);
    if (element === undefined) return undefined;
    found.push(element);
    position = element.end;
  }
  return found;
}

/** The elements inside one that must have that tag, or undefined. */
export function inside(bytes: Uint8Array, element: Element | undefined, tag: number): readonly Element[] | undefined {
  if (element?.tag !== tag) return undefined;
  return elements(bytes, element.content, element.end);
}

function elementAt(bytes: Uint8Array, start: number, end: number): Element | undefined {
  if (start + 2 > end) return undefined;
  const first = bytes[start + 1]!;
  let content = start + 2;
  let length = first;
  if (first >= 0x80) {
    // Certificates stay below 64 KiB; DER knows no indefinite lengths.
    const count = first & 0x7f;
    if (count < 1 || count > 2 || content + count > end) return undefined;
    length = 0;
    for (let index = 0; index < count; index += 1) length = length * 256 + bytes[content + index]!;
    content += count;
  }
  return content + length <= end ? { tag: bytes[start]!, start, content, end: content + length } : undefined;
}

/** The content of an element. */
export function contentOf(bytes: Buffer, element: Element): Buffer {
  return bytes.subarray(element.content, element.end);
}

/** A whole number from 0 that a double holds exactly, or undefined. */
export function integerOf(bytes: Buffer, element: Element): number | undefined {
  const content = contentOf(bytes, element);
  if (element.tag !== tags.integer || content.length === 0 || content.length > 7 || content[0]! >= 0x80)
    return undefined;
  return Number.parseInt(content.toString('hex'), 16);
}

/** The content of a DER integer from 0: shortest, with a leading zero where it would read as negative. */
export function integerBytes(value: number): Buffer {
  const digits = value.toString(16);
  const hex = digits.length % 2 === 0 ? digits : `0${digits}`;
  return Buffer.from(Number.parseInt(hex.slice(0, 2), 16) >= 0x80 ? `00${hex}` : hex, 'hex');
}

/** The moment of a UTCTime or GeneralizedTime in ms of the Unix epoch (RFC 5280, 4.1.2.5), or undefined. */
export function momentOf(bytes: Buffer, element: Element): number | undefined {
  const text = contentOf(bytes, element).toString('latin1');
  const digits = /^(\d{2,4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text)?.slice(1).map(Number);
  if (digits === undefined) return undefined;
  const [year, month, day, hour, minute, second] = digits as [number, number, number, number, number, number];
  if (element.tag === tags.generalizedTime && text.length === 15) {
    return Date.UTC(year, month - 1, day, hour, minute, second);
  }
  if (element.tag !== tags.utcTime || text.length !== 13) return undefined;
  return Date.UTC(year < 50 ? 2000 + year : 1900 + year, month - 1, day, hour, minute, second);
}
