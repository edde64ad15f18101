import { decode, encode, Tokenizer, Token, Type } from 'cborg';
import type { DecodeOptions, EncodeOptions } from 'cborg';
import type { Content } from '../../framework/crypto.ts';
import { opaque } from '../opaque.ts';
import { CredentialHandle } from './credential.ts';
import { PublicHandle } from './keys.ts';
import { RequestHandle } from './request.ts';
import { BytesTerm, isDigestLength } from './terms.ts';
import type { BytesKind } from './terms.ts';

/** Nesting that a content may have; what comes from outside is refused before it exhausts the stack (assumption). */
const deepest = 32;
/** Bytes that a content read from outside may have (assumption). */
const longest = 1 << 20;

/** CBOR tags of terms, from the range free for private use (project-defined). */
const termTags = {
  publicKey: 55_801,
  signature: 55_802,
  sealed: 55_803,
  tag: 55_804,
  credential: 55_805,
  request: 55_806,
  digest: 55_807,
  proof: 55_808,
};

/** The deterministic CBOR (RFC 8949, 4.2) of a content: equal contents give equal bytes. Throws TypeError for no content. */
export function encodeContent(content: Content): Uint8Array {
  checkContent(content, 0);
  return encode(content, encodeOptions);
}

/** As `encodeContent`, but fields keep their order, so that who decodes it gets what was encoded to the letter. */
export function encodeInOrder(content: Content): Uint8Array {
  checkContent(content, 0);
  return encode(content, { ...encodeOptions, mapSorter: () => 0 });
}

/** The content of `encodeContent`'s or `encodeInOrder`'s bytes. Throws Error or TypeError for bytes that are none, however they came. */
export function decodeContent(bytes: Uint8Array): Content {
  if (bytes.length > longest) throw new TypeError(`a content has at most ${longest} bytes, not ${bytes.length}`);
  const content: unknown = decode(bytes, { ...decodeOptions, tokenizer: new ShallowTokenizer(bytes, decodeOptions) });
  checkContent(content, 0);
  return content;
}

function checkContent(content: unknown, depth: number): asserts content is Content {
  if (depth > deepest) throw new TypeError(`a content nests at most ${deepest} deep`);
  if (content === null) return;
  if (typeof content === 'number') {
    if (!Number.isFinite(content)) throw new TypeError(`a content holds finite numbers, not ${content}`);
  } else if (typeof content === 'string') {
    // UTF-8 has no lone surrogates: two such strings would come out equal.
    if (/\p{Surrogate}/u.test(content)) throw new TypeError('a content holds well-formed strings');
  } else if (typeof content !== 'object') {
    throw new TypeError(`a ${typeof content} is no content`);
  } else if (Array.isArray(content)) {
    for (const element of content) checkContent(element, depth + 1);
  } else if (isPlain(content)) {
    for (const [field, value] of Object.entries(content)) {
      checkContent(field, depth + 1);
      checkContent(value, depth + 1);
    }
  } else if (tokensOf(content) === null) {
    throw new TypeError('a content holds plain values and terms of the openssl suite');
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

type Tokens = Token[];

function tokensOf(term: object): Tokens | null {
  if (BytesTerm.is(term)) return tagged(termTags[BytesTerm.kind(term)], BytesTerm.bytes(term));
  if (PublicHandle.is(term)) return tagged(termTags.publicKey, PublicHandle.spki(term));
  if (RequestHandle.is(term)) return tagged(termTags.request, RequestHandle.der(term));
  if (CredentialHandle.is(term)) {
    const chain = CredentialHandle.chain(term);
    const items = chain.map((der) => new Token(Type.bytes, der));
    return [new Token(Type.tag, termTags.credential), new Token(Type.array, chain.length), ...items];
  }
  return null;
}

const tagged = (tag: number, bytes: Uint8Array): Tokens => [new Token(Type.tag, tag), new Token(Type.bytes, bytes)];

const encodeOptions: EncodeOptions = {
  typeEncoders: { Object: (value: object) => (isPlain(value) ? null : tokensOf(value)) },
};

const plainTerm = (kind: BytesKind) => (read: () => unknown) => new BytesTerm(kind, bytesOf(read()));

const decodeOptions: DecodeOptions = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowInfinity: false,
  allowNaN: false,
  allowBigInt: false,
  rejectDuplicateMapKeys: true,
  tags: {
    [termTags.publicKey]: (read) => opaque(new PublicHandle(bytesOf(read()))),
    [termTags.signature]: plainTerm('signature'),
    [termTags.sealed]: plainTerm('sealed'),
    [termTags.tag]: plainTerm('tag'),
    [termTags.proof]: plainTerm('proof'),
    [termTags.credential]: (read) => {
      const chain: unknown = read();
      if (!Array.isArray(chain)) throw new TypeError('a credential is a list of certificates');
      return new CredentialHandle(chain.map(bytesOf));
    },
    [termTags.request]: (read) => new RequestHandle(bytesOf(read())),
    [termTags.digest]: (read) => {
      const bytes = bytesOf(read());
      if (!isDigestLength(bytes)) throw new TypeError('a digest has 32 bytes');
      return new BytesTerm('digest', bytes);
    },
  },
};

function bytesOf(value: unknown): Buffer {
  if (!(value instanceof Uint8Array)) throw new TypeError('a term holds bytes');
  return Buffer.from(value);
}

/** Counts the nesting of what it reads, because the decoder calls itself for every level. */
class ShallowTokenizer extends Tokenizer {
  /** Items still to come on each open level. */
  readonly #open: number[] = [];

  override next(): Token {
    const token = super.next();
    while (this.#open.at(-1) === 0) this.#open.pop();
    if (this.#open.length > 0) this.#open[this.#open.length - 1]! -= 1;
    if (Type.equals(token.type, Type.array)) this.#open.push(Number(token.value));
    else if (Type.equals(token.type, Type.map)) this.#open.push(2 * Number(token.value));
    else if (Type.equals(token.type, Type.tag)) this.#open.push(1);
    if (this.#open.length > 2 * deepest) throw new TypeError(`a content nests at most ${deepest} deep`);
    return token;
  }
}
